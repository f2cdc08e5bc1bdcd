"""The truth: the secrets laid open, the one that matters most on top."""

from collections.abc import Iterable, Sequence
from functools import partial

from improv.core.views import RoundView
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.icons import KIND_ICONS
from improv.screen.stage import Stage
from improv.text import Weight

_ORDER = ("secret", "reveal", "correct", "let_go", "dismissed", "heard")

MOST = 7
"""Secrets in one picture."""

Opened = tuple[str, str, str]
"""Kind of card, field, words."""


def truth(stage: Stage) -> None:
    """What nobody knew."""
    on = stage.view.round
    if on is None:
        return
    u, scale, theme = stage.u, stage.scale, stage.theme
    ring = heading.clock(stage)
    room = heading.content(stage)
    opened = secrets(on)
    if on.answer:
        head, room = room.top(u(16), u(3))
        head = head.end(u(heading.SMALL), u(4))[1]
        answer = heading.option_words(stage, on.answer)
        stage.words(answer, head, scale.display, stage.colour, weight=Weight.BLACK, down="middle")
    elif ring is not None:
        room = room.top(max(0.0, ring.bottom - room.y), u(2.6))[1]
    if not opened:
        stage.words(
            stage.say("truth.title"),
            room,
            scale.display,
            theme.ink,
            weight=Weight.BLACK,
            down="middle",
        )
        return
    lay_open(stage, room, opened)


def secrets(on: RoundView) -> list[Opened]:
    """The secrets of a round that may be told, the weightiest first."""
    kinds = {reel.id: reel.card.kind.value for reel in on.reels}
    found = [
        (kinds[reel], name, text)
        for reel, words in on.secrets.items()
        for name, text in words.items()
    ]
    return in_order(found)


def in_order(opened: Iterable[Opened]) -> list[Opened]:
    """The weightiest first."""
    return sorted(
        opened,
        key=lambda one: (
            _ORDER.index(one[1]) if one[1] in _ORDER else len(_ORDER),
            one[0] != "prompt",
        ),
    )


def lay_open(stage: Stage, room: Box, opened: Sequence[Opened]) -> None:
    """One big panel, under it as many of the others as can be read; the lightest are left out.

    One or two are as big as each other.
    """
    scale = stage.scale
    shown = list(opened[:MOST])
    while len(shown) > 2:
        head, *cells = places = _places(stage, room, len(shown) - 1)
        if all(map(partial(_has_room, stage), places, shown)):
            panels(stage, [head], shown[:1], scale.title, big=True)
            panels(stage, cells, shown[1:], scale.body * 1.15)
            return
        shown.pop()
    height = min(room.height, stage.u(36) * len(shown))
    rows = room.top(height)[0].rows(len(shown), stage.u(2.2))
    panels(stage, rows, shown, scale.title, big=True)


def _places(stage: Stage, room: Box, small: int) -> list[Box]:
    """A big place and so many small ones, in one row or two."""
    u = stage.u
    rows = 1 if small <= (3 if stage.scale.wide > 1.5 else 2) else 2
    head, low = room.top(room.height * (0.44 if rows == 1 else 0.28), u(2.2))
    columns = -(-small // rows)
    places = [head]
    for row in low.rows(rows, u(2)):
        places += row.columns(min(columns, small + 1 - len(places)), u(2.4))
    return places


def _has_room(stage: Stage, box: Box, opened: Opened) -> bool:
    _, rest = _parts(stage, box)
    return stage.fits(opened[2], rest, stage.scale.least * 1.05, Weight.BOLD)


def _parts(stage: Stage, box: Box) -> tuple[Box, Box]:
    """Of a panel: the label, and the room for the words."""
    u, scale = stage.u, stage.scale
    return box.inset(u(3.2), u(1.6)).top(scale.note * 1.4, u(0.4))


def panels(
    stage: Stage, places: Sequence[Box], shown: Sequence[Opened], size: float, *, big: bool = False
) -> None:
    """Secrets beside each other, in one size: what each is called and what it says."""
    weight = Weight.BLACK if big else Weight.BOLD
    parts = [_parts(stage, place) for place in places]
    texts = [text for _, _, text in shown]
    size = stage.common_size(texts, [rest for _, rest in parts], size, weight)
    for box, (label, rest), (kind, name, text) in zip(places, parts, shown, strict=True):
        u, swatch = stage.u, stage.theme.cards[kind]
        stage.surface(box, swatch, u(1.8))
        stage.panel(Box(box.x, box.y + u(1.8), u(1.0), box.height - u(3.6)), swatch.mark)
        mark, words = label.start(label.height, u(1.2))
        stage.icon(mark, KIND_ICONS[kind], swatch.mark)
        stage.words(
            stage.say(f"field.{name}"),
            words,
            stage.scale.note,
            swatch.soft,
            lines=1,
            down="middle",
        )
        stage.words(
            text,
            rest,
            size,
            swatch.ink,
            weight=weight,
            down="middle" if big else "top",
            alpha=stage.fade(0.0 if big else 0.2),
        )
