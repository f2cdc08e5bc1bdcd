"""The words of the shipped packs hold to the rules for words."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations

import pytest

from improv.core.cards import SLOTS, Kind, Manner, Pack
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand
from improv.core.reels import draw_reels
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.wiring.sessions import demo_names

LANGUAGES = ("en", "fa", "ar", "he")
PACKS = sorted(file.parent.name for file in CARDS.glob("*/cards.yaml"))
LEAST = {
    Kind.BUSINESS: 6,
    Kind.PROMPT: 30,
    Kind.ROLE: 9,
    Kind.MOOD: 9,
    Kind.TWIST: 9,
    Kind.OBSERVER: 6,
    Kind.TIP: 9,
}
"""How many cards of each kind a pack has that is a place of its own to play at."""
LEAST_OF: dict[str, dict[Kind, int]] = {
    "warm-up": {
        Kind.BUSINESS: 8,
        Kind.PROMPT: 24,
        Kind.ROLE: 8,
        Kind.MOOD: 8,
        Kind.TWIST: 9,
        Kind.OBSERVER: 8,
        Kind.TIP: 10,
    },
    "self-check": {Kind.CHECK: 47},
}
"""Packs that are played beside others, and have other numbers."""
HEATS = frozenset(range(1, 6))
HEATS_OF = {"hard-calls": HEATS - {1}, "warm-up": {1, 2}, "self-check": frozenset[int]()}
"""Packs without easy calls, with no others, or with no calls at all."""
READ_ALOUD = 30
"""Words that are read aloud in twelve seconds."""
CHARACTERS = {"point": 60, "think": 110, "reply": 220, "model": 220}
"""Of what somebody alone chooses from, thinks about or is read: so much fits under a figure, on two
lines, or into a quarter of a minute."""
PRIVATE = 30
"""Words that one person has to read before a scene, as few joined as apart."""

every_pack = pytest.mark.parametrize("name", PACKS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def shipped(name: str) -> Pack:
    """A shipped pack in its four languages."""
    return load_pack(CARDS / name, languages=LANGUAGES)


def texts(name: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Every text: the card's id, the field, the words."""
    for card, words in shipped(name).words[language].items():
        for field, text in words.items():
            yield card, field, text


def length(text: str) -> int:
    """How many words; what a Persian joiner joins is one."""
    return len(re.findall(r"[\w\u200c’׳״]+", text))


@every_pack
def test_there_is_enough_of_each_kind_in_four_languages(name: str) -> None:
    """No card lacks a language; every heat that the pack goes to has a request."""
    pack = shipped(name)
    assert all(pack.words[language].keys() == pack.cards.keys() for language in LANGUAGES)
    count = Counter(card.kind for card in pack.cards.values())
    assert not {kind for kind, least in LEAST_OF.get(name, LEAST).items() if count[kind] < least}
    heats = {card.heat for card in pack.cards.values() if card.kind is Kind.PROMPT}
    assert heats == HEATS_OF.get(name, HEATS)


@every_pack
def test_a_third_of_the_cards_are_local(name: str) -> None:
    """Those that each language tells with its own shops, dishes, courtesies and holidays.

    A question to oneself is asked alike everywhere.
    """
    cards = [card for card in shipped(name).cards.values() if card.kind is not Kind.CHECK]
    assert 3 * sum("local" in card.brings for card in cards) >= len(cards)


@every_pack
@every_language
def test_every_desk_has_a_rule(name: str, language: str) -> None:
    """It is in sight through the scene, and by it a slip is recognised."""
    pack = shipped(name)
    desks = [id_ for id_, card in pack.cards.items() if card.kind is Kind.BUSINESS]
    assert all(pack.words[language][id_].get("rule") for id_ in desks)


@every_pack
@every_language
def test_a_request_is_short_and_so_is_what_one_person_reads(name: str, language: str) -> None:
    """Whichever request and role meet; and one of them at most has a secret."""
    pack = shipped(name)
    private: dict[Kind, int] = {Kind.ROLE: 0, Kind.PROMPT: 0}
    for id_, card in pack.cards.items():
        words = pack.words[language][id_]
        if card.kind is Kind.PROMPT:
            assert length(words["text"]) <= READ_ALOUD, id_
        if card.kind in private:
            own = ("secret", "let_go", "correct", "dismissed", "heard")
            told = sum(length(words.get(field, "")) for field in own)
            private[card.kind] = max(private[card.kind], told)
        assert card.kind is not Kind.ROLE or "secret" not in words, id_
    assert sum(private.values()) <= PRIVATE


@every_pack
@every_language
def test_what_somebody_alone_chooses_from_or_hears_is_short(name: str, language: str) -> None:
    """The points of a question to oneself, what a customer answers, what an agent might say."""
    long = [
        (card, field, len(text))
        for card, field, text in texts(name, language)
        if len(text) > CHARACTERS.get(field.partition(".")[0], len(text))
    ]
    assert long == []


@every_pack
@every_language
def test_quotes_and_marks_are_those_of_the_language(name: str, language: str) -> None:
    """Curly in English, angled in Persian and Arabic, gershayim in Hebrew; no # before a number."""
    foreign = {"en": "'\"«»״", "he": "'\"“”‘’«»"}.get(language, "'\"“”‘’״,;?")
    wrong = [found for found in texts(name, language) if set(found[2]) & set(foreign + "#")]
    assert not wrong
    assert not [
        found for found in texts(name, language) if found[2].count("«") != found[2].count("»")
    ]
    assert not [found for found in texts(name, language) if re.search(r"[۰-۹٠-٩] ?[.·]", found[2])]


@every_pack
@every_language
def test_nobody_on_a_card_is_a_player_of_the_demo(name: str, language: str) -> None:
    """Else the room would not know whom it means."""
    players = {*demo_names(language)}
    named = [found for found in texts(name, language) if players & {*re.findall(r"\w+", found[2])}]
    assert not named


@every_pack
@every_language
def test_anger_finds_a_person_only_where_it_is_hottest(name: str, language: str) -> None:
    """Up to heat 3 it is about the thing; the plural of contempt comes at 4, and not before."""
    contempt = {"en": "you people", "fa": "شماها", "ar": "أنتم كلكم", "he": "אתם שם"}[language]
    pack = shipped(name)
    for id_, card in pack.cards.items():
        if card.kind is Kind.PROMPT:
            text = pack.words[language][id_]["text"].lower()
            assert (contempt in text) == (card.heat == 4), id_


@every_language
def test_what_needs_a_phone_or_a_counter_comes_only_there(language: str) -> None:
    """With all packs in one deck: over 300 seeds no such card lies where there is none."""
    deck = Deck(
        tuple(load_pack(CARDS / name, languages=(language,)) for name in PACKS),
        load_formats(CARDS / "formats"),
    )
    game = deck.formats["lawnmower"]
    came: Counter[str] = Counter()
    for seed in range(300):
        _, hand = draw_reels(Hand(deck, language, Chance(seed), {}), game.draws, {}, game.desk)
        hand = hand.draw(Kind.TWIST)
        cards = [drawn.card for drawn in hand.cards]
        there = {tag for card in cards for tag in card.brings}
        assert all(there.issuperset(card.needs) for card in cards)
        came.update(chain.from_iterable(card.needs for card in cards))
    assert came["phone"]
    assert came["counter"]


@every_pack
def test_every_request_meets_people_and_moods_enough(name: str) -> None:
    """At each desk four roles or more, and with each of them five moods, one for each turn."""
    deck = Deck((shipped(name),), {})
    for request in deck.pile(Kind.PROMPT, "en"):
        for desk in deck.pile(Kind.BUSINESS, "en"):
            there = frozenset((*request.brings, *desk.brings))
            roles = deck.pile(Kind.ROLE, "en", there=there)
            assert len(roles) >= 4, request.id
            for role in roles:
                moods = deck.pile(Kind.MOOD, "en", there=there.union(role.brings))
                assert len(moods) >= 5, (request.id, role.id)


@every_pack
def test_nobody_sweet_is_furious(name: str) -> None:
    """No sweet person brings a request of heat 4 or 5, and no mood of heat 5 is theirs."""
    deck = Deck((shipped(name),), {})
    for request in deck.pile(Kind.PROMPT, "en"):
        there = frozenset((*request.brings, "phone", "counter"))
        for role in deck.pile(Kind.ROLE, "en", there=there):
            if role.manner is Manner.SWEET:
                assert request.heat < 4, (request.id, role.id)
                moods = deck.pile(Kind.MOOD, "en", there=there.union(role.brings))
                assert max(mood.heat for mood in moods) < 5


LIKENESS = 0.5
"""The share of their words, taken together, that two requests may have in common."""


@every_language
def test_no_two_requests_are_alike(language: str) -> None:
    """Over all packs; those of a game that asks for them by a tag are told in the same frame."""
    requests = {
        id_: frozenset(re.findall(r"[\w\u200c’׳״]+", pack.words[language][id_]["text"].lower()))
        for pack in map(shipped, PACKS)
        for id_, card in pack.cards.items()
        if card.kind is Kind.PROMPT and not card.needs
    }
    alike = [
        (one, other)
        for (one, words), (other, others) in combinations(requests.items(), 2)
        if len(words & others) > LIKENESS * len(words | others)
    ]
    assert alike == []


FAMILIAR = re.compile(r"(^|[\s:])(تو|خودت|بگو|نگو|بپرس|برو|باش|کن|نکن|ببین|بشنو)($|[\s،.!؟:])")


@every_pack
def test_persian_has_one_form_of_address(name: str) -> None:
    """Players are addressed with شما; what somebody says in a scene, in quotes, is theirs."""
    told = [
        (card, field, text)
        for card, field, text in texts(name, "fa")
        if shipped(name).cards[card].kind is not Kind.PROMPT and field not in ("title", *SLOTS)
    ]
    # `می‌آیند تو` is `in`.
    unquoted = [(*where, re.sub("«.*?»|آی[ند]+ تو", "", text)) for *where, text in told]
    assert [found for found in unquoted if FAMILIAR.search(found[2])] == []


@every_pack
def test_nobody_is_called_a_desk_in_hebrew(name: str) -> None:
    """A desk is a place: who speaks, asks and listens there is a person."""
    acts = r"דלפק (אומר|עונה|שואל|מציע|מקשיב|יכול|רוצה|צריך)|(אומר|עונה|שואל|מקשיב)ים? הדלפק"
    assert [found for found in texts(name, "he") if re.search(acts, found[2])] == []


@every_language
def test_no_scene_of_any_packs_has_more_to_read_than_a_person_can(language: str) -> None:
    """The longest role with the longest request, or the longest day, of all packs together."""
    most = dict.fromkeys((Kind.ROLE, Kind.PROMPT, Kind.DAY), 0)
    for pack in map(shipped, PACKS):
        for id_, card in pack.cards.items():
            if card.kind in most:
                words = pack.words[language][id_]
                own = ("secret", "let_go", "correct", "dismissed", "heard")
                told = sum(length(words.get(field, "")) for field in own)
                most[card.kind] = max(most[card.kind], told)
    assert most[Kind.ROLE] + max(most[Kind.PROMPT], most[Kind.DAY]) <= PRIVATE
