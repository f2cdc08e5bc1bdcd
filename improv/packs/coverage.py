"""Coverage: how many cards and games train each practice, how many cards a language tells anew.

Counts what is tagged; whether a card really trains a practice, or could only be from there, is for
a reader to say.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from improv.core.cards import Pack, Words
from improv.core.formats import Format
from improv.packs.practices import Practices

ENOUGH = 2
"""Cards and games that have to train a practice."""
LOCAL = "local"
"""What a card brings that each language tells with its own places, dishes and courtesies."""


@dataclass(frozen=True, slots=True)
class Trained:
    """How a practice is trained."""

    number: str
    names: Words
    by_language: Mapping[str, tuple[int, int]]
    """language -> how many cards and how many games train it there."""

    @property
    def enough(self) -> bool:
        """Whether it is trained enough in every language."""
        return all(sum(counts) >= ENOUGH for counts in self.by_language.values())


def coverage(
    practices: Practices,
    packs: Sequence[Pack],
    formats: Collection[Format],
    languages: Sequence[str],
) -> tuple[Trained, ...]:
    """Every practice in its order. A card or a game counts where it has words."""
    counts: dict[str, dict[str, list[int]]] = {
        number: {language: [0, 0] for language in languages} for number in practices
    }
    for pack in packs:
        for card in pack.cards.values():
            spoken = [language for language in languages if card.id in pack.words.get(language, {})]
            _count(counts, card.practices, spoken, 0)
    for game in formats:
        judged = (one for criterion in game.ballot.criteria for one in criterion.practices)
        spoken = [language for language in languages if language in game.words]
        _count(counts, {*game.practices, *judged}, spoken, 1)
    return tuple(
        Trained(number, names, {lang: (c, g) for lang, (c, g) in counts[number].items()})
        for number, names in practices.items()
    )


@dataclass(frozen=True, slots=True)
class Told:
    """How many cards of a pack each language tells anew."""

    pack: str
    by_language: Mapping[str, tuple[int, int]]
    """language -> how many are local, and how many there are in it."""

    @property
    def enough(self) -> bool:
        """Whether it is a third of them in every language."""
        return all(3 * local >= cards for local, cards in self.by_language.values())


def told_anew(packs: Sequence[Pack], languages: Sequence[str]) -> tuple[Told, ...]:
    """Every pack in its order. A card counts where it has words."""
    told = []
    for pack in packs:
        spoken = {
            language: [pack.cards[id_] for id_ in pack.words.get(language, {})]
            for language in languages
        }
        counts = {
            language: (sum(LOCAL in card.brings for card in cards), len(cards))
            for language, cards in spoken.items()
        }
        told.append(Told(pack.id, counts))
    return tuple(told)


def _count(
    counts: Mapping[str, Mapping[str, list[int]]],
    practices: Collection[str],
    languages: Sequence[str],
    column: int,
) -> None:
    for number in practices:
        for language in languages:
            if number in counts:
                counts[number][language][column] += 1
