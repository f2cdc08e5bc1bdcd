"""A card that is tried: a session of one round in which it surely comes, and that nobody keeps."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.terminal.console import Console
from improv.wiring.deck_loading import load_deck, with_one
from improv.wiring.errors import CannotPlay
from improv.wiring.options import (
    USUAL_FORMAT,
    GameOptions,
    PhoneOptions,
    ScreenOptions,
    SoundOptions,
)
from improv.wiring.phones import Served
from improv.wiring.play import play

_BESIDE = ("service-desk", "hotel-and-travel")
"""Packs whose cards play beside one that has none of their kind."""
_WINDOW = (960, 540)
"""Beside the browser, in which the card is written; whole on the smallest laptop, too."""


def try_card(
    folder: Path, card: str, language: str, theme: str, console: Console, served: Served
) -> None:
    """Play one round with the card; `served` is told where it can be seen and steered.

    Raises CommandError, PackProblems, UnknownPack and JournalError.
    """
    packs, game = game_for(folder, card, language)
    with TemporaryDirectory() as data:
        options = GameOptions(
            data=Path(data),
            packs=packs,
            format=game,
            language=language,
            rounds=1,
            heat_most=5,
            resume=False,
            team="",
            card=_whole(folder, card),
        )
        screen = ScreenOptions(theme=theme, window=_WINDOW)
        phones = PhoneOptions(invited=True, remote_only=True, bind="127.0.0.1")
        play(options, screen, SoundOptions(), phones, console, served=served)


def game_for(folder: Path, card: str, language: str) -> tuple[tuple[str, ...], str]:
    """The packs and the game that a card is tried with. Raises CannotPlay where no game has it."""
    whole = _whole(folder, card)
    beside = next(pack for pack in _BESIDE if pack != folder.resolve().name)
    for packs in ((str(folder),), (str(folder), beside)):
        if (game := _game(packs, whole, language)) is not None:
            return packs, game
    raise CannotPlay("editor.no_game", card=card)


def _whole(folder: Path, card: str) -> str:
    """The id that a card has in play."""
    return f"{folder.resolve().name}/{card}"


def _game(packs: Sequence[str], card: str, language: str) -> str | None:
    """A game that can be played with it, the usual one first; None where none can."""
    cards = load_deck(packs, language)
    deck = with_one(cards, card).deck
    kind = _kind(deck, card)
    games = sorted(
        (game for game in deck.formats.values() if game.draws and not game.survey),
        key=lambda game: (game.id != USUAL_FORMAT, game.difficulty, game.exposure),
    )
    for game in games:
        piles = {reel.pile for reel in game.draws}
        twists = {rule.pile for rule in game.twists}
        comes = kind in piles or (kind is Kind.TWIST and kind in twists)
        if kind is Kind.PROMPT:
            comes = comes and bool(deck.pile(kind, language, desk=game.desk))
        elif kind is Kind.DAY:
            comes = Kind.PROMPT in piles
        elif kind in (Kind.OBSERVER, Kind.TIP):
            comes = True
        if comes and not deck.lacks(game, language):
            return game.id
    return None


def _kind(deck: Deck, card: str) -> Kind:
    found = deck.card(card)
    assert found is not None
    return found.kind
