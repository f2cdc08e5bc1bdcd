"""Which icon of look stands for which phase, card, seat, token, move and criterion."""

from collections.abc import Mapping

from improv.scenes.parts import Label
from improv.scenes.words import Names

PHASE_ICONS: Mapping[str, str] = {
    "lobby": "curtain",
    "rules": "list",
    "draw": "reels",
    "brief": "speech",
    "ask": "pen",
    "play": "headset",
    "guess": "eye",
    "truth": "bulb",
    "bell": "bell",
    "settle": "people",
    "vote": "hand",
    "result": "star",
    "debrief": "people",
    "standings": "stairs",
    "kudos": "heart",
    "break": "cup",
    "talk": "people",
    "react": "list",
    "reply": "speech",
    "coach": "bulb",
    "models": "quote",
    "check": "star",
    "reflect": "pen",
    "end": "curtain",
}

KIND_ICONS: Mapping[str, str] = {
    "business": "shop",
    "role": "badge",
    "prompt": "quote",
    "mood": "mask",
    "day": "heart",
    "twist": "spark",
    "observer": "eye",
    "tip": "bulb",
    "check": "star",
}

SEAT_ICONS: Mapping[str, str] = {"agent": "headset", "customer": "speech", "observer": "eye"}

TOKEN_ICONS: Mapping[str, str] = {"mute": "mute", "escalate": "stairs", "warning": "warning"}

MOVE_ICONS: Mapping[str, str] = {
    "listened": "bubble",
    "named_feeling": "heart",
    "light_laugh": "mask",
    "clear_step": "arrow",
    "plain_limit": "diamond",
    "bridge": "shop",
}

CRITERION_ICONS: Mapping[str, str] = {
    "handling": "star",
    "calm": "circle",
    "friendly": "heart",
    "heard": "bubble",
    "helped": "arrow",
    "honest": "diamond",
}
"""Colour never speaks alone: each criterion has a shape too; a format's own take a star."""


def criterion_label(criterion: str, names: Names) -> Label:
    """A criterion, with its icon and its name."""
    return Label(CRITERION_ICONS.get(criterion, "star"), names.criterion(criterion), kind=criterion)
