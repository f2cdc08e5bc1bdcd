"""The bar of mouse and touch: a strip in the margin under the picture, where no words ever are.

Each button is a key of the keyboard. What else can be clicked lies in the picture itself.
"""

from dataclasses import dataclass

import pygame

from improv.core.formats import PhaseKind
from improv.look.motion import ease
from improv.screen import menus
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.frame import Frame
from improv.screen.keys import Key, figure_key
from improv.screen.targets import TARGET_PX
from improv.screen.ui_state import Panel
from improv.text.fonts import Weight

FADE_SECONDS = 0.2
_PAPERS = 6
_ICON = 0.62
"""The side of an icon, as a share of the bar's height."""
_SPACE = 1.2
"""Between an icon and its words, in hundredths."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its icon and the name of its words, or a figure alone, and the key it presses."""

    key: Key
    icon: str = ""
    words: str = ""
    figure: int = -1


def _button(symbol: int, icon: str, words: str) -> Button:
    return Button(Key(symbol=symbol), icon, words)


_BACK = _button(pygame.K_PAGEUP, "back", "host.back")
_NEXT = _button(pygame.K_SPACE, "next", "key.next")
_PAUSE = _button(pygame.K_p, "pause", "key.pause")
_GO_ON = _button(pygame.K_p, "go", "host.resume")
_BLANK = _button(pygame.K_b, "eye", "key.blank")
_MORE = _button(pygame.K_h, "list", "key.help")
_FULL = _button(pygame.K_F11, "full", "key.full")
_CLOSE = _button(pygame.K_ESCAPE, "cross", "key.escape")
_UP = _button(pygame.K_UP, "up", "bar.up")
_DOWN = _button(pygame.K_DOWN, "down", "bar.down")
_ENTER = _button(pygame.K_RETURN, "check", "bar.enter")
_RENAME = _button(pygame.K_TAB, "pen", "host.rename")
_ERASE = _button(pygame.K_BACKSPACE, "erase", "bar.erase")
_REMOVES = {
    Panel.NAMES: "host.free",
    Panel.CARDS: "bar.leave_out",
    Panel.LINES: "bar.leave_out",
    Panel.TIMES: "facilitator.times.shorter",
    Panel.SETUP: "facilitator.setup.before",
}
"""What Backspace does to the entry under the cursor, where it does something."""


def buttons(frame: Frame) -> tuple[Button, ...]:
    """The buttons of a frame, from the start of the line, as many as there is room for."""
    there = _buttons(frame)
    return there if len(there) * TARGET_PX <= frame.size[0] else there[1:]


def _buttons(frame: Frame) -> tuple[Button, ...]:
    ui, view = frame.ui, frame.view
    if ui.peek or ui.panel is Panel.HELP:
        return (_CLOSE,)
    if ui.panel:
        return _of_panel(ui.panel)
    if view.blank:
        return (_BLANK,)
    if ui.keyboard_voting:
        return (_BACK, _NEXT, _ERASE, _MORE)
    if ui.hands.rows:
        return (_BACK, _NEXT, *_figures(9), _ERASE, _MORE)
    if view.kind is PhaseKind.ASK:
        return (_BACK, _NEXT, *_figures(_PAPERS), _PAUSE, _MORE)
    if view.kind is PhaseKind.END:
        return (_BACK, _CLOSE, _MORE, _FULL)
    return (_BACK, _NEXT, _GO_ON if view.paused else _PAUSE, _MORE, _FULL)


def _of_panel(panel: Panel) -> tuple[Button, ...]:
    moves = (_UP, _DOWN) if panel in menus.LISTS | menus.SEARCHED else ()
    renames = (_RENAME,) if panel is Panel.NAMES else ()
    removes = (_button(pygame.K_BACKSPACE, "erase", _REMOVES[panel]),) if panel in _REMOVES else ()
    return (*moves, _ENTER, *renames, *removes, _CLOSE)


def _figures(last: int) -> tuple[Button, ...]:
    return tuple(Button(figure_key(n), figure=n) for n in range(last + 1))


def bar(builder: Builder, seconds: float) -> None:
    """Draw it; it came so many `seconds` ago, and fades in."""
    share = min(1.0, seconds / FADE_SECONDS)
    builder.moving = builder.moving or share < 1
    alpha = round(255 * ease(share))
    gap = max(2.0, builder.u(0.3))  # accents reach a little below the safe area
    strip = builder.whole.foot(builder.scale.margin_y - gap)[0]
    builder.bar = builder.area(strip)
    builder.veil(strip, builder.theme.panel.fill, alpha)
    there = buttons(builder.frame)
    natural = [_natural(builder, strip, one) for one in there]
    worded = sum(natural) <= strip.width
    if not worded:
        natural = [float(TARGET_PX)] * len(there)
    spare = (strip.width - sum(natural)) / len(there)
    x = strip.x
    for one, width in zip(there, natural, strict=True):
        place = Box(x, strip.y, width + spare, strip.height)
        builder.target(place, one.key)
        _draw(builder, place, one, alpha, worded=worded)
        x = place.right


def _natural(builder: Builder, strip: Box, one: Button) -> float:
    """The width that a button needs."""
    if not one.icon:
        return TARGET_PX
    words = builder.width_of(builder.say(one.words), builder.scale.least, Weight.BOLD)
    return max(TARGET_PX, strip.height * _ICON + builder.u(_SPACE) + words + builder.u(2))


def _draw(builder: Builder, box: Box, one: Button, alpha: int, *, worded: bool) -> None:
    """The icon and its words are in the middle together; on a narrow bar the icon is alone."""
    swatch, size = builder.theme.panel, builder.scale.least
    side, space = box.height * _ICON, builder.u(_SPACE)
    if one.icon and not worded:
        builder.icon(box.middle(side, side), one.icon, swatch.mark, alpha)
        return
    text = builder.say(one.words) if one.icon else builder.names.figures(one.figure)
    place = box.start(side + space)[1] if one.icon else box
    words = builder.line(text, place, size, swatch.ink, Weight.BOLD, across="centre", alpha=alpha)
    if one.icon:
        icon = Box(words.x - space - side, box.y + (box.height - side) / 2, side, side)
        builder.icon(icon, one.icon, swatch.mark, alpha)
