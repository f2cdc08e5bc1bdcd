"""How a manner sounds, in what engines understand. Knows no engine: each does what it can."""

from improv.core.cards import Manner
from improv.voice.engine import Style

PLAIN = Style(volume=0.8)
"""Leaves room for the angry to be louder."""

_STYLES = {
    Manner.ANGRY: Style("angry", rate=1.15, pitch=1.12, volume=1.0),
    Manner.HURRIED: Style("hurried", rate=1.35, pitch=1.06, volume=0.85),
    Manner.TIRED: Style("tired", rate=0.8, pitch=0.85, volume=0.6),
    Manner.SWEET: Style("sweet", rate=0.92, pitch=1.25, volume=0.75),
    Manner.WHISPER: Style("whisper", rate=0.9, volume=0.65, whisper=True),
}


def style_of(manner: Manner | None) -> Style:
    """The style of a manner; none is plain."""
    return PLAIN if manner is None else _STYLES[manner]
