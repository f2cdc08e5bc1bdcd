"""The pack `anyone`: any request at any desk, whole and fair in each language."""

import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise, product

import pytest

from improv.core.cards import LONG, SHORT, SLOTS, Desk, Kind
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand
from improv.core.formats import Reel
from improv.core.reels import draw_reels
from improv.core.slots import filled, open_slots
from improv.packs.loading import load_pack
from improv.paths import CARDS
from tests.packs.test_shipped_words import PRIVATE, READ_ALOUD, length

LANGUAGES = ("en", "fa", "ar", "he")
PACK = load_pack(CARDS / "anyone", languages=LANGUAGES)
DECK = Deck((PACK,), {})
REELS = tuple(Reel(kind.value, kind) for kind in (Kind.BUSINESS, Kind.ROLE, Kind.PROMPT, Kind.MOOD))
QUICK = 8_000
MOST, SECONDS = 1_000_000, 20

every_language = pytest.mark.parametrize("language", LANGUAGES)


def count(kind: Kind) -> int:
    """How many cards of a kind there are."""
    return len(DECK.pile(kind, "en"))


def whole(language: str) -> Iterator[tuple[str, str, str]]:
    """Every text of every request at every desk: whose it is, the field, the words."""
    words = PACK.words[language]
    for request, desk in product(DECK.pile(Kind.PROMPT, language), DECK.pile(Kind.BUSINESS, "en")):
        for field, text in filled(words[request.id], words[desk.id]).items():
            yield f"{request.id} at {desk.id}", field, text


def test_there_are_more_than_a_million_scenes() -> None:
    """Desks, requests, people, moods and days, as far as one does not rule out another."""
    scenes = 0
    for request in DECK.pile(Kind.PROMPT, "en"):
        for desk in DECK.pile(Kind.BUSINESS, "en"):
            there = frozenset((*request.brings, *desk.brings))
            for role in DECK.pile(Kind.ROLE, "en", there=there):
                scenes += len(DECK.pile(Kind.MOOD, "en", there=there.union(role.brings)))
    assert scenes * count(Kind.DAY) > 1_000_000
    least = {Kind.BUSINESS: 12, Kind.PROMPT: 30, Kind.ROLE: 10, Kind.MOOD: 12, Kind.DAY: 24}
    assert not {kind for kind, number in least.items() if count_all(kind) < number}


@every_language
def test_each_desk_says_all_and_each_request_but_the_foreign_ones_asks(language: str) -> None:
    """A third of them in two plain sentences; every slot is used."""
    words = PACK.words[language]
    for desk in DECK.pile(Kind.BUSINESS, language):
        assert words[desk.id].keys() >= {*SLOTS}, desk.id
    asked = [open_slots(words[card.id]) for card in DECK.pile(Kind.PROMPT, language)]
    assert sum(map(bool, asked)) >= 30
    assert frozenset[str]().union(*asked) == {*SLOTS}


@every_language
def test_every_request_is_whole_and_short_at_every_desk(language: str) -> None:
    """No brace is left, nothing is doubled, and the longest takes twelve seconds aloud."""
    for name, field, text in whole(language):
        assert not set(text) & set("{}"), name
        assert not re.search(r"\s\s|\s[.,?!؟،:]|[.,،]\.(?!\.)|[?!؟][.,?!؟]", text), (name, text)
        assert len(text) <= (SHORT if field == "title" else LONG), name
        assert field != "text" or length(text) <= READ_ALOUD, (name, length(text))
        plain = re.findall(r"[\w’׳״\u200c]+", text.lower())
        doubled = {one for one, other in pairwise(plain) if one == other}
        assert not doubled & {"the", "a", "to", "my", "رو", "برای", "عن", "את", "של"}, (name, text)


@every_language
def test_a_sentence_begins_and_ends_as_one(language: str) -> None:
    """What a desk says as a sentence has its end; what it says as a phrase has none."""
    for desk in DECK.pile(Kind.BUSINESS, language):
        for slot in SLOTS:
            said = PACK.words[language][desk.id][slot]
            assert (said[-1] in ".?!؟") == (slot not in ("thing", "deed")), (desk.id, slot)
            assert (said[-1] in "?؟") == (slot == "oddity"), (desk.id, slot)
            if language == "en":
                assert said[0].isupper() == (slot not in ("thing", "deed")), (desk.id, slot)


@every_language
def test_what_one_person_reads_is_short_on_any_day(language: str) -> None:
    """The longest day and the longest person together."""
    words = PACK.words[language]
    days = (length(words[day.id]["secret"]) for day in DECK.pile(Kind.DAY, language))
    cards = [card for card in PACK.cards.values() if card.kind is Kind.ROLE]
    people = (length(f"{words[c.id]['heard']} {words[c.id]['dismissed']}") for c in cards)
    assert max(days) + max(people) <= PRIVATE


def surprise(came: Mapping[str, float], expected: Mapping[str, float]) -> float:
    """Chi-square, over its number of degrees of freedom: 1 is what chance does."""
    terms = ((came[name] - many) ** 2 / many for name, many in expected.items())
    return sum(terms) / (len(expected) - 1)


def draws(most: int, seconds: float = float("inf")) -> Iterator[Hand]:
    """So many draws, each from full piles; fewer where the time is over."""
    chance, end = Chance(11), time.monotonic() + seconds
    for number in range(most):
        if number % 1_000 == 0 and time.monotonic() > end:
            return
        language = LANGUAGES[number % len(LANGUAGES)]
        cards, hand = draw_reels(Hand(DECK, language, chance, {}), REELS, {})
        for words in cards["prompt"].words.values():
            assert "{" not in words["text"]
            assert words["secret"]
        chance = hand.chance
        yield hand


def check_fair(hands: Iterator[Hand]) -> int:
    """How many draws there were; each card that may come, came as often as any other."""
    met: dict[str, float] = defaultdict(float)
    came: dict[Kind, dict[str, float]] = {kind: defaultdict(float) for kind in Kind}
    expected: dict[Kind, dict[str, float]] = {kind: defaultdict(float) for kind in Kind}
    for hand in hands:
        cards = {drawn.card.kind: drawn.card for drawn in hand.cards}
        met[f"{cards[Kind.PROMPT].id} {cards[Kind.BUSINESS].id}"] += 1
        there = frozenset((*cards[Kind.PROMPT].brings, *cards[Kind.BUSINESS].brings))
        for kind in (Kind.ROLE, Kind.MOOD, Kind.DAY):
            pile = DECK.pile(kind, hand.language, there=there)
            came[kind][cards[kind].id] += 1
            for card in pile:
                expected[kind][card.id] += 1 / len(pile)
            there |= frozenset(cards[kind].brings)
    home = sum(card.desk is not Desk.FOREIGN for card in DECK.pile(Kind.PROMPT, "en"))
    assert len(met) == home * count(Kind.BUSINESS)
    number = sum(met.values())
    assert surprise(met, dict.fromkeys(met, number / len(met))) < 1.4
    for kind in (Kind.ROLE, Kind.MOOD, Kind.DAY):
        assert len(came[kind]) == count_all(kind)
        assert surprise(came[kind], expected[kind]) < 3.5, kind
    return int(number)


def count_all(kind: Kind) -> int:
    """How many cards of a kind the pack has, whatever they need."""
    return sum(card.kind is kind for card in PACK.cards.values())


@pytest.mark.slow
def test_draws_come_out_fair() -> None:
    """Over 8,000, the same ones every time: desks with requests, people, moods and days."""
    assert check_fair(draws(QUICK)) == QUICK


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_million_draws_come_out_fair() -> None:
    """As many of them as come in twenty seconds."""
    assert check_fair(draws(MOST, SECONDS)) > QUICK
