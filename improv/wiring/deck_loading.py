"""The cards on the shelf: one language at once, the others when the first picture stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from improv import paths
from improv.core.draw import Deck
from improv.core.formats import Format
from improv.locale.console import plain_here
from improv.locale.system import system_language
from improv.packs import find_pack, languages_of, load_formats, load_pack, load_words
from improv.wiring.errors import WrongUsage, listed
from improv.wiring.options import PlayOptions

USUAL_FORMAT = "lawnmower"


@dataclass(slots=True)
class LoadedDeck:
    """The deck with one language, and what brings the others later."""

    deck: Deck
    language: str
    later: Callable[[], Deck] = field(repr=False)


def load_deck(packs: Sequence[str], wanted: str | None) -> LoadedDeck:
    """Load the packs in the language a session speaks first: `wanted`, the system's, English.

    Raises UnknownPack, PackProblems, and WrongUsage for a language that no pack has.
    """
    folders = [find_pack(pack) for pack in packs]
    there = sorted({tag for folder in folders for tag in languages_of(folder)})
    if wanted is not None and wanted not in there:
        raise WrongUsage(plain_here("wrong.language", language=wanted, listed=listed(there)))
    language = wanted or next(tag for tag in (system_language(), "en", *there) if tag in there)
    first = tuple(load_pack(folder, languages=(language,)) for folder in folders)
    formats = load_formats(paths.CARDS / "formats")

    def later() -> Deck:
        full = (
            pack.with_words(
                {tag: load_words(folder, tag) for tag in languages_of(folder) if tag != language}
            )
            for pack, folder in zip(first, folders, strict=True)
        )
        return Deck(tuple(full), formats)

    return LoadedDeck(Deck(first, formats), language, later)


def format_of(options: PlayOptions, deck: Deck, seed: int) -> Format:
    """The format that was asked for, else what fits. Raises WrongUsage for an unknown one."""
    if options.format is not None:
        if options.format not in deck.formats:
            from difflib import get_close_matches

            if near := get_close_matches(options.format, deck.formats, 1):
                words = plain_here("wrong.format.near", name=options.format, near=near[0])
            else:
                names = listed(deck.formats)
                words = plain_here("wrong.format", name=options.format, listed=names)
            raise WrongUsage(words)
        return deck.formats[options.format]
    usual = deck.formats[USUAL_FORMAT]
    if not options.huddle:
        return usual
    from improv.core.chance import Chance
    from improv.core.roster import places

    fits = [
        game
        for game in deck.formats.values()
        if not options.players or len(places(game.seats)) < len(options.players)
    ]
    game, _ = Chance(seed).choice(sorted(fits, key=lambda game: game.id) or [usual])
    return game
