"""The offer to go on with a session that was not over. Before there is a session to show."""

from improv.screen.boxes import Box
from improv.screen.brand import signature
from improv.screen.stage import Stage
from improv.text import Weight


def offer(stage: Stage, title: str, days: int, time: str) -> None:
    """What there is to go on with, begun `days` ago at `time` (14:05), and the two keys."""
    u, theme, scale = stage.u, stage.theme, stage.scale
    head, rest = stage.safe.top(stage.safe.height * 0.44, u(2.5))
    signature(stage, head.top(u(5.6))[0].moved(down=u(2.4)))
    head = head.top(u(8))[1]
    stage.words(
        stage.say("offer.title"), head, scale.display, theme.ink, weight=Weight.BLACK, down="bottom"
    )
    said, rest = rest.top(u(17), u(5))
    left = stage.say("offer.left", when=_when(stage, days, stage.figures(time)))
    stage.words(f"{title}\n{left}", said, scale.lead, theme.soft, body=True)
    width = min(u(62), rest.width / 2 - u(2))
    for i, (cap, name) in enumerate((("Enter", "offer.resume"), ("N", "offer.new"))):
        box = Box(rest.x + i * (width + u(4)), rest.y, width, u(17))
        swatch = theme.panel if i else theme.accent
        stage.surface(box, swatch, u(2.5))
        inner = box.inset(u(3), u(2.6))
        key, words = inner.start(u(17), u(3))
        stage.panel(key, swatch.ink, u(1.4))
        stage.words(
            cap,
            key.inset(u(1)),
            scale.body,
            swatch.fill,
            weight=Weight.BOLD,
            lines=1,
            across="centre",
            down="middle",
        )
        stage.words(
            stage.say(name), words, scale.lead, swatch.ink, weight=Weight.BOLD, down="middle"
        )


def _when(stage: Stage, days: int, time: str) -> str:
    """How long ago: the same in every calendar."""
    if days == 0:
        return stage.say("offer.today", time=time)
    if days == 1:
        return stage.say("offer.yesterday", time=time)
    return stage.say("offer.days", count=days)
