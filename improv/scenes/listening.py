"""What a microphone heard of an answer, in words: a timeline, what it may mean, what nobody knows.

No measure is good or bad here: a pause gives room or leaves alone, and only the two who spoke know
which. So there is no score, no norm, and no count of words, fillers or apologies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from improv.core.heat import HOT
from improv.core.measures import MeasuredAnswer, Span, Timeline
from improv.core.numerals import decimal
from improv.scenes.prompts import Prompt
from improv.scenes.words import Names

MOST_REMARKS = 4

AT_ONCE, USUAL = 200, 1_000
"""ms after the customer: a gap is 200 ms in the mean, in every language that was looked at (Stivers
et al. 2009); from a second on it is noticed as a silence (Jefferson 1989)."""
OVERLAP = 300
"""ms that both spoke at once; less is how people change turns."""
LONG_PAUSE = 1_500
LONG_TALK, SHORT_PAUSE = 20_000, 1_000
"""ms of an answer in which there was hardly a gap to come in."""
PACE = 1.2
"""The ratio of the last third to the first that is heard as faster; pace varies by a tenth."""
LOUDNESS = 4
"""dB that are heard as louder."""

_STEPS = (5, 10, 15, 30, 60)
"""Seconds between the marks of a timeline ..."""
_MOST_MARKS = 8
"""... of which there are so many at most."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a timeline, each end as a share of it: 0 to 1."""

    begins: float
    ends: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Who, and when."""

    label: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant of the timeline, as a share of it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What was heard, and what it may mean."""

    heard: str
    may_mean: str


@dataclass(frozen=True, slots=True)
class ListeningScene:
    """One answer. Without a timeline, as after a resume, there are no rows and no marks."""

    title: str
    customer: Row
    answer: Row
    """With the short sounds while the customer spoke, which have a label."""
    between: tuple[Stretch, ...]
    """Pauses, and where both spoke at once, each with its label."""
    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...]
    unknown: str
    """What a microphone cannot know; always shown."""
    in_words: tuple[str, ...]
    """The timeline, a line for each stretch: for a console, and for whoever hears the screen."""
    play: str
    """What the control is called that plays the recording."""


def question(names: Names, kept_in: str = "", option: str = "--keep") -> Prompt:
    """What is asked once, before a microphone is opened; `kept_in`: the folder of kept takes."""
    kept = (
        names.say("listening.question.kept", option=option, folder=kept_in)
        if kept_in
        else names.say("listening.question.passing")
    )
    lines = (
        names.say("listening.question.gives"),
        names.say("listening.question.local"),
        kept,
        names.say("listening.question.without"),
    )
    title = names.say("listening.question")
    yes, no = names.say("listening.yes"), names.say("listening.no")
    return Prompt(title, lines, yes, no, "y", careful=True)


def trouble(names: Names, trouble: str, why: str, command: str) -> str:
    """Why nothing is heard. `command` installs what is missing; `why` is the system's sentence."""
    return names.say(f"listening.trouble.{trouble}", why=why, command=command)


def open_microphone(names: Names) -> str:
    """What is shown as long as the microphone is open."""
    return names.say("listening.open")


def listening(
    names: Names,
    answer: MeasuredAnswer,
    timeline: Timeline | None,
    heat: int,
    earlier: Iterable[tuple[int, MeasuredAnswer]] = (),
) -> ListeningScene:
    """The scene of one answer to a customer of a heat; `earlier`: answers and their heat."""
    customer, you = names.seat("customer"), names.say("listening.you")
    short = names.say("listening.backchannel")
    pause, both = names.say("listening.pause"), names.say("listening.both")
    shown = timeline or Timeline(0, (), ())
    said = [(one, you) for one in shown.answer]
    sounds = [(one, short) for one in shown.backchannels]
    between = [*((one, pause) for one in shown.pauses), *((one, both) for one in shown.overlaps)]
    spoken = [*((one, customer) for one in shown.customer), *said, *sounds, *between]
    return ListeningScene(
        title=names.say("listening.title"),
        customer=Row(customer, _stretches(shown.lasts, ((one, "") for one in shown.customer))),
        answer=Row(you, _stretches(shown.lasts, [*((one, "") for one in shown.answer), *sounds])),
        between=_stretches(shown.lasts, between),
        marks=_marks(names, shown.lasts),
        remarks=tuple(_remarks(names, answer, heat, list(earlier))[:MOST_REMARKS]),
        unknown=names.say("listening.unknown"),
        in_words=tuple(_in_words(names, spoken)),
        play=names.say("listening.play"),
    )


def _stretches(lasts: int, parts: Iterable[tuple[Span, str]]) -> tuple[Stretch, ...]:
    ordered = sorted(parts, key=lambda part: part[0].begins)
    return tuple(Stretch(one.begins / lasts, one.ends / lasts, label) for one, label in ordered)


def _marks(names: Names, lasts: int) -> tuple[Mark, ...]:
    """Every so many whole seconds, from the beginning."""
    step = next((one for one in _STEPS if lasts <= one * 1000 * _MOST_MARKS), _STEPS[-1])
    return tuple(
        Mark(second * 1000 / lasts, _clock(names, second))
        for second in range(0, lasts // 1000 + 1, step)
        if lasts
    )


def _in_words(names: Names, parts: Sequence[tuple[Span, str]]) -> list[str]:
    return [
        names.say(
            "listening.span",
            begins=_clock(names, one.begins // 1000),
            ends=_clock(names, -(-one.ends // 1000)),
            who=who,
        )
        for one, who in sorted(parts, key=lambda part: (part[0].begins, part[0].ends))
    ]


def _clock(names: Names, seconds: int) -> str:
    """Minutes and seconds."""
    return names.figures(f"{seconds // 60}:{seconds % 60:02}")


def _time(names: Names, ms: int) -> str:
    """Seconds, with tenths where there are few."""
    tenths = round(ms / 100)
    number = decimal(names.language, tenths) if tenths < 100 else names.figures(round(ms / 1000))
    return names.say("listening.seconds", number=number)


# What it may mean.


def _remarks(
    names: Names, answer: MeasuredAnswer, heat: int, earlier: Sequence[tuple[int, MeasuredAnswer]]
) -> list[Remark]:
    """What there is to say, the most telling first."""
    say = names.say
    found = []
    if answer.leaked:
        found.append(Remark(say("listening.leaked"), say("listening.leaked.means")))
    # Where the customer was heard, too, the first second may hide an earlier beginning.
    if not answer.leaked or answer.began is None or answer.began >= USUAL:
        found.append(_beginning(names, answer))
    if answer.clipped:
        found.append(Remark(say("listening.clipped"), say("listening.clipped.means")))
    if answer.noisy:
        found.append(Remark(say("listening.noisy"), say("listening.noisy.means")))
    if answer.began is None:
        return found
    if answer.longest_pause >= LONG_PAUSE:
        time = _time(names, answer.longest_pause)
        found.append(Remark(say("listening.paused", time=time), say("listening.paused.means")))
    found += _loudness(names, answer, heat, earlier)
    found += _pace(names, answer)
    talk, silence = _time(names, answer.talk), _time(names, answer.silence)
    full = answer.talk >= LONG_TALK and answer.longest_pause < SHORT_PAUSE
    means = say("listening.talk.full") if full else say("listening.talk.means")
    found.append(Remark(say("listening.talk", talk=talk, silence=silence), means))
    return found


def _beginning(names: Names, answer: MeasuredAnswer) -> Remark:
    """When it began, seen from the customer's last word."""
    say, began = names.say, answer.began
    if began is None:
        return Remark(say("listening.unheard"), say("listening.unheard.means"))
    time = _time(names, abs(began))
    if answer.interrupted >= OVERLAP:
        return Remark(say("listening.early", time=time), say("listening.early.means"))
    if began < AT_ONCE:
        return Remark(say("listening.at_once"), say("listening.at_once.means"))
    if began < USUAL:
        return Remark(say("listening.after", time=time), say("listening.after.means"))
    return Remark(say("listening.late", time=time), say("listening.late.means"))


def _loudness(
    names: Names, answer: MeasuredAnswer, heat: int, earlier: Sequence[tuple[int, MeasuredAnswer]]
) -> list[Remark]:
    """How loudness changed, against the customer's heat."""
    say, hot = names.say, heat >= HOT
    if not answer.loudness:
        return []
    first, last = answer.loudness[0], answer.loudness[-1]
    if last - first >= LOUDNESS:
        means = say("listening.louder.hot") if hot else say("listening.louder.means")
        return [Remark(say("listening.louder"), means)]
    if first - last >= LOUDNESS:
        means = say("listening.softer.hot") if hot else say("listening.softer.means")
        return [Remark(say("listening.softer"), means)]
    calmer = [_mean(one.loudness) for was, one in earlier if was < heat and one.loudness]
    if calmer and _mean(answer.loudness) - _mean(calmer) >= LOUDNESS:
        return [Remark(say("listening.loud"), say("listening.loud.means"))]
    if hot and len(answer.loudness) > 1:
        return [Remark(say("listening.steady"), say("listening.steady.means"))]
    return []


def _pace(names: Names, answer: MeasuredAnswer) -> list[Remark]:
    """How pace changed from the first third to the last."""
    say = names.say
    if len(answer.pace) < 2 or not answer.pace[0] or not answer.pace[-1]:
        return []
    ratio = answer.pace[-1] / answer.pace[0]
    if ratio >= PACE:
        return [Remark(say("listening.faster"), say("listening.faster.means"))]
    if ratio <= 1 / PACE:
        return [Remark(say("listening.slower"), say("listening.slower.means"))]
    return []


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures)
