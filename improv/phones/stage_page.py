"""The stage's page: a scene as the values of a template, its texts escaped and marked up.

A page is rendered once for each scene, with the clock of that moment; the time goes beside it as
what is left of it, never as an instant.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from improv.core.reading import Speech
from improv.director.ports import Snapshot
from improv.phones.page_text import with_whole_figures
from improv.phones.payloads import Payload
from improv.phones.player_controls import PlayerControls
from improv.phones.result_page import scene_values
from improv.scenes.scene import Scene, scene_of

_SPACE = re.compile(r"(\s+)")


@dataclass(frozen=True, slots=True)
class StagePicture:
    """All that is to be seen of a moment, but the time. Two that are equal look the same."""

    scene: Scene
    speech: Speech | None
    phase_id: int
    controls: PlayerControls | None = None
    """What can be pressed on it; None on a projector's page, where nothing can."""

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        now: int,
        *,
        latin_digits: bool = False,
        keys: bool = True,
        played: bool = False,
    ) -> "StagePicture":
        """The part of a snapshot that the room may see; `played`: with somebody's buttons."""
        scene = scene_of(
            snapshot.projector,
            now,
            invitation=snapshot.invitation,
            report=snapshot.report,
            trouble=snapshot.trouble,
            latin_digits=latin_digits,
            keys=keys,
            listens=snapshot.listens,
        )
        controls = PlayerControls.of(snapshot.host) if played else None
        return cls(scene, snapshot.speech, snapshot.projector.phase_id, controls)

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
            "phase_id": self.phase_id,
            "controls": self.controls,
            **scene_values(scene.body),
            "now": now,
            "speech": self.speech,
            "say": scene.names.say,
            "figures": scene.names.figures,
            "text": self._text,
            "spoken": self._spoken,
        }

    def _text(self, text: str) -> Markup:
        """A text of a card or a person, whose figures are not broken over two lines."""
        return escape(self._kept_whole(text))

    def _spoken(self, text: str) -> Markup:
        """The same; while it is read aloud, each word in a span that can be marked."""
        if self.speech is None or self.speech.text != text:
            return self._text(text)
        word = Markup('<span class="word">{}</span>')
        parts = _SPACE.split(self._kept_whole(text).strip())
        return Markup("").join(
            part if part.isspace() else word.format(part) for part in parts if part
        )

    def _kept_whole(self, text: str) -> str:
        return with_whole_figures(text, self.scene.language)
