"""Questions that are asked before there is a session, each with a yes and a no."""

from dataclasses import dataclass
from datetime import datetime

from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question, in words."""

    title: str
    lines: tuple[str, ...]
    yes: str
    no: str
    letter: str
    """The key that says yes, beside Enter: lower case. That for no is N."""
    careful: bool = False
    """It is a consent: nothing that a clicker sends, and no Space, says yes."""


def resume_prompt(names: Names, title: str, opened: str, now: datetime) -> Prompt:
    """Whether to resume a session of that title, `opened` as its header says (ISO 8601).

    `now` has a time zone.
    """
    begun = datetime.fromisoformat(opened).astimezone()
    days = max(0, (now.astimezone().date() - begun.date()).days)
    return resume_question(names, title, days, f"{begun:%H:%M}")


def resume_question(names: Names, title: str, days: int, time: str) -> Prompt:
    """The same for a session of that title, begun `days` ago at `time` (14:05)."""
    left = names.say("offer.left", when=_when(names, days, names.figures(time)))
    yes, no = names.say("offer.resume"), names.say("offer.new")
    return Prompt(names.say("offer.title"), (title, left), yes, no, "r")


def _when(names: Names, days: int, time: str) -> str:
    """How long ago it was, in words that are the same in every calendar."""
    if days == 0:
        return names.say("offer.today", time=time)
    if days == 1:
        return names.say("offer.yesterday", time=time)
    return names.say("offer.days", count=days)
