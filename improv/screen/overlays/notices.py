"""Notices over a scene: the pause, a failing disk, a message about the last key."""

from improv.scenes.heading import Clock
from improv.scenes.parts import Notice
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight

_NIGHT = (8, 5, 14)


def dim(builder: Builder) -> None:
    """Darken all that is in the picture so far; none of it can be clicked any more."""
    builder.targets.clear()
    builder.veil(builder.whole, _NIGHT, 185)


def pause(builder: Builder, message: Notice, timer: Clock | None) -> None:
    """The pause: the clock stands still, and stays bright."""
    u, theme = builder.u, builder.theme
    dim(builder)
    heading.clock(builder, timer, disc=True)
    width = min(builder.safe.width, u(112))
    box = builder.whole.middle(width, u(34)).moved(down=u(15))
    builder.surface(box, theme.accent, u(3.5))
    icon, words = box.inset(u(5)).start(u(20), u(5))
    builder.icon(icon, "pause", theme.accent.mark)
    sizes = builder.scale.display, builder.scale.body
    heading.notice(builder, words, message, sizes, theme.accent.ink, theme.accent.soft)


def trouble(builder: Builder, message: Notice) -> None:
    """What is wrong with the disk, in the place of the phase's name, over a game that goes on."""
    u, theme = builder.u, builder.theme
    builder.layer += 1
    box = builder.safe.top(u(13.4))[0].end(u(heading.clock_size(builder)), u(3))[1]
    builder.panel(box.inset(-u(0.5)), theme.warn.mark, u(2.2))
    builder.panel(box, theme.warn.fill, u(1.8))
    icon, words = box.inset(u(2.4), u(0.8)).start(u(8), u(2.4))
    builder.icon(icon, "warning", theme.warn.mark)
    head, rest = words.top(words.height * 0.66, u(0.2))
    size, ink = builder.scale.body, theme.warn.ink
    builder.words(message.title, head, size, ink, weight=Weight.BOLD, down="middle")
    builder.line(message.text, rest, builder.scale.note, theme.warn.soft)


def toast(builder: Builder) -> None:
    """A message about the last key, or a note from the room, at the foot of the picture."""
    message = builder.frame.ui.toast
    if message is None:
        return
    u, theme = builder.u, builder.theme
    builder.layer += 1
    text = builder.say(message.name, **message.values)
    width = min(builder.safe.width, u(118))
    size, space = builder.scale.body, Box(0, 0, width - u(8), u(20))
    lines = builder.measure(text, space, size, Weight.BOLD, body=False)
    high = max(u(9.5), lines + u(3.5))
    box = Box((builder.whole.width - width) / 2, builder.safe.bottom - high, width, high)
    builder.panel(box.inset(-u(0.45)), theme.top, u(5.2))
    builder.panel(box, theme.ink, u(4.7))
    builder.words(
        text,
        box.inset(u(4), u(1)),
        size,
        theme.top,
        weight=Weight.BOLD,
        across="centre",
        down="middle",
    )
