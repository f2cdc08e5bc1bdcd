"""What stands in the same place in every scene: heading, clock, and the space under them."""

from improv.core.formats import PhaseKind
from improv.look.colours import Colour
from improv.scenes.heading import Clock, Heading, any_clock
from improv.scenes.parts import Notice
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight

HEAD = 12.5
"""The height of the heading, in hundredths."""

SMALL = 21.0
"""The ring's diameter beside a scene, in hundredths."""

GAP = 2.6


def heading(builder: Builder, texts: Heading) -> None:
    """The phase's name and, under it, which round this is."""
    u, safe = builder.u, builder.safe
    medal = Box(safe.x, safe.y, u(10.5), u(10.5))
    builder.medal(medal, texts.icon, builder.colour, builder.theme.on_phase)
    space = safe.width - u(SMALL + 16)
    words = Box(medal.right + u(2.4), safe.y - u(0.2), space, u(7.2 if texts.counter else 11))
    builder.line(texts.title, words, u(6.2), builder.theme.ink, Weight.BLACK)
    under = Box(words.x, safe.y + u(7.1), space, u(4.4))
    builder.line(texts.counter, under, builder.scale.note, builder.theme.soft)


def clock_size(builder: Builder) -> float:
    """The ring's diameter, in hundredths: big in a scene, small beside everything else."""
    if builder.view.kind is not PhaseKind.PLAY:
        return SMALL
    return 34.0 if builder.scale.wide < 1.5 else 40.0


def clock(builder: Builder, timer: Clock | None, *, disc: bool = False) -> Box | None:
    """The ring with its figures in the upper end corner; None where the phase has no clock."""
    # A `disc` under it keeps it bright over a picture that stepped back.
    if timer is None:
        return None
    now, theme = builder.frame.now, builder.theme
    side = builder.u(clock_size(builder))
    box = Box(builder.safe.right - side, builder.safe.y, side, side)
    if disc:
        builder.shape(box, "disc", theme.top)
    over, left, text = timer.over(now), timer.left(now), timer.text(now)
    builder.ring(box, theme.soft if over else builder.colour, timer.share(now), side * 0.085)
    if not over and not builder.view.paused:
        builder.change_at(timer.deadline - (left - 1) // timer.step * timer.step)
    size, weight = (0.2, Weight.BOLD) if over else (0.29 if ":" in text else 0.42, Weight.BLACK)
    ink = theme.soft if over else theme.ink
    builder.line(text, box.inset(side * 0.16), side * size, ink, weight, across="centre")
    return box


def time_left(builder: Builder, box: Box) -> None:
    """The figures of a clock for the facilitator, whether the room sees it or not."""
    timer, now = any_clock(builder.view, builder.names), builder.frame.now
    if timer is None:
        return
    over = timer.over(now)
    if not over and not builder.view.paused:
        builder.change_at(timer.deadline - (timer.left(now) - 1) // 1000 * 1000)
    text, ink = timer.text(now, minutes=True), builder.theme.soft if over else builder.colour
    builder.line(text, box, builder.u(9), ink, Weight.BLACK, across="end")


def content(builder: Builder) -> Box:
    """The space under the heading."""
    return builder.safe.top(builder.u(HEAD), builder.u(GAP))[1]


def notice(
    builder: Builder,
    box: Box,
    message: Notice,
    sizes: tuple[float, float],
    ink: Colour,
    soft: Colour,
) -> None:
    """A heavy title and a line under it, in a box; their `sizes` in px. The line shrinks first."""
    size, small, gap = *sizes, builder.u(1)
    low = 1 + builder.measure(message.text, box, small, Weight.REGULAR, body=True)
    high = builder.measure(message.title, box.foot(low, gap)[1], size, Weight.BLACK, body=False)
    head, rest = box.middle(box.width, high + gap + low).top(high, gap)
    builder.words(message.title, head, size, ink, weight=Weight.BLACK)
    builder.words(message.text, rest, small, soft, body=True)


def announce(builder: Builder, head: Box, title: str, rest: Box, line: str) -> None:
    """A few very large words in the middle, and a quieter line below them."""
    scale, theme = builder.scale, builder.theme
    builder.line(title, head, scale.display, theme.ink, Weight.BLACK, across="centre")
    builder.words(line, rest, scale.lead, theme.soft, body=True, lines=1, across="centre")
