"""A page of choices in the window, before there is a room: keys, mouse and touch become a pick.

It knows the page and where somebody is on it, not what a pick leads to.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pygame

from improv.core.formats import PhaseKind
from improv.locale.phrases import direction
from improv.scenes.menu import BACK, FIELD, Menu, Pick, Row
from improv.screen.display_list import Area
from improv.screen.keys import Command, Key, command_of, editing_of, key_of
from improv.screen.layouts.menu import BEFORE, Place
from improv.screen.pasting import pasted_text
from improv.screen.projector import Projector
from improv.screen.screens import Screens
from improv.screen.targets import Target, hit

_POLL_MS = 10
_MOST_TYPED = 20_000
"""Characters: the names of a whole house may be pasted."""
_CLICKER_PICKS = (Command.BLANK, Command.START)
"""What a clicker can ask for beside forward and back."""
_MOVES = {
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
}


@dataclass(slots=True)
class MenuWindow:
    """Shows page after page in the facilitator's window, where there is one."""

    screens: Screens
    is_gone: Callable[[], bool]
    """Whether nobody is left who would take an answer."""
    _places: dict[str, Place] = field(default_factory=dict)
    """Where somebody was on which page."""
    _last: pygame.event.Event | None = None
    """The last event, maybe of the page before: a list that is pasted leads to the next."""

    def choose(self, shown: Menu, language: str) -> Pick | None:
        """What was picked; None when a window was closed, or nobody is left who asks."""
        window = self.screens.facilitator or self.screens.projector
        look = self.screens.options
        at = self._place(shown)
        painter: Projector | None = None
        painted: object = None
        pygame.mouse.set_visible(True)
        while True:
            if painter is None or painter.surface.get_size() != window.size:
                painter, painted = Projector(window.size, look.theme, still=True), None
            if painted != at:
                window.show(*painter.choose(language, shown, at))
                painted = at
            while not (event := pygame.event.poll()):
                if self.is_gone():
                    return None
                pygame.time.wait(_POLL_MS)
            previous, self._last = self._last, event
            if not self.screens.handle(event):
                return None
            if event.type not in _ASKED:
                painted = None  # the window may be another, or was covered
                continue
            for key in self._keys(event, previous, painter, window.position_of, shown):
                if (pasted := pasted_text(event, key)) is not None:
                    key = Key(text=pasted, pasted=True)
                if command_of(key, PhaseKind.LOBBY) is Command.FULL and key.down and not key.text:
                    self.screens.toggle_full()
                    continue
                at, pick = pressed(
                    shown, at, key, painter.targets, rtl=direction(language) == "rtl"
                )
                if pick is not None:
                    kept = replace(at, typed="", composing="") if pick.row == FIELD else at
                    self._places[shown.id] = kept
                    return pick

    def _place(self, shown: Menu) -> Place:
        """Where somebody is on a page; at first in its field, else on a row that erases nothing."""
        if (known := self._places.get(shown.id)) is None:
            return Place(shown.begins, shown.field.text if shown.field else "")
        return replace(known, cursor=min(known.cursor, len(shown.order) - 1))

    def _keys(
        self,
        event: pygame.event.Event,
        previous: pygame.event.Event | None,
        painter: Projector,
        position_of: Callable[[pygame.event.Event], tuple[int, int]],
        shown: Menu,
    ) -> tuple[Key, ...]:
        if event.type == pygame.MOUSEWHEEL:
            return (Key(symbol=pygame.K_UP if event.y > 0 else pygame.K_DOWN),)
        mouse = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and not event.touch
        if mouse or event.type == pygame.FINGERDOWN:
            target = hit(painter.targets, position_of(event), painter.surface.get_size())
            return () if target is None else (target.key,)
        key = key_of(event, 0.0, previous=previous)
        if event.type == pygame.MOUSEBUTTONDOWN and shown.field is not None:
            return (Key(down=True),)  # the middle button pastes
        return () if key is None else (key,)


_ASKED = frozenset(
    {
        *(pygame.KEYDOWN, pygame.TEXTINPUT, pygame.TEXTEDITING),
        *(pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL, pygame.FINGERDOWN),
    }
)


def pressed(
    shown: Menu, at: Place, key: Key, targets: Sequence[Target] = (), *, rtl: bool = False
) -> tuple[Place, Pick | None]:
    """Where somebody is after a key, and what they picked with it. Pure."""
    order, in_field = shown.order, shown.order[at.cursor] == FIELD
    if key.composing is not None:
        return (replace(at, composing=key.composing) if shown.field else at), None
    if key.text:
        return _typed(shown, at, key)
    if not key.down or at.composing:
        return at, None
    if key.entry >= 0:
        at = replace(at, cursor=key.entry)
        return _picked(shown, at, -1 if key.row == BEFORE else 1)
    editing, command = editing_of(key), command_of(key, PhaseKind.LOBBY)
    if command is Command.ESCAPE:
        return at, Pick(BACK, text=at.typed) if shown.back else None
    if editing is Command.RUB_OUT and shown.field is not None:
        return replace(at, typed=at.typed[:-1], cursor=0), None
    if editing is Command.ENTER:
        return _picked(shown, at, 1)
    if key.symbol in (pygame.K_PAGEDOWN, pygame.K_PAGEUP, pygame.K_TAB):
        back = key.symbol == pygame.K_PAGEUP or (key.symbol == pygame.K_TAB and key.shift)
        return replace(at, cursor=(at.cursor + (-1 if back else 1)) % len(order)), None
    if key.symbol in _MOVES:
        return _moved(shown, at, key.symbol, targets, rtl=rtl)
    # Where something can be typed a letter is the beginning of it, and picks nothing.
    by_clicker = shown.field is None and command in _CLICKER_PICKS
    if by_clicker or (key.symbol == pygame.K_SPACE and not in_field):
        return _picked(shown, at, 1)
    return at, None


def _typed(shown: Menu, at: Place, key: Key) -> tuple[Place, Pick | None]:
    """Text goes into the field, wherever the cursor is; a list that was pasted is done with it."""
    if shown.field is None or (key.text == " " and shown.order[at.cursor] != FIELD):
        return at, None
    at = replace(at, typed=(at.typed + key.text)[:_MOST_TYPED], composing="", cursor=0)
    if key.pasted and len(at.typed.splitlines()) > 1:
        return replace(at, typed=""), Pick(FIELD, text=at.typed)
    return at, None


def _picked(shown: Menu, at: Place, step: int) -> tuple[Place, Pick | None]:
    row = shown.order[at.cursor]
    if row == FIELD and not at.typed.strip():
        return at, None
    return at, Pick(row, step, at.typed)


def _moved(
    shown: Menu, at: Place, symbol: int, targets: Sequence[Target], *, rtl: bool
) -> tuple[Place, Pick | None]:
    """An arrow: the next row that way, or the next value of this one."""
    across, down = _MOVES[symbol]
    order, rows = shown.order, {row.id: row for row in shown.rows}
    row: Row | None = rows.get(shown.order[at.cursor])
    tiles = any(one.tile or one.card for one in shown.rows)
    if across and not tiles:
        if row is None or not (row.turns or row.ticked is not None):
            return at, None
        return at, Pick(row.id, -across if rtl else across, at.typed)
    if not tiles:
        return replace(at, cursor=(at.cursor + down) % len(shown.order)), None
    areas = {target.key.entry: target.area for target in targets if not target.key.row}
    if row is not None and row.card:
        cards = [order.index(one.id) for one in shown.rows if one.card]
        step = across * (-1 if rtl else 1) + down * _columns(areas, cards)
        return replace(at, cursor=_among(cards, at.cursor, step, last=len(order) - 1)), None
    there = _nearest(areas, at.cursor, across, down)
    return replace(at, cursor=there), None


def _nearest(areas: Mapping[int, Area], cursor: int, across: int, down: int) -> int:
    """The entry whose middle is nearest that way; the same one where there is none."""
    middles = {entry: (x + w / 2, y + h / 2) for entry, (x, y, w, h) in areas.items()}
    x, y = middles.get(cursor, (0.0, 0.0))
    found = [
        (abs(mx - x) + abs(my - y) + 2 * (abs(my - y) if across else abs(mx - x)), entry)
        for entry, (mx, my) in middles.items()
        if (mx - x) * across + (my - y) * down > 1
    ]
    return min(found)[1] if found else cursor


def _columns(areas: Mapping[int, Area], cards: Sequence[int]) -> int:
    """How many of the cards stand beside each other."""
    lines = Counter(areas[entry][1] for entry in cards if entry in areas)
    return max(lines.values(), default=1)


def _among(cards: Sequence[int], cursor: int, step: int, *, last: int) -> int:
    """The entry so many cards on, of which not all are shown; beyond them what is beside them."""
    wanted = cursor + step
    if cards[0] <= wanted <= cards[-1]:
        return wanted
    if abs(step) == 1:
        return cursor
    if step < 0:
        return max(0, cards[0] - 1)
    on_last_line = (cards[-1] - cards[0]) // step == (cursor - cards[0]) // step
    return min(last, cards[-1] + 1) if on_last_line else cards[-1]
