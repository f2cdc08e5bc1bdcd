"""Rooms to press keys in: the real core and the real cards, on a clock that the test moves."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pygame

from improv import paths
from improv.core.cards import Pack
from improv.core.draw import Deck
from improv.core.plans import Plan
from improv.core.state import Setup
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.screen.key_actions import NextNetwork
from improv.screen.key_handling import press
from improv.screen.keys import Key
from improv.screen.ui_state import UiState
from tests.fakes import FakeWatch

NAMES = ("Leila", "Tomasz", "Amara", "Yael", "Omar")


@cache
def deck() -> Deck:
    """The cards that the program comes with."""
    pack = load_pack(paths.CARDS / "service-desk", languages=("en",))
    return Deck((pack,), load_formats(paths.CARDS / "formats"))


class Room:
    """A room and the UI state of its keyboard; `at` is the wall in seconds."""

    def __init__(
        self,
        game: str = "lawnmower",
        ballot: str = "quick",
        rounds: int = 2,
        *,
        packs: tuple[Pack, ...] = (),
        plans: Mapping[str, Plan] | None = None,
    ) -> None:
        """`packs`: beside the usual one."""
        self.at = 100.0
        cards = replace(deck(), packs=(*deck().packs, *packs), plans=plans or {})
        setup = Setup(7, ballot=ballot, rounds=rounds)
        self.watch = FakeWatch(
            cards, lambda: round(self.at * 1000), game=game, setup=setup, names=NAMES
        )
        self.ui = UiState(token="t")

    def press(self, *keys: "Key | int | str") -> "Room":
        """Press keys: a symbol, a Key, or text that is typed."""
        for key in keys:
            if isinstance(key, str):
                key = Key(text=key)
            elif isinstance(key, int):
                key = Key(symbol=key)
            key = Key(**{f: getattr(key, f) for f in Key.__slots__} | {"at": self.at})
            self.ui, action = press(self.ui, key, self.watch.latest())
            if isinstance(action, NextNetwork):
                self.watch.next_network()
            elif action is not None:
                self.watch.post(action)
        return self

    def go_to(self, kind: str) -> "Room":
        """Press Space until a phase of this kind is on."""
        for _ in range(40):
            if self.kind == kind:
                return self
            self.press(pygame.K_SPACE)
        raise AssertionError(f"no {kind} in this session")

    @property
    def kind(self) -> str:
        """The kind of the phase that is on."""
        return self.watch.state.kind.value

    @property
    def peek(self) -> str:
        """How far the peek is."""
        return self.ui.peek.value

    @property
    def asked(self) -> list[str]:
        """The names of all actions so far."""
        return [action.name for action in self.watch.posted]
