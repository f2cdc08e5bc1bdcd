"""Pictures of a pack, written to a folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from improv.wiring.catalogue import load_games
from improv.wiring.deck_loading import load_deck
from improv.wiring.errors import CannotPlay
from improv.wiring.options import SELF_CHECK_PACK


def preview(
    pack: str,
    out: Path,
    *,
    language: str | None,
    size: tuple[int, int],
    theme: str,
    everything: bool,
    progress: Callable[[int, int, str], None],
    data: Path,
) -> Path:
    """Write the pictures of a pack into `out`; the path of the page that shows them all.

    `everything` is every theme and size, and every language where `language` names none. `data`:
    the user's data folder, where packs are, too. Raises WrongUsage, UnknownPack, PackProblems and
    CannotPlay.
    """
    from improv.screen.preview import Look, all_looks
    from improv.screen.preview import preview as write

    cards = load_deck((pack, SELF_CHECK_PACK), language, data=data)
    alone = load_games((), alone=True)
    deck, looks = cards.deck, [Look(cards.language, theme, size)]
    if everything:
        deck = cards.load_all()
        if cards.unread:
            raise cards.unread[0]
        looks = all_looks([cards.language] if language else deck.packs[0].words)
    deck = replace(deck, formats={**deck.formats, **alone})
    try:
        return write(deck, deck.packs[0], out, looks, progress)
    except OSError as trouble:
        why = trouble.strerror or str(trouble)
        raise CannotPlay("cannot.write", path=str(out), why=why) from None
