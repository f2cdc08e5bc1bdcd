"""The debrief: two questions to talk about, and one thing to try next."""

from collections.abc import Sequence

from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import note
from improv.screen.layouts.truth import Opened, secrets
from improv.text import Weight

PAIRS = 4
"""How many pairs of questions there are; they come in turn."""


def debrief(builder: Builder) -> None:
    """The questions, big; the tip as a note; what was behind it all."""
    round_ = builder.view.round
    if round_ is None:
        return
    u, scale, theme = builder.u, builder.scale, builder.theme
    ring = heading.clock(builder)
    room = heading.content(builder)
    side = u(40 if scale.wide < 1.5 else 54)
    column, left = room.end(side, u(5))
    if ring is not None:
        column = column.top(ring.bottom - column.y, u(3))[1]
    told = _worth_telling(secrets(round_))
    if told:
        low, left = left.foot(u(27), u(2.6))
        _tell(builder, low, told)
    pair = (round_.ordinal - 1) % PAIRS + 1
    questions = [builder.say(f"debrief.{pair}.{number}") for number in (1, 2)]
    rooms = [row.start(u(9), u(2)) for row in left.rows(2, u(2.4))]
    size = builder.common_size(questions, [words for _, words in rooms], scale.title, Weight.BOLD)
    for number, (question, (mark, words)) in enumerate(zip(questions, rooms, strict=True), start=1):
        builder.words(
            builder.figures(number),
            mark,
            u(12),
            builder.colour,
            weight=Weight.BLACK,
            lines=1,
            down="middle",
        )
        builder.words(
            question, words, size, theme.ink, body=True, weight=Weight.BOLD, down="middle"
        )
    tip = round_.tip or builder.view.format.get(f"tip.{(round_.ordinal - 1) % 3 + 1}", "")
    if tip:
        _tip(builder, column, tip)


def _worth_telling(opened: Sequence[Opened]) -> list[Opened]:
    """What it was about, and the slip that had to be put right."""
    about = [one for name in ("reveal", "secret") for one in opened if one[1] == name]
    slips = [one for name in ("correct", "let_go") for one in opened if one[1] == name]
    return [*about[:1], *slips[:1]]


def _tip(builder: Builder, box: Box, tip: str) -> None:
    u, scale = builder.u, builder.scale
    swatch = builder.theme.cards["tip"]
    inner = note(builder, box)
    label, rest = inner.top(scale.note * 1.6, u(0.8))
    mark, words = label.end(u(3))[1].start(label.height, u(1.2))  # not into the folded corner
    builder.icon(mark, "bulb", swatch.mark)
    builder.words(
        builder.say("debrief.tip"), words, scale.note, swatch.soft, lines=1, down="middle"
    )
    builder.words(tip, rest, scale.body * 1.2, swatch.ink, weight=Weight.BOLD)


def _tell(builder: Builder, box: Box, told: Sequence[Opened]) -> None:
    """What the call was about, and what had to be put right."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    narrow = scale.wide < 1.5
    cells = box.columns(len(told), u(1.6 if narrow else 2.4))
    border = u(1.8 if narrow else 3)
    inners = [cell.inset(border, u(1.4)).top(scale.note * 1.4, u(0.4)) for cell in cells]
    texts = [text for _, _, text in told]
    size = builder.common_size(
        texts, [rest for _, rest in inners], scale.body * 1.1, Weight.REGULAR
    )
    for (_, name, text), cell, (label, rest) in zip(told, cells, inners, strict=True):
        builder.surface(cell, theme.panel, u(1.8))
        mark, words = label.start(label.height, u(1.2))
        builder.icon(mark, "lock", theme.panel.mark)
        builder.words(
            builder.say(f"field.{name}"),
            words,
            scale.note,
            theme.panel.soft,
            lines=1,
            down="middle",
        )
        builder.words(text, rest, size, theme.panel.ink)
