"""The debrief: two questions to talk about, one thing to try next, and what was behind it all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from improv.core.cards import Words
from improv.core.view_models import ProjectorView
from improv.core.visibility import ANSWER
from improv.scenes.cards import round_of
from improv.scenes.secrets import Secret, in_order, open_secrets
from improv.scenes.words import Names

MOST_REMINDERS = 2
PAIRS = 4
"""How many pairs of questions there are for a format without its own; they come in turn."""


@dataclass(frozen=True, slots=True)
class DebriefScene:
    """What is shown while the room talks."""

    questions: tuple[str, ...]
    tip: str
    """Empty where neither the deck nor the format has one."""
    tip_label: str
    reminders: tuple[Secret, ...]
    """What a guess had to find, where no vote says so; what the call was about, and the slip that
    had to be put right. Two at most."""


def debrief(view: ProjectorView, names: Names) -> DebriefScene:
    """The format's questions, or a pair in turn; the tip of the deck, or the format's in turn.

    Where nobody voted the first question asks what the vote would have.
    """
    round_ = round_of(view)
    turn = round_.ordinal - 1
    secrets, tips = open_secrets(round_, names), _lines(view.format, "tip")
    pair = (names.say(f"debrief.{turn % PAIRS + 1}.{number}") for number in (1, 2))
    questions = tuple(_lines(view.format, "debrief") or pair)
    if not view.voted:  # what the vote would have said is said by mouth
        questions = (names.say("result.few.why"), *questions[1:])
    return DebriefScene(
        questions=questions,
        tip=round_.tip or (tips[turn % len(tips)] if tips else ""),
        tip_label=names.say("debrief.tip"),
        reminders=(
            *_answer(view, names),
            *_first(secrets, ("reveal", "secret")),
            *_first(secrets, ("correct", "let_go")),
        )[:MOST_REMINDERS],
    )


def _answer(view: ProjectorView, names: Names) -> tuple[Secret, ...]:
    """What a guess had to find, where no result comes that would say so."""
    answer = round_of(view).answer
    if view.has_vote or not answer:
        return ()
    return in_order({}, {ANSWER: {"answer": names.option(answer)}}, names)


def _lines(own: Words, name: str) -> Sequence[str]:
    """The lines of a format: `tip.1`, `tip.2` and so on, as many as there are."""
    return list(takewhile(bool, (own.get(f"{name}.{number}", "") for number in count(1))))


def _first(secrets: Iterable[Secret], fields: Sequence[str]) -> list[Secret]:
    """The first secret of these fields: what it was about, or the slip to be put right."""
    return [one for name in fields for one in secrets if one.field == name][:1]
