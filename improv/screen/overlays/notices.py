"""Notices: the pause, a trouble with the disk, a short word about the last key."""

from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.stage import Stage
from improv.text import Weight

_NIGHT = (8, 5, 14)


def dim(stage: Stage) -> None:
    """Everything so far steps back."""
    stage.veil(stage.whole, _NIGHT, 185)


def pause(stage: Stage) -> None:
    """A short break: the clock stands still, and can be seen."""
    u, theme = stage.u, stage.theme
    dim(stage)
    heading.clock(stage, disc=True)
    width = min(stage.safe.width, u(112))
    box = stage.whole.middle(width, u(34)).moved(down=u(15))
    stage.surface(box, theme.accent, u(3.5))
    icon, words = box.inset(u(5)).start(u(20), u(5))
    stage.icon(icon, "pause", theme.accent.mark)
    title, why = stage.say("pause.title"), stage.say("pause.why")
    size, small = stage.scale.display, stage.scale.body
    head, rest = heading.stacked(stage, words, (title, size), (why, small), u(1))
    stage.words(title, head, size, theme.accent.ink, weight=Weight.BLACK)
    stage.words(why, rest, small, theme.accent.soft, body=True)


def trouble(stage: Stage) -> None:
    """What is wrong with the disk, in words, over a game that goes on.

    It takes the place of the phase's name: all that a room reads now can still be read.
    """
    u, theme = stage.u, stage.theme
    stage.layer += 1
    box = stage.safe.top(u(13.4))[0].end(u(heading.clock_size(stage)), u(3))[1]
    stage.panel(box.inset(-u(0.5)), theme.warn.mark, u(2.2))
    stage.panel(box, theme.warn.fill, u(1.8))
    icon, words = box.inset(u(2.4), u(0.8)).start(u(8), u(2.4))
    stage.icon(icon, "warning", theme.warn.mark)
    head, rest = words.top(words.height * 0.66, u(0.2))
    stage.words(
        stage.say(f"trouble.{stage.frame.trouble}"),
        head,
        stage.scale.body,
        theme.warn.ink,
        weight=Weight.BOLD,
        down="middle",
    )
    stage.words(
        stage.say("trouble.safe"), rest, stage.scale.note, theme.warn.soft, lines=1, down="middle"
    )


def toast(stage: Stage) -> None:
    """A short word about the last key, or a note from the room, at the foot of the picture."""
    said = stage.frame.desk.toast
    if said is None:
        return
    u, theme = stage.u, stage.theme
    stage.layer += 1
    text = stage.say(said.name, **said.values)
    width = min(stage.safe.width, u(118))
    size, room = stage.scale.body, Box(0, 0, width - u(8), u(20))
    lines = stage.measure(text, room, size, Weight.BOLD, body=False)
    high = max(u(9.5), lines + u(3.5))
    box = Box((stage.whole.width - width) / 2, stage.safe.bottom - high, width, high)
    stage.panel(box.inset(-u(0.45)), theme.top, u(5.2))
    stage.panel(box, theme.ink, u(4.7))
    stage.words(
        text,
        box.inset(u(4), u(1)),
        size,
        theme.top,
        weight=Weight.BOLD,
        across="centre",
        down="middle",
    )
