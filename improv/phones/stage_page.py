"""What the stage's page is made of: a scene, and words in the manner of a page.

The time goes beside the page, as what is left of it, never as an instant: a page is made once for
each scene, and the clock on it is that of the moment when it was made.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from improv.core.reading import Speech
from improv.director.ports import Snapshot
from improv.locale import direction, keep_figures_whole
from improv.phones.invitation import svg_of
from improv.phones.payloads import Payload
from improv.scenes import Scene, scene_of
from improv.scenes.result import Favourite, Few, Hidden, OneCriterion, Several

_SPACE = re.compile(r"(\s+)")
_FORMS = {
    Hidden: "hidden",
    Few: "few",
    Favourite: "favourite",
    OneCriterion: "one",
    Several: "several",
}
"""What a template calls the forms of a result."""


@dataclass(frozen=True, slots=True)
class StagePicture:
    """All that is to be seen of a moment, but the time. Two that are equal look the same."""

    scene: Scene
    speech: Speech | None

    @classmethod
    def of(
        cls, snapshot: Snapshot, now: int, *, latin_digits: bool = False, keys: bool = True
    ) -> "StagePicture":
        """What a snapshot tells the room; what is in it for the facilitator stays there."""
        scene = scene_of(
            snapshot.projector,
            now,
            invitation=snapshot.invitation,
            trouble=snapshot.trouble,
            latin_digits=latin_digits,
            keys=keys,
        )
        return cls(scene, snapshot.speech)

    def times(self, now: int) -> dict[str, int | None]:
        """What is left of the clock, and for how long a line has been read aloud: ms, or None."""
        clock, speech = self.scene.clock, self.speech
        return {
            "left": clock.left(now) if clock else None,
            "said": now - speech.began if speech else None,
        }

    def payload(self, now: int) -> Payload:
        """All that the page's template needs; `now` is the session clock, ms."""
        scene = self.scene
        return {
            "language": scene.language,
            "scene": scene,
            "it": scene.body,
            "form": _FORMS.get(type(scene.body), ""),
            "now": now,
            "speech": self.speech,
            "say": scene.names.say,
            "figures": scene.names.figures,
            "text": self._text,
            "spoken": self._spoken,
            "svg_of": svg_of,
        }

    def _text(self, text: str) -> Markup:
        """Words of a card or of a person: codes and counted figures hold together."""
        return escape(self._steadied(text))

    def _spoken(self, text: str) -> Markup:
        """The same; while they are being said, each word can be marked."""
        if self.speech is None or self.speech.text != text:
            return self._text(text)
        word = Markup('<span class="word">{}</span>')
        parts = _SPACE.split(self._steadied(text).strip())
        return Markup("").join(
            part if part.isspace() else word.format(part) for part in parts if part
        )

    def _steadied(self, text: str) -> str:
        return keep_figures_whole(text, rtl=direction(self.scene.language) == "rtl")
