"""The foot of a result: moves seen, players on themselves, how many said so.

Also whether the scene is ranked: said plainly, and never why.
"""

from collections.abc import Sequence

from improv.core.tally import Tally
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.scenes.figures import REST
from improv.screen.scenes.vote import MOVE_ICONS
from improv.screen.stage import Stage
from improv.text import Weight


def foot(stage: Stage, box: Box, tally: Tally) -> None:
    """Moves seen, players on themselves; how many said so, and whether it is ranked."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    alpha = stage.fade(REST)
    low, box = box.foot(scale.note * 1.5, u(1.2))
    said = []
    if tally.by_phone:
        said.append(stage.say("result.by_phone", count=tally.by_phone))
    if tally.by_hand:
        said.append(stage.say("result.by_hand", count=tally.by_hand))
    rates = tally.overall is not None and tally.has_figures
    if rates and not tally.ranked:
        said.append(stage.say("result.unranked"))
    stage.words(" · ".join(said), low, scale.note, theme.soft, lines=1, down="middle", alpha=alpha)
    badges = [
        (MOVE_ICONS[move], stage.say(f"move.{move}"), stage.say("result.times", number=count))
        for move, count in sorted(tally.moves.items(), key=lambda item: -item[1])
    ]
    own = [
        ("people", heading.seat_words(stage, seat), " ".join(stage.figures(g) for g in grades))
        for seat, grades in tally.own.items()
    ]
    _badges(stage, box, [*badges[:4], *own[: 5 - min(len(badges), 4)]], alpha)


def _badges(stage: Stage, box: Box, badges: Sequence[tuple[str, str, str]], alpha: int) -> None:
    """Moves that were seen, as badges on a ribbon."""
    if not badges or alpha == 0:
        return
    u, scale, theme = stage.u, stage.scale, stage.theme
    cells = box.columns(max(len(badges), 4 if scale.wide > 1.5 else 3), u(1.8))[: len(badges)]
    inners = [cell.inset(u(1.4), u(0.7)).end(u(5.4), u(0.8)) for cell in cells]
    parts = [rest.start(min(u(5), rest.height), u(1.1)) for _, rest in inners]
    labels = [words for _, words, _ in badges]
    size = stage.common_size(labels, [rest for _, rest in parts], scale.note, Weight.REGULAR)
    for (icon, words, times), cell, (count, _), (mark, rest) in zip(
        badges, cells, inners, parts, strict=True
    ):
        stage.surface(cell, theme.panel, u(1.4))
        stage.icon(mark, icon, theme.panel.mark, alpha)
        stage.words(words, rest, size, theme.panel.ink, down="middle", alpha=alpha)
        stage.words(
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
