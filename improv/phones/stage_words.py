"""What the stage in a browser is given to show, and the words for it.

Knows the projector's own view and nothing else of the game: there is no secret here that the room
has not been told. Names of phases, seats, criteria and options are the format's own where it has
some, as in the window.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from improv.core.formats import PhaseKind
from improv.core.reading import Speech
from improv.core.view_models import ProjectorView
from improv.director.ports import Invitation, Snapshot, Trouble
from improv.locale.codes import steady
from improv.locale.numerals import digits, numbered
from improv.locale.phrases import direction, isolate, phrase
from improv.phones.payloads import named

_SPACE = re.compile(r"(\s+)")
_COUNTED = re.compile(r"(\d) (?=\w)")
"""A figure keeps to the word that it counts."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is to be seen of a moment, but the time. Two that are equal look the same."""

    view: ProjectorView
    invitation: Invitation | None = None
    trouble: Trouble | None = None
    speech: Speech | None = None
    latin_digits: bool = False
    quiet: bool = False
    """A mute token holds."""
    keys: bool = True
    """Somebody beside the projector can press one."""

    @classmethod
    def of(
        cls, snapshot: Snapshot, now: int, *, latin_digits: bool = False, keys: bool = True
    ) -> "Scene":
        """What a snapshot tells the room; what is in it for the facilitator stays there."""
        told = (snapshot.room, snapshot.invitation, snapshot.trouble, snapshot.speech)
        round_ = snapshot.room.round
        playing = snapshot.room.kind is PhaseKind.PLAY and round_ is not None
        quiet = playing and round_ is not None and now < round_.mute_until
        return cls(*told, latin_digits=latin_digits, quiet=quiet, keys=keys)

    @property
    def rtl(self) -> bool:
        """Whether the page is mirrored."""
        return direction(self.view.language) == "rtl"

    @property
    def tongue(self) -> str:
        """The tag of the language, with the digits that were chosen."""
        return numbered(self.view.language, latin=self.latin_digits)

    # Words.

    def say(self, name: str, /, **values: str | int) -> str:
        """The interface's words of that name."""
        return phrase(self.tongue, name, **values)

    def figures(self, number: str | int) -> str:
        """A number in the digits that were chosen."""
        return digits(self.tongue, number)

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row; empty for none."""
        return f"{self.say('list.comma')} ".join(map(isolate, filter(None, names)))

    def text(self, text: str) -> Markup:
        """Words of a card or of a person, in the manner of the page: codes hold together."""
        return escape(self._steadied(text))

    def spoken(self, text: str) -> Markup:
        """The same; while they are being said, each word can be marked."""
        if self.speech is None or self.speech.text != text:
            return self.text(text)
        word = Markup('<span class="word">{}</span>')
        parts = _SPACE.split(self._steadied(text).strip())
        return Markup("").join(
            part if part.isspace() else word.format(part) for part in parts if part
        )

    def _steadied(self, text: str) -> str:
        return steady(_COUNTED.sub("\\1\u00a0", text), rtl=self.rtl)

    # Names.

    @property
    def kind_words(self) -> str:
        """What phases of this kind are called."""
        return named(self.view.format, self.tongue, f"phase.{self.view.kind.value}")

    @property
    def phase_words(self) -> str:
        """What this phase is called."""
        return self.view.format.get(f"phase.{self.view.phase}") or self.kind_words

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a scene, with a name of its own."""
        return self.view.kind is PhaseKind.PLAY and self.view.phase != PhaseKind.PLAY.value

    def seat(self, seat: str) -> str:
        """What a seat is called."""
        return named(self.view.format, self.tongue, f"seat.{seat}", seat)

    def criterion(self, criterion: str, grade: int = 0) -> str:
        """A criterion's name, or what it means to give it a grade."""
        name = f"criterion.{criterion}" + (f".{grade}" if grade else "")
        return named(self.view.format, self.tongue, name, "" if grade else criterion)

    def option(self, option: str) -> str:
        """An option of a choice: the format's word, else the number of a line."""
        if own := self.view.format.get(f"option.{option}"):
            return own
        return self.say("vote.line", number=int(option)) if option.isdecimal() else option
