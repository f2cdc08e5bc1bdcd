"""The foot of a result: moves seen, players on themselves, how many said so.

Also whether the scene is ranked: said plainly, and never why.
"""

from collections.abc import Sequence

from improv.core.tally import Tally
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import REST
from improv.screen.layouts.vote import MOVE_ICONS
from improv.text import Weight


def foot(builder: Builder, box: Box, tally: Tally) -> None:
    """Moves seen, players on themselves; how many said so, and whether it is ranked."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    alpha = builder.fade(REST)
    low, box = box.foot(scale.note * 1.5, u(1.2))
    said = []
    if tally.by_phone:
        said.append(builder.say("result.by_phone", count=tally.by_phone))
    if tally.by_hand:
        said.append(builder.say("result.by_hand", count=tally.by_hand))
    rates = tally.overall is not None and tally.has_figures
    if rates and not tally.ranked:
        said.append(builder.say("result.unranked"))
    builder.words(
        " · ".join(said), low, scale.note, theme.soft, lines=1, down="middle", alpha=alpha
    )
    badges = [
        (MOVE_ICONS[move], builder.say(f"move.{move}"), builder.say("result.times", number=count))
        for move, count in sorted(tally.moves.items(), key=lambda item: -item[1])
    ]
    own = [
        ("people", heading.seat_words(builder, seat), " ".join(builder.figures(g) for g in grades))
        for seat, grades in tally.own.items()
    ]
    _badges(builder, box, [*badges[:4], *own[: 5 - min(len(badges), 4)]], alpha)


def _badges(builder: Builder, box: Box, badges: Sequence[tuple[str, str, str]], alpha: int) -> None:
    """Moves that were seen, as badges on a ribbon."""
    if not badges or alpha == 0:
        return
    u, scale, theme = builder.u, builder.scale, builder.theme
    cells = box.columns(max(len(badges), 4 if scale.wide > 1.5 else 3), u(1.8))[: len(badges)]
    inners = [cell.inset(u(1.4), u(0.7)).end(u(5.4), u(0.8)) for cell in cells]
    parts = [rest.start(min(u(5), rest.height), u(1.1)) for _, rest in inners]
    labels = [words for _, words, _ in badges]
    size = builder.common_size(labels, [rest for _, rest in parts], scale.note, Weight.REGULAR)
    for (icon, words, times), cell, (count, _), (mark, rest) in zip(
        badges, cells, inners, parts, strict=True
    ):
        builder.surface(cell, theme.panel, u(1.4))
        builder.icon(mark, icon, theme.panel.mark, alpha)
        builder.words(words, rest, size, theme.panel.ink, down="middle", alpha=alpha)
        builder.words(
            times,
            count,
            scale.note * 1.15,
            theme.panel.ink,
            weight=Weight.BLACK,
            lines=1,
            across="end",
            down="middle",
            alpha=alpha,
        )
