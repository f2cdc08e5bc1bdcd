"""What the room picked or guessed: the favourite, big; what everything else got."""

from collections.abc import Sequence

from improv.core.tally import Tally
from improv.look import ease
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import GROW, MEDIAN, burst
from improv.text import Weight


def favourite(builder: Builder, room: Box, tally: Tally) -> None:
    """A pick or a guess: the favourite, big; every option's bar under it."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    best = tally.favourites
    head, rest = room.top(room.height * 0.46, u(2.4))
    label, head = head.top(scale.note * 1.5)
    mark, words = head.start(min(u(17), head.height), u(3))
    name = "result.tie" if len(best) > 1 else "result.winner"
    builder.words(builder.say(name), label, scale.note, theme.soft, lines=1)
    star = mark.middle(mark.width, mark.width)
    builder.icon(star, "star", builder.colour, builder.fade(MEDIAN))
    burst(builder, star, builder.colour)
    builder.words(
        " · ".join(heading.option_words(builder, option) for option in best),
        words,
        scale.display * 1.25,
        theme.ink,
        least=scale.body,
        weight=Weight.BLACK,
        down="middle",
        alpha=builder.fade(MEDIAN),
    )
    _options(builder, rest, list(tally.choices.items()), best)


def _options(
    builder: Builder, box: Box, choices: Sequence[tuple[str, int]], best: Sequence[str]
) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    grown = ease(builder.progress(GROW))
    ballots = sum(count for _, count in choices) or 1
    columns = 1 if len(choices) <= 4 else 2
    per = -(-len(choices) // columns)
    places = [
        row
        for column in box.columns(columns, u(4))
        for row in column.rows(max(per, 3), u(1.4))[:per]
    ]
    for (option, count), row in zip(choices, places, strict=False):
        label, rest = row.start(min(u(34), row.width * 0.36), u(1.5))
        builder.words(
            heading.option_words(builder, option),
            label,
            scale.body,
            theme.ink,
            weight=Weight.BOLD,
            down="middle",
        )
        figure, slot = rest.end(u(8), u(1))
        slot = slot.inset(0, max(0.0, (slot.height - u(6)) / 2))
        builder.panel(slot, theme.track, u(1.2))
        if count:
            length = max(u(2.4), slot.width * count / ballots * grown)
            colour = builder.colour if option in best else theme.soft
            builder.panel(slot.start(length)[0], colour, u(1.2))
        builder.words(
            builder.figures(count),
            figure,
            scale.lead,
            theme.ink,
            weight=Weight.BOLD,
            lines=1,
            across="end",
            down="middle",
        )
