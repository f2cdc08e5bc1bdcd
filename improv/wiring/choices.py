"""What is chosen on the home screen, and kept for next time: everything that options can say.

A file may have been written by hand or by another version: what is no choice of ours is left out.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from improv.core.cards import HEAT, Kind, Pack
from improv.core.roster import NAME_LENGTH, clean_name
from improv.locale.phrases import interface_languages
from improv.look.themes import THEMES
from improv.wiring.options import (
    CALLS,
    USUAL_PACK,
    GameOptions,
    PhoneOptions,
    ScreenOptions,
    SoloOptions,
    SoundOptions,
)

if TYPE_CHECKING:
    from improv.core.formats import Format
    from improv.core.plans import Plan
    from improv.wiring.catalogue import Catalogue

BALLOTS = ("quick", "coaching", "none")
"""`none`: nobody votes."""
MOST_ROUNDS = 20
MOST_CALLS = 10
SOLO_HEAT = 4
MOST_NAMES = 500
VALUES: Mapping[str, Sequence[Any]] = {
    "language": tuple(interface_languages()),
    "theme": tuple(THEMES),
    "ballot": BALLOTS,
    "rounds": range(MOST_ROUNDS + 1),
    "calls": range(1, MOST_CALLS + 1),
    "heat_most": (0, *HEAT),
    "solo_heat": range(SOLO_HEAT + 1),
}
"""What can be chosen one after the other."""
_LONGEST = 200
"""Characters of an id, a language or a network's name."""

Asked = tuple[GameOptions, ScreenOptions, SoundOptions, PhoneOptions]


@dataclass(frozen=True, slots=True)
class Choices:
    """All of them. Empty and 0 leave a choice to the program."""

    language: str = ""
    theme: str = "stage"
    latin_digits: bool = False
    display: int = 0
    """The projector's, from 1."""
    game: str = ""
    plan: str = ""
    rounds: int = 0
    players: tuple[str, ...] = ()
    packs: tuple[str, ...] = (USUAL_PACK,)
    only: tuple[str, ...] = ()
    """The businesses that are played, by their ids."""
    heat_most: int = 0
    ballot: str = "quick"
    clock: bool = True
    talk_first: bool = False
    standings: bool = False
    surveys: tuple[str, ...] = ()
    """What people are asked at the start, and again at the end: ids."""
    phones: bool = True
    wifi: str = ""
    voice: bool = True
    name: str = ""
    """Whoever practises alone."""
    calls: int = CALLS
    solo_heat: int = 0
    keep: bool = False

    @classmethod
    def of(cls, kept: object) -> Self:
        """Those that were kept; the usual ones where they are none of ours."""
        found = kept if isinstance(kept, Mapping) else {}
        usual = cls()
        values = {
            one.name: _kept(one.name, getattr(usual, one.name), found[one.name])
            for one in fields(cls)
            if one.name in found
        }
        return replace(
            usual, **{name: value for name, value in values.items() if value is not None}
        )

    def to_dict(self) -> dict[str, object]:
        """As JSON-able values: only what is not as usual."""
        usual = type(self)()
        return {
            one.name: value
            for one in fields(self)
            if (value := getattr(self, one.name)) != getattr(usual, one.name)
        }


def _kept(name: str, usual: object, value: object) -> Any:
    """The value of a choice as it was kept; None for what it cannot be."""
    if isinstance(usual, tuple):
        texts = (
            tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
        )
        if name == "players":
            return tuple(filter(None, map(clean_name, texts[:MOST_NAMES])))
        return tuple(one for one in texts if len(one) <= _LONGEST)[:MOST_NAMES] or usual
    if type(value) is not type(usual):
        return None
    return value if _CHECKS.get(name, _short)(value) else None


def next_of(values: Sequence[Any], now: object, step: int) -> Any:
    """The value `step` further; behind the last one comes the first."""
    at = values.index(now) if now in values else 0
    return values[(at + step) % len(values)]


def _short(value: object) -> bool:
    return not isinstance(value, str) or len(value) <= _LONGEST


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in THEMES,
    "ballot": lambda value: value in BALLOTS,
    "display": lambda value: 0 <= value <= 16,
    "rounds": lambda value: 0 <= value <= MOST_ROUNDS,
    "calls": lambda value: 1 <= value <= MOST_CALLS,
    "heat_most": lambda value: value == 0 or value in HEAT,
    "solo_heat": lambda value: 0 <= value <= SOLO_HEAT,
    "name": lambda value: len(value) <= NAME_LENGTH,
}


def existing(
    choices: Choices,
    packs: Iterable[Pack],
    games: "Catalogue[Format]",
    plans: "Catalogue[Plan]",
    *,
    broken: Container[str] = (),
) -> Choices:
    """The choices without what there was when they were made, and is not any more.

    `broken`: ids of packs that are there, and cannot be read until somebody mends them. A game and
    a plan that cannot be read stay chosen, too.
    """
    there = {pack.id: pack for pack in packs}
    wanted = tuple(id_ for id_ in choices.packs if id_ in there or id_ in broken)
    wanted = wanted or Choices().packs
    desks = {
        id_
        for pack in there.values()
        if pack.id in wanted
        for id_, card in pack.cards.items()
        if card.kind is Kind.BUSINESS
    }
    played = {id_ for id_, game in games.items() if not game.survey}
    return replace(
        choices,
        language=choices.language if choices.language in interface_languages() else "",
        packs=wanted,
        only=tuple(id_ for id_ in choices.only if id_ in desks),
        game=choices.game if choices.game in played or choices.game in games.broken else "",
        plan=choices.plan if choices.plan in plans or choices.plan in plans.broken else "",
        surveys=tuple(id_ for id_ in choices.surveys if id_ in games.keys() - played),
    )


def workshop(choices: Choices, data: Path, *, huddle: bool = False) -> Asked:
    """A session of a room that begins."""
    game = GameOptions(
        data=data,
        packs=choices.packs,
        format=None if choices.plan else choices.game or None,
        plan=choices.plan or None,
        language=choices.language or None,
        rounds=None if choices.plan else choices.rounds or None,
        players=choices.players,
        ballot="coaching" if choices.ballot == "coaching" else "quick",
        votes=choices.ballot != "none",
        clock=choices.clock,
        huddle=huddle,
        standings=choices.standings,
        talk_first=choices.talk_first or None,
        heat_most=choices.heat_most or None,
        only=choices.only,
        surveys=choices.surveys,
        resume=False,
    )
    phones = PhoneOptions(invited=choices.phones, wifi=choices.wifi)
    return game, screen(choices), _sound(choices), phones


def shift(choices: Choices, data: Path) -> Asked:
    """A shift of somebody alone that begins."""
    game = GameOptions(
        data=data,
        packs=choices.packs,
        language=choices.language or None,
        rounds=choices.calls,
        heat_most=choices.solo_heat or None,
        resume=False,
        solo=SoloOptions(choices.name, keep=choices.keep),
    )
    phones = PhoneOptions(invited=False, bind="127.0.0.1")
    return game, screen(choices), _sound(choices), phones


def screen(choices: Choices) -> ScreenOptions:
    """Where it is shown, and what it looks like."""
    return ScreenOptions(
        theme=choices.theme, display=choices.display or None, latin_digits=choices.latin_digits
    )


def _sound(choices: Choices) -> SoundOptions:
    return SoundOptions() if choices.voice else SoundOptions(voice=("off",))
