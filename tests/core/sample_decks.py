"""Small decks made by hand, whose secret words can be told from all others in a view.

Every word that not everybody may read begins with `§` and says whose it is, as in
`§agent+observer:`; those of twists and tips begin so too: nobody may read them before they come.
Piles are of a size that a short session uses up and turns over.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from improv.core import timing
from improv.core.cards import (
    SPOKEN,
    TEXT_FIELDS,
    Audience,
    Card,
    Desk,
    DrawnCard,
    Kind,
    Pack,
    Words,
)
from improv.core.draw import Deck
from improv.core.formats import (
    BallotKind,
    BallotRule,
    Criterion,
    Format,
    Phase,
    PhaseKind,
    Reel,
    Seat,
    TwistRule,
)
from improv.packs.formats import load_formats
from improv.paths import CARDS
from tests.core.sample_plans import PLANS

SIZES = {
    Kind.BUSINESS: 3,
    Kind.ROLE: 4,
    Kind.PROMPT: 6,
    Kind.MOOD: 7,
    Kind.TWIST: 5,
    Kind.OBSERVER: 4,
    Kind.TIP: 3,
    Kind.CHECK: 2,
}
LANGUAGES = ("en", "fa")

_AGENT, _CUSTOMER, _OBSERVER = (
    frozenset({who}) for who in (Audience.AGENT, Audience.CUSTOMER, Audience.OBSERVER)
)
SECRETS = {
    (Kind.ROLE, 2): {"secret": _AGENT},
    (Kind.ROLE, 3): {"secret": _AGENT | _OBSERVER},  # everyone but the customer
    (Kind.PROMPT, 3): {"let_go": _AGENT | _CUSTOMER},
    (Kind.MOOD, 2): {"text": _OBSERVER},
    (Kind.TWIST, 2): {"text": _CUSTOMER},
    (Kind.TWIST, 4): {"text": frozenset({Audience.FACILITATOR})},
    (Kind.OBSERVER, 1): {"text": _OBSERVER},
}
"""Who may read what, beside what CARD_FIELDS says."""
DESKS = {4: Desk.FOREIGN, 5: Desk.HOME}
"""Requests that are at home nowhere, and that come to their own desk alone."""
SECRET = "§"
ODD = 3
"""So many cards of each tag come only where a draw asks for it."""


def _words(card: Card, language: str) -> Words:
    said = {}
    for name in TEXT_FIELDS[card.kind]:
        if name == "taboo" and not card.needs:
            continue  # it is in sight, and never read aloud
        audience = card.audience(name) - {Audience.EVERYONE}
        hidden = f"{SECRET}{'+'.join(sorted(audience))}:" if audience else ""
        if not hidden and card.kind in (Kind.TWIST, Kind.TIP):
            hidden = f"{SECRET}{card.kind.value}:"
        said[name] = f"{hidden}{card.id}.{name}.{language}"
    return said


def _cards(sizes: Mapping[Kind, int]) -> Iterator[Card]:
    for kind, size in sizes.items():
        for n in range(1, size + 1):
            # Every other request belongs to one desk, so that desks and requests must fit.
            desks = (f"t/business{1 + n % 2}",) if kind is Kind.PROMPT and n % 2 else ()
            where = DESKS.get(n, Desk.ANY) if kind is Kind.PROMPT else Desk.ANY
            name, secrets = f"t/{kind.value}{n}", SECRETS.get((kind, n), {})
            yield Card(name, kind, ("A2",), 1 + n % 5, desks, secrets, desk=where)


def _odd_cards() -> Iterator[Card]:
    """Some for each tag that a game asks for."""
    asked = [(reel.pile, reel.tag) for game in shipped().values() for reel in game.draws]
    asked += [(one.pile, one.tag) for game in shipped().values() for one in game.twists if one.pile]
    for kind, tag in sorted({(Kind.TWIST, "odd"), *(pair for pair in asked if pair[1])}):
        for n in range(1, ODD + 1):
            yield Card(f"t/{tag}{n}", kind, ("A2",), needs=(tag,))


def pack(sizes: Mapping[Kind, int] = SIZES) -> Pack:
    """A pack of so many cards of each kind; the last of each has no words in `fa`."""
    cards = {card.id: card for card in (*_cards(sizes), *_odd_cards())}
    last = {f"t/{kind.value}{size}" for kind, size in sizes.items() if size > 2}
    words = {
        "en": {card.id: _words(card, "en") for card in cards.values()},
        "fa": {card.id: _words(card, "fa") for card in cards.values() if card.id not in last},
    }
    return Pack("t", {"A2": {"en": "Yes"}}, cards, words, {"en": "T"})


def phases(*scene: tuple[str, PhaseKind, int | None]) -> tuple[Phase, ...]:
    """Draw, `scene`, and the tail of every round."""
    return timing.round_phases([timing.phase(*one) for one in scene], {})


REELS = (
    Reel("business", Kind.BUSINESS),
    Reel("customer", Kind.ROLE),
    Reel("request", Kind.PROMPT),
)
WORDS = {"en": {"name": "N", "objective": "O", "cue": "Again!"}}
PAIR = (Seat("agent"), Seat("customer"))

CALL = Format(
    "call",
    ("A2",),
    PAIR,
    phases(("brief", PhaseKind.BRIEF, 10), ("play", PhaseKind.PLAY, 90)),
    REELS,
    (
        TwistRule("play", Kind.TWIST, (30, 60)),
        TwistRule("play", Kind.TWIST, by_hand=True, most=1),
    ),
    BallotRule(),
    {"mute": 1, "escalate": 1},
    WORDS,
)
"""The plainest game: two people, a rating, two twists by the clock and one by hand."""

AWAY = replace(CALL, id="away", desk=Desk.FOREIGN)
"""Every request comes to a desk where it does not belong."""

RIDDLE = replace(
    CALL,
    id="riddle",
    phases=phases(
        ("brief", PhaseKind.BRIEF, 10),
        ("play", PhaseKind.PLAY, 60),
        ("guess", PhaseKind.GUESS, 10),
        ("more", PhaseKind.PLAY, 30),
        ("truth", PhaseKind.TRUTH, 15),
    ),
    twists=(TwistRule("more", None, (10,)), TwistRule("play", Kind.MOOD, (20,))),
    ballot=BallotRule((BallotKind.GUESS, BallotKind.RATE), (), ("high", "low", "odd")),
)
"""A secret answer, a guess of it before the truth, and twists in both scenes."""

HEADS = replace(
    CALL,
    id="heads",
    seats=(Seat("agent", 3), Seat("customer")),
    draws=(*REELS, Reel("second", Kind.ROLE)),
    ballot=BallotRule(
        (BallotKind.RATE, BallotKind.PICK, BallotKind.SELF),
        (Criterion("plain"), Criterion("clear"), Criterion("brief")),
        ("one", "two"),
    ),
)
"""Four seats, criteria of its own, a pick, and two cards of one pile."""


HUNT = replace(
    RIDDLE,
    id="hunt",
    ballot=BallotRule(
        (BallotKind.GUESS, BallotKind.RATE),
        (),
        ("high", "low", "odd"),
        answer_for=frozenset({Audience.AGENT, Audience.OBSERVER}),
        guessers=frozenset({Audience.CUSTOMER}),
    ),
)
"""The customer alone does not know the answer, and guesses it."""

ALL = replace(
    RIDDLE,
    id="all",
    ballot=replace(RIDDLE.ballot, guessers=frozenset({Audience.EVERYONE})),
)
"""Everyone guesses but the customer, who knows."""


TURNS = replace(
    CALL,
    id="turns",
    phases=(
        *phases(("brief", PhaseKind.BRIEF, 10))[:2],
        *(
            replace(timing.phase(name, PhaseKind.PLAY, 15), turn=turn, turns=3)
            for turn, name in enumerate(("answer", "answer-2", "answer-3"), start=1)
        ),
        *phases()[1:],
    ),
    twists=tuple(
        TwistRule(name, Kind.TWIST, (0,), tag="odd") for name in ("answer", "answer-2", "answer-3")
    ),
)
"""One phase three times, each with a card of its own as it begins."""


EVERYBODY = replace(
    CALL,
    id="everybody",
    seats=(),
    phases=timing.round_phases(
        [timing.phase("brief", PhaseKind.BRIEF, 10), timing.phase("play", PhaseKind.PLAY, 30)],
        {},
        asks=False,
    ),
    twists=(TwistRule("play", None, (15,)),),
    ballot=BallotRule(()),
)
"""All play: nobody is cast, and nothing is asked."""


STAND_IN = replace(
    CALL,
    id="stand-in",
    seats=(Seat("agent", volunteer=True), Seat("customer")),
    phases=timing.round_phases(
        [
            timing.phase("brief", PhaseKind.BRIEF, 10),
            timing.phase("first", PhaseKind.PLAY, 20),
            replace(timing.phase("again", PhaseKind.PLAY, 20), takeover="agent"),
            replace(
                timing.phase("turned", PhaseKind.PLAY, 20),
                takeover="customer",
                swap=("agent", "customer"),
            ),
            replace(timing.phase("back", PhaseKind.PLAY, 20), swap=("customer", "agent")),
        ],
        {},
    ),
    twists=(TwistRule("again", Kind.TWIST, (10,)),),
)
"""Nobody is dealt the agent, whose seat may be taken over; then the two change places, twice."""
LETTER = replace(
    CALL,
    id="letter",
    seats=(),
    phases=timing.round_phases(
        [
            replace(timing.phase("write", PhaseKind.ASK, 60), shows=2),
            timing.phase("rewrite", PhaseKind.ASK, 30),
        ],
        {},
    ),
    twists=(),
    ballot=BallotRule((BallotKind.PICK,)),
    tokens={},
)
"""Everybody writes, two lines are shown, everybody writes again, and the room picks one."""

OWN_CALL = replace(
    CALL,
    id="own-call",
    phases=timing.round_phases(
        [
            replace(timing.phase("write", PhaseKind.ASK, 60), deals=True),
            timing.phase("brief", PhaseKind.BRIEF, 10),
            timing.phase("play", PhaseKind.PLAY, 60),
        ],
        {},
    ),
    draws=(),
    twists=(),
    ballot=BallotRule((BallotKind.PICK,), options=("first", "second")),
    tokens={},
)
"""A line that somebody wrote is played, if they let it; its seats are dealt with it."""


SHIFT = load_formats(CARDS / "solo")["solo-shift"]
"""One person alone."""


@cache
def shipped() -> dict[str, Format]:
    """The formats in cards/formats, by id."""
    return dict(load_formats(CARDS / "formats"))


GAMES = (CALL, AWAY, RIDDLE, HUNT, ALL, TURNS, EVERYBODY, STAND_IN, HEADS, LETTER, OWN_CALL)
FORMATS = {game.id: game for game in GAMES}


def deck(sizes: Mapping[Kind, int] = SIZES) -> Deck:
    """The pack with the formats above and the shipped ones, and the sample plans."""
    return Deck((pack(sizes),), {**FORMATS, **shipped()}, PLANS)


def two_packs() -> Deck:
    """The same, where every other card of each kind, and of each tag, is in a second pack."""
    whole, place = pack(), Counter[tuple[Kind, tuple[str, ...]]]()
    halves: tuple[dict[str, Card], dict[str, Card]] = {}, {}
    for card in whole.cards.values():
        halves[place[card.kind, card.needs] % 2][card.id] = card
        place[card.kind, card.needs] += 1
    first, second = (replace(whole, cards=cards) for cards in halves)
    return replace(deck(), packs=(first, replace(second, id="u", names={"en": "U"})))


def solo_deck() -> Deck:
    """The same pack, with what one person plays alone."""
    return Deck((pack(),), {SHIFT.id: SHIFT})


def strings(value: Any) -> Iterator[str]:
    """Every string anywhere inside a view: keys and values, however deep."""
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value):
        for entry in fields(value):
            yield from strings(getattr(value, entry.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, tuple | list | frozenset | set):
        for inner in value:
            yield from strings(inner)


def readers(text: str) -> frozenset[str]:
    """Who may read a marked text before the secrets open: `§agent+observer:` is for two."""
    return frozenset(text.removeprefix(SECRET).partition(":")[0].split("+"))


def shown(drawn: DrawnCard, language: str = "en", *, spoken: bool = False) -> Words:
    """The texts of a drawn card that everybody may read once it has come; or may hear, too."""
    audience = drawn.card.audience
    words = drawn.say(language).items()
    return {
        name: text
        for name, text in words
        if Audience.EVERYONE in audience(name) and (spoken or not name.startswith(SPOKEN))
    }


def secrets_in(view: Any) -> set[str]:
    """The marked strings of a view."""
    return {text for text in strings(view) if text.startswith(SECRET)}
