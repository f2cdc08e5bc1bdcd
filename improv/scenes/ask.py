"""An ask: everybody writes a line; then the approved ones come one by one, with nobody's name."""

import unicodedata
from dataclasses import dataclass

from improv.core.view_models import ProjectorView
from improv.scenes.cards import by_kind, round_of, said_by
from improv.scenes.parts import Label
from improv.scenes.words import Names

_WALL = 48.0
"""The length of a line among others on the wall, in widths of a capital letter."""


@dataclass(frozen=True, slots=True)
class AskScene:
    """What is asked, or the line that is shown."""

    question: str
    """What to write; empty while a line is shown."""
    request: str
    """What it is an answer to; empty where it is to nothing."""
    line: str
    """The line that is shown; empty for none."""
    place: str
    """Which one it is, of how many."""
    how: str
    """How to write; when the writing is over, that somebody reads first."""
    counted: Label
    """How many have written, never who."""


def ask(view: ProjectorView, names: Names) -> AskScene:
    """The question while everybody writes, then the line that the room reads."""
    asked, cards = view.ask, by_kind(round_of(view))
    assert asked is not None
    counts = [names.say("ask.counted", count=asked.written)] if asked.writers else []
    if asked.papers:
        counts.append(names.say("ask.papers", count=asked.papers))
    how = "ask.reading" if not asked.open else "ask.how" if asked.writers else "ask.how.paper"
    return AskScene(
        question="" if asked.line else question(view),
        request=said_by(cards),
        line=asked.line,
        place=names.say("ask.line_of", number=asked.place, total=asked.lines) if asked.line else "",
        how=names.say(how),
        counted=Label("pen", names.beside(counts)),
    )


def question(view: ProjectorView) -> str:
    """What everybody is to write."""
    return view.format.get(f"instruction.{view.phase}") or view.format.get("objective", "")


def beginning(text: str) -> str:
    """A line as it stands among others on the wall: a long one ends in an ellipsis."""
    # All of it is on the phones, and was on the wall when it was shown alone.
    room, cut, after = _WALL, 0, 0
    for place, character in enumerate(text):
        wide = _width(character)
        if wide > room:
            end = text[: after or cut].rstrip("\u200c\u200d ")
            return f"{end}…"
        room -= wide
        if character == " ":
            after = place
        if wide:
            cut = place
    return text


def _width(character: str) -> float:
    """About how wide a character is, in widths of a capital letter."""
    if unicodedata.category(character)[0] in "MC":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.5
    return 1.0 if character.isupper() else 0.5
