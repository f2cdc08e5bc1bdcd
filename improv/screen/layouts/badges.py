"""The foot of a result: moves seen, players on themselves, how many said so."""

from improv.scenes.result import Foot
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import REST
from improv.text import Weight


def foot(builder: Builder, box: Box, scene: Foot) -> None:
    """How many said so, and over it the badges on a ribbon."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    alpha = builder.fade(REST)
    low, box = box.foot(scale.note * 1.5, u(1.2))
    builder.line(scene.summary, low, scale.note, theme.soft, alpha=alpha)
    badges = scene.badges
    if not badges or alpha == 0:
        return
    cells = box.columns(max(len(badges), 4 if scale.wide > 1.5 else 3), u(1.8))[: len(badges)]
    inners = [cell.inset(u(1.4), u(0.7)).end(u(5.4), u(0.8)) for cell in cells]
    parts = [rest.start(min(u(5), rest.height), u(1.1)) for _, rest in inners]
    labels = [badge.text for badge in badges]
    size = builder.common_size(labels, [rest for _, rest in parts], scale.note, Weight.REGULAR)
    ink, large = theme.panel.ink, scale.note * 1.15
    for badge, cell, (count, _), (mark, rest) in zip(badges, cells, inners, parts, strict=True):
        builder.surface(cell, theme.panel, u(1.4))
        builder.icon(mark, badge.icon, theme.panel.mark, alpha)
        builder.words(badge.text, rest, size, ink, down="middle", alpha=alpha)
        builder.line(badge.figure, count, large, ink, Weight.BLACK, across="end", alpha=alpha)
