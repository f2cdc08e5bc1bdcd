"""What a distribution of grades shows: bars, the middle grade, the share of 3s and 4s."""

from dataclasses import dataclass

from improv.core.tally import Distribution
from improv.core.votes import GRADES
from improv.scenes.parts import Notice
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar for one grade, or for one option of a choice."""

    label: str
    count: str
    share: float
    """Its length, from 0 (nobody) to 1 (everybody who voted): one scale for a whole scene."""
    best: bool = False
    """Whether no other option got more."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of one grade in a bar that shows all four."""

    grade: int
    figure: str
    begins: float
    """Where it begins in the bar, 0 to 1."""
    share: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A distribution in words: its middle grade, its CSAT, whether it is split."""

    label: str
    grade: int
    """The middle grade, 1 to 4."""
    median: str
    """The same in figures."""
    csat: str
    csat_label: str
    split: Notice | None
    """That opinions differ; None where they do not."""
    alt_text: str
    """The counts in words, for those who do not see the bars."""


def judgement(distribution: Distribution, names: Names) -> Judgement:
    """A distribution in words."""
    one, two, three, four = distribution.counts
    return Judgement(
        label=names.say("result.median"),
        grade=distribution.median,
        median=names.figures(distribution.median),
        csat=names.percent(float(distribution.csat)),
        csat_label=names.say("result.csat"),
        split=Notice(names.say("result.split"), names.say("result.split.why"))
        if distribution.split
        else None,
        alt_text=names.say("result.counts", one=one, two=two, three=three, four=four),
    )


def bars(distribution: Distribution, everybody: int, names: Names) -> tuple[Bar, ...]:
    """A bar for each grade, the best first. `everybody`: whose bar would be full."""
    return tuple(
        Bar(names.figures(grade), names.figures(count), count / everybody)
        for grade, count in reversed(list(zip(GRADES, distribution.counts, strict=True)))
    )


def parts(distribution: Distribution, everybody: int, names: Names) -> tuple[Part, ...]:
    """All four grades in one bar, the lowest first; grades that nobody gave are left out.

    It is full where `everybody` judged the criterion, and so much shorter where some did not.
    """
    found, begins = [], 0
    for grade, count in zip(GRADES, distribution.counts, strict=True):
        if count:
            share = count / everybody
            found.append(Part(grade, names.figures(grade), begins / everybody, share))
        begins += count
    return tuple(found)
