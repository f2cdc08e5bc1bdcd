"""The cards of a game: one language at once, the others after the first picture is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from improv.core.cards import Kind, Pack, Words
from improv.core.draw import Deck
from improv.core.formats import Format, PhaseKind
from improv.core.plans import Plan
from improv.core.search_text import search_text
from improv.core.state import TeamHistory
from improv.core.timing import time_names, with_times
from improv.locale.system import system_language
from improv.locale.tags import primary_language
from improv.packs.folders import Packs, find_pack, known_packs
from improv.packs.loading import languages_of, languages_to_play, load_pack, load_words
from improv.packs.problems import PackProblems
from improv.packs.source import normalised
from improv.packs.stamps import Stamp, stamp
from improv.wiring.catalogue import Catalogue, load_games, load_plans
from improv.wiring.errors import CannotPlay, WrongUsage, listed, not_found
from improv.wiring.options import (
    ALL_PACKS,
    SELF_CHECK_PACK,
    USUAL_FORMAT,
    USUAL_PACK,
    GameOptions,
)
from improv.wiring.team import least_played


@dataclass(slots=True)
class LoadedDeck:
    """A deck with the words of one language, and a way to get the others, and the plans."""

    deck: Deck
    language: str
    load_all: Callable[[], Deck] = field(repr=False)
    """Reads every language that the packs have, and the plans; takes a moment."""
    folders: tuple[Path, ...] = ()
    """Of the packs."""
    stamp: Stamp = ()
    """Of their files, before they were read."""
    unread: list[PackProblems] = field(default_factory=list)
    """Why words of other languages could not be read: `load_all` goes on without."""
    games: Catalogue[Format] = field(default_factory=Catalogue)
    """As their authors wrote them."""
    plans: Callable[[], Catalogue[Plan]] = Catalogue

    def read_again(self) -> tuple[Pack, ...]:
        """The packs as they are now, in all languages. Raises PackProblems."""
        return tuple(map(load_pack, self.folders))


def pack_folders(packs: Sequence[str], known: Packs) -> tuple[Path, ...]:
    """The folders of packs by their ids or paths, or of ALL_PACKS, each once.

    Raises UnknownPack, and WrongUsage for two packs of one name.
    """
    names = (one for name in packs for one in (known if name == ALL_PACKS else (name,)))
    found: dict[str, Path] = {}
    for folder in (find_pack(name, known) for name in names):
        first = found.setdefault(normalised(folder).name, folder)
        if first != folder and not first.samefile(folder):
            values = {"first": str(first), "second": str(folder), "field": "pack"}
            raise WrongUsage("wrong.packs", **values)
    return tuple(found.values())


def load_deck(
    packs: Sequence[str],
    wanted: str | None,
    own_formats: Sequence[Path] = (),
    seconds: Mapping[str, int] | None = None,
    kept: Mapping[str, int] | None = None,
    *,
    alone: bool = False,
    data: Path | None = None,
    own_plans: Sequence[Path] = (),
) -> LoadedDeck:
    """Load packs in the language that a session speaks first: `wanted`, the system's, or English.

    `seconds`: how long phases last, `play` or `riddle.play`; `kept` those of an earlier session,
    some of whose games may be gone. `alone`: for one person. `data`: the user's data folder, where
    packs, games and plans are, too. Raises UnknownPack, PackProblems, and WrongUsage for a language
    that no pack has, for a phase that no game has, and for two packs of one name.
    """
    folders = pack_folders((*packs, SELF_CHECK_PACK) if alone else packs, known_packs(data))
    before = stamp(folders)
    tags = sorted({tag for folder in folders for tag in languages_to_play(folder)})
    asked = (system_language(), "en", *tags) if wanted is None else _meant(wanted, tags)
    language = next((tag for tag in asked if tag in tags), None)
    if language is None:
        raise WrongUsage("wrong.language", language=str(wanted), listed=listed(tags))
    # Of several packs some may not have it: their cards are not played in it.
    first = tuple(
        load_pack(folder, languages=[tag for tag in languages_of(folder) if tag == language])
        for folder in folders
    )
    games = load_games(own_formats, data, alone=alone)
    formats = _timed(games, seconds or {}, kept or {})

    unread: list[PackProblems] = []

    def others(folder: Path) -> dict[str, Mapping[str, Words]]:
        found: dict[str, Mapping[str, Words]] = {}
        for tag in languages_of(folder):
            if tag != language:
                try:
                    found[tag] = load_words(folder, tag)
                except PackProblems as problems:
                    unread.append(problems)
        return found

    @cache
    def plans() -> Catalogue[Plan]:
        return Catalogue() if alone else load_plans(own_plans, games, data)

    def load_all() -> Deck:
        unread.clear()
        full = (
            pack.with_words(others(folder)) for pack, folder in zip(first, folders, strict=True)
        )
        return Deck(tuple(full), formats, plans())

    deck = Deck(first, formats)
    return LoadedDeck(deck, language, load_all, folders, before, unread, games, plans)


def with_one(cards: LoadedDeck, card: str) -> LoadedDeck:
    """The same, in which `card` is the only one of its kind. Raises ValueError for no card."""

    def left(deck: Deck) -> Deck:
        (tried,) = (pack.cards[card] for pack in deck.packs if card in pack.cards)
        there = [one for pack in deck.packs for one in pack.cards.values()]
        others = deck.left(frozenset(one.id for one in there if one.kind is tried.kind) - {card})
        # Whatever it needs beside it: it is looked at, and nobody waits for the right desk.
        free = replace(tried, needs=())
        packs = (
            replace(pack, cards={**pack.cards, card: free}) if card in pack.cards else pack
            for pack in others.packs
        )
        return replace(others, packs=tuple(packs))

    return replace(cards, deck=left(cards.deck), load_all=lambda: left(cards.load_all()))


def _timed(
    games: Mapping[str, Format], seconds: Mapping[str, int], kept: Mapping[str, int]
) -> Mapping[str, Format]:
    """The games with the facilitator's times; a game's own time for a phase goes first."""
    phases = {id_: time_names(game) for id_, game in games.items()}
    every = set[str]().union(*phases.values())
    own = {f"{id_}.{name}" for id_, names in phases.items() for name in names}
    for name in seconds:
        if name not in every | own:
            raise not_found("phase", name, every | own, listed=listed(sorted(every)))
    seconds = {**kept, **seconds}
    return {id_: with_times(game, seconds) for id_, game in games.items()}


def _meant(wanted: str, tags: Sequence[str]) -> Sequence[str]:
    """What a language may mean, however it is written: `FA` is fa, `en_US` is en-US, else en."""
    folded = wanted.replace("_", "-").casefold()
    return (*(tag for tag in tags if tag.casefold() == folded), primary_language(wanted))


def format_of(
    options: GameOptions, deck: Deck, seed: int, language: str, team: TeamHistory | None = None
) -> Format:
    """The format that was asked for, else one that fits. Raises WrongUsage for an unknown one."""
    # A huddle, and a team, take a format that may come by itself, has cards and is for so many
    # people: one that the team has played least, by the seed.
    if options.solo is not None:
        return next(iter(deck.formats.values()))
    if options.format is not None:
        games = [name for name, game in deck.formats.items() if not game.survey]
        if options.format not in games:
            raise not_found("format", options.format, games)
        return deck.formats[options.format]
    usual = deck.formats[USUAL_FORMAT]
    if not options.huddle and team is None:
        return usual
    from improv.core.chance import Chance

    here = len(options.players)
    fits = [
        game
        for game in deck.formats.values()
        if not here or (game.needs <= here and not 0 < game.most < here)
        if game.huddle and not deck.lacks(game, language)
    ]
    least = least_played(fits or [usual], team or TeamHistory())
    if usual in least and not options.huddle:
        return usual
    game, _ = Chance(seed).choice(least)
    return game


def lacking_words(lacks: Iterable[tuple[str, str]]) -> list[str]:
    """Kinds of cards that lack, each with its tag, as an author writes them."""
    return [f"{kind} [{tag}]" if tag else str(kind) for kind, tag in lacks]


def check_cards(options: GameOptions, deck: Deck, game: Format, language: str) -> None:
    """Whether the game has the cards that it asks for. Raises CannotPlay, which says what lacks."""
    if not (lacks := deck.lacking(game, language)):
        return
    kinds = listed(lacking_words(lacks))
    packs = listed(dict.fromkeys(pack.id for pack in deck.packs))
    values = {"game": game.id, "packs": packs, "language": language, "kinds": kinds}
    usual = f"--pack {ALL_PACKS if USUAL_PACK in options.packs else USUAL_PACK}"
    others = [one for one in deck.formats.values() if one.draws and not one.survey]
    # Any room can begin with it: nothing is written, and little is shown of oneself.
    asks = {one.id: any(phase.kind is PhaseKind.ASK for phase in one.phases) for one in others}
    others.sort(key=lambda one: (not one.huddle, asks[one.id], one.difficulty, one.exposure))
    instead = next((one.id for one in others if not deck.lacks(one, language)), "")
    if instead:
        raise CannotPlay("cannot.lacks.near", **values, option=usual, instead=f"--format {instead}")
    raise CannotPlay("cannot.lacks", **values, option=usual)


def surveys_of(options: GameOptions, deck: Deck) -> tuple[str, ...]:
    """Ids of the surveys that were asked for. Raises WrongUsage for an unknown one."""
    there = [name for name, game in deck.formats.items() if game.survey]
    for asked in options.surveys:
        if asked not in there:
            raise not_found("survey", asked, there)
    return tuple(dict.fromkeys(options.surveys))


def businesses_of(options: GameOptions, deck: Deck, language: str) -> frozenset[str]:
    """Ids of the businesses that were asked for. Raises WrongUsage for an unknown one."""
    there = deck.titles(language).get(Kind.BUSINESS, {})
    known = {search_text(title): id_ for id_, title in there.items()}
    known |= {id_.partition("/")[2]: id_ for id_ in there}
    known |= {id_: id_ for id_ in there}
    for asked in options.only:
        if search_text(asked) not in known:
            raise not_found("business", asked, there.values())
    return frozenset(known[search_text(asked)] for asked in options.only)
