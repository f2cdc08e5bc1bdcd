"""The style in which each manner of speaking is rendered; an engine applies what it supports."""

from improv.core.cards import Manner
from improv.voice.engine import Style

PLAIN = Style(volume=0.8)
"""Below full volume, so that an angry voice can be louder."""

_STYLES = {
    Manner.ANGRY: Style("angry", rate=1.15, pitch=1.12, volume=1.0),
    Manner.HURRIED: Style("hurried", rate=1.35, pitch=1.06, volume=0.85),
    Manner.TIRED: Style("tired", rate=0.8, pitch=0.85, volume=0.6),
    Manner.SWEET: Style("sweet", rate=0.92, pitch=1.25, volume=0.75),
    Manner.WHISPER: Style("whisper", rate=0.9, volume=0.65, whisper=True),
}


def style_of(manner: Manner | None) -> Style:
    """The style of a manner; without one the plain style."""
    return PLAIN if manner is None else _STYLES[manner]
