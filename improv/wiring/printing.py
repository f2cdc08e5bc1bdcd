"""A deck of cards on paper: packs and games become a PDF, and the file is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from improv.core.cards import Kind
from improv.packs.practices import practice_names
from improv.whole_file import replace_bytes
from improv.wiring.deck_loading import load_deck
from improv.wiring.errors import CannotPlay, WrongUsage, listed, not_found
from improv.wiring.past_sessions import days

if TYPE_CHECKING:
    from improv.core.draw import Deck
    from improv.core.formats import Format

NONE = "none"
"""In place of games: no page for the facilitator, and no slip."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a file holds that was written."""

    cards: int
    pages: int


def print_deck(
    packs: Sequence[str],
    out: Path,
    *,
    language: str | None,
    paper: str,
    kinds: Sequence[str],
    games: Sequence[str],
    backs: bool,
    data: Path | None = None,
) -> Printed:
    """Write a deck to `out`, in the place of what is there.

    `kinds`: empty for all; `games`: ids, NONE for no game, empty for those that the cards can play;
    `data`: the user's data folder, where packs are, too.
    Raises WrongUsage, UnknownPack, PackProblems, CannotPlay.
    """
    from improv.reports.deck import printed_deck
    from improv.reports.deck_pdf import deck_pdf
    from improv.reports.typesetting import INSTALL, installed

    if not installed():
        raise CannotPlay("cannot.print", command=INSTALL)
    wanted = [_kind(name) for name in kinds] or list(Kind)
    loaded = load_deck(packs, language, data=data)
    for name in games:
        loaded.games.raise_broken(name)
    deck, spoken = loaded.deck, loaded.language
    page = printed_deck(
        deck, spoken, practice_names(spoken), frozenset(wanted), _games(deck, games, spoken)
    )
    if not page.cards:
        raise WrongUsage("wrong.print.none", listed=listed(wanted))
    document = deck_pdf(page, paper=paper, backs=backs, day=days(datetime.now(UTC)))
    try:
        replace_bytes(out, document.content)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(out), why=why) from None
    return Printed(len(page.cards), document.pages)


def _kind(name: str) -> Kind:
    if name not in tuple(Kind):
        raise not_found("kind", name, tuple(Kind))
    return Kind(name)


def _games(deck: "Deck", asked: Sequence[str], language: str) -> "list[Format]":
    """The games to print; those that were asked for in that order."""
    games = {name: game for name, game in deck.formats.items() if not game.survey}
    if list(asked) == [NONE]:
        return []
    for name in asked:
        if name not in games:
            raise not_found("format", name, games)
    if asked:
        return [games[name] for name in dict.fromkeys(asked)]
    return [game for game in games.values() if not deck.lacks(game, language)]
