"""The icons: which drawing stands for which phase, card, seat and token.

Those that point along the line of writing are named in TURNING: a mirrored picture turns them.
"""

from collections.abc import Mapping
from types import MappingProxyType

TURNING = frozenset({"speech", "bubble", "arrow", "stairs", "quote", "mute"})

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
