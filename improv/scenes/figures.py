"""What a distribution of grades shows: bars, the middle grade, the share of 3s and 4s."""

from dataclasses import dataclass

from improv.core.tally import Distribution
from improv.core.votes import GRADES
from improv.scenes.parts import Notice
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of its own: a grade, or an option of a choice."""

    label: str
    counted: str
    share: float
    """How long it is, 0 (nobody) to 1 (everybody)."""
    best: bool = False
    """No other option got more."""


@dataclass(frozen=True, slots=True)
class Part:
    """A grade's part of one bar that has all four."""

    grade: int
    figure: str
    begins: float
    """Where in the bar, 0 to 1."""
    share: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a distribution comes to."""

    label: str
    grade: int
    """The middle grade, 1 to 4."""
    median: str
    """The same in figures."""
    csat: str
    csat_label: str
    split: Notice | None
    """That opinions differ, where they do."""
    aloud: str


def judgement(counted: Distribution, names: Names) -> Judgement:
    """The middle of the room, and what else there is to say."""
    return Judgement(
        label=names.say("result.median"),
        grade=counted.median,
        median=names.figures(counted.median),
        csat=names.percent(float(counted.csat)),
        csat_label=names.say("result.csat"),
        split=Notice(names.say("result.split"), names.say("result.split.why"))
        if counted.split
        else None,
        aloud=aloud(counted, names),
    )


def aloud(counted: Distribution, names: Names) -> str:
    """The counts in words, for those who do not see the bars."""
    one, two, three, four = counted.counts
    return names.say("result.counts", one=one, two=two, three=three, four=four)


def bars(counted: Distribution, names: Names) -> tuple[Bar, ...]:
    """A bar for each grade, the best first."""
    return tuple(
        Bar(names.figures(grade), names.figures(count), count / counted.total)
        for grade, count in reversed(list(zip(GRADES, counted.counts, strict=True)))
    )


def parts(counted: Distribution, names: Names) -> tuple[Part, ...]:
    """All four grades in one bar, the lowest first; grades that nobody gave are left out."""
    found, begins = [], 0
    for grade, count in zip(GRADES, counted.counts, strict=True):
        if count:
            total = counted.total
            found.append(Part(grade, names.figures(grade), begins / total, count / total))
        begins += count
    return tuple(found)
