"""Which icon stands for which phase, card, seat, token and move: by name, never how it is drawn."""

from collections.abc import Mapping
from types import MappingProxyType

from improv.look import CRITERION_SHAPES
from improv.scenes.parts import Label
from improv.scenes.words import Names

PHASE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "lobby": "curtain",
        "draw": "reels",
        "brief": "speech",
        "play": "headset",
        "guess": "eye",
        "truth": "bulb",
        "bell": "bell",
        "vote": "hand",
        "result": "star",
        "debrief": "people",
        "standings": "stairs",
        "kudos": "heart",
        "end": "curtain",
    }
)

KIND_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "business": "shop",
        "role": "badge",
        "prompt": "quote",
        "mood": "mask",
        "twist": "spark",
        "observer": "eye",
        "tip": "bulb",
    }
)

SEAT_ICONS: Mapping[str, str] = MappingProxyType(
    {"agent": "headset", "customer": "speech", "observer": "eye"}
)

TOKEN_ICONS: Mapping[str, str] = MappingProxyType(
    {"mute": "mute", "escalate": "stairs", "warning": "warning"}
)

MOVE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "listened": "bubble",
        "named_feeling": "heart",
        "light_laugh": "mask",
        "clear_step": "arrow",
        "plain_limit": "diamond",
        "bridge": "shop",
    }
)


def criterion_label(criterion: str, names: Names) -> Label:
    """A criterion: its name, and a shape, because colour never speaks alone."""
    return Label(
        CRITERION_SHAPES.get(criterion, "star"), names.criterion(criterion), kind=criterion
    )
