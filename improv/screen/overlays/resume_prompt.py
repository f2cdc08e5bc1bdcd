"""The offer to resume a session that is not over, shown before there is a session."""

from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.logo import signature
from improv.text.fonts import Weight


def offer(builder: Builder, title: str, days: int, time: str) -> None:
    """The session's title, begun `days` ago at `time` (14:05), and the two keys."""
    u, theme, scale = builder.u, builder.theme, builder.scale
    head, rest = builder.safe.top(builder.safe.height * 0.44, u(2.5))
    signature(builder, head.top(u(5.6))[0].moved(down=u(2.4)))
    head = head.top(u(8))[1]
    builder.words(
        builder.say("offer.title"),
        head,
        scale.display,
        theme.ink,
        weight=Weight.BLACK,
        down="bottom",
    )
    what, rest = rest.top(u(17), u(5))
    left = builder.say("offer.left", when=_when(builder, days, builder.names.figures(time)))
    builder.words(f"{title}\n{left}", what, scale.lead, theme.soft, body=True)
    width = min(u(62), rest.width / 2 - u(2))
    for i, (cap, name) in enumerate((("Enter", "offer.resume"), ("N", "offer.new"))):
        box = Box(rest.x + i * (width + u(4)), rest.y, width, u(17))
        swatch = theme.panel if i else theme.accent
        builder.surface(box, swatch, u(2.5))
        key, words = box.inset(u(3), u(2.6)).start(u(17), u(3))
        builder.panel(key, swatch.ink, u(1.4))
        builder.line(cap, key.inset(u(1)), scale.body, swatch.fill, Weight.BOLD, across="centre")
        builder.words(
            builder.say(name), words, scale.lead, swatch.ink, weight=Weight.BOLD, down="middle"
        )


def _when(builder: Builder, days: int, time: str) -> str:
    """How long ago it was, in words that are the same in every calendar."""
    if days == 0:
        return builder.say("offer.today", time=time)
    if days == 1:
        return builder.say("offer.yesterday", time=time)
    return builder.say("offer.days", count=days)
