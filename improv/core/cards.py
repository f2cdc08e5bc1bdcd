"""Cards and packs: what there is to draw.

This file knows what a card says to whom. It does not know files, piles or rounds: which card
comes next is draw.py's business. Structure and words are kept apart, because the words of a
second language may arrive after the first picture is on the wall.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from typing import Self

Words = Mapping[str, str]
"""The words of one card in one language: field name -> text."""


class Kind(StrEnum):
    """What a card is for; each kind is a pile of its own."""

    BUSINESS = "business"  # the desk that picks up
    ROLE = "role"  # who is calling
    PROMPT = "prompt"  # what they want: the unexpected
    MOOD = "mood"  # how they say it
    DAY = "day"  # what kind of day it is for them: it comes with a request, and nobody sees it
    TWIST = "twist"  # what happens while the clock runs
    OBSERVER = "observer"  # one thing to watch for
    TIP = "tip"  # coaching between rounds
    CHECK = "check"  # what somebody who practises alone asks themselves after a call


class Manner(StrEnum):
    """How a customer speaks when the card is read aloud."""

    ANGRY = "angry"
    HURRIED = "hurried"
    TIRED = "tired"
    SWEET = "sweet"
    WHISPER = "whisper"


class Audience(StrEnum):
    """Some of those who may read a text before the secrets open; a text is for a set of them."""

    EVERYONE = "everyone"
    FACILITATOR = "facilitator"
    CUSTOMER = "customer"
    AGENT = "agent"
    OBSERVER = "observer"  # whoever sits in no seat


class Desk(StrEnum):
    """Which desk a request comes to: one where it belongs, one where it does not, or either."""

    HOME = "home"
    FOREIGN = "foreign"
    ANY = "any"


_EVERYONE, _CUSTOMER = frozenset({Audience.EVERYONE}), frozenset({Audience.CUSTOMER})

HEAT = range(1, 6)
"""How hot a customer may be: 1 is a friendly oddity, 5 is the caller who makes you want to go."""

SHORT = 60
"""Characters of an id, a title or a name."""
RULE = 90
"""Characters of a desk's rule, which stands in a line of the scene."""
LONG = 300
"""Characters of anything else that is shown or read aloud."""


SPOKEN = "say."
"""Before the name of a text: what a voice says where that is not as it is written. Never shown.

It has as many words as the text, so that the word being said can be marked; of several words that
stand for one, `_` joins them.
"""
SPOKEN_LONG = 3 * LONG
"""Characters of what is said: signs of vowels are characters, too."""


class Shape(Enum):
    """What the value of a card's field looks like: whoever reads or writes one goes by it."""

    ID = auto()  # lower-case words joined by hyphens; no other card of the pack has it
    CHOICE = auto()  # one of the field's choices
    NUMBER = auto()  # one of the field's numbers
    PRACTICES = auto()  # a list of practices, by their numbers in practices.yaml
    TAGS = auto()  # a list of an author's own words, in the shape of ids
    BUSINESSES = auto()  # a list of business cards of the same pack, by their ids
    AUDIENCES = auto()  # names of texts -> who may read them
    TEXT = auto()  # one paragraph in each language, in a file of that language


SLOTS = ("thing", "deed", "trouble", "reason", "trifle", "oddity")
"""What a desk may say for the requests that leave it open: `{thing}` and so on.

Phrases: what of theirs is here, `my coat`; what one comes for, `have a coat cleaned`. Sentences:
what has gone wrong; why it cannot wait; a small complaint; a question that nobody expects.
"""
SLOT = 80
"""Characters of such words."""

EVERY = frozenset(Kind)

REPLIES = ("heard", "dismissed", "promised")
"""What an agent may have done, for which a request may say what its customer answers: heard them,
brushed them off, promised more than there is."""
MODELS = ("weak", "good")
"""Answers of an agent that a request may have, to compare one's own with."""
POINTS = range(1, 5)
"""Of a question that people ask themselves; 1 is least."""


@dataclass(frozen=True, slots=True)
class CardField:
    """A field that the cards of some kinds may have."""

    name: str
    shape: Shape
    kinds: frozenset[Kind] = EVERY
    required: frozenset[Kind] = frozenset()
    """Which cards must have it: a text in every language in which the card is played."""
    audience: frozenset[Audience] = _EVERYONE
    """Who may read a text before the secrets open, unless the card says otherwise."""
    limit: int = LONG
    """Characters of an id or a text, at most."""
    choices: tuple[str, ...] = ()
    numbers: range = range(0)


_PROMPT, _ROLE, _DAY = (frozenset({kind}) for kind in (Kind.PROMPT, Kind.ROLE, Kind.DAY))
_BUSINESS = frozenset({Kind.BUSINESS})
_TITLE_SAID = frozenset({Kind.ROLE, Kind.TWIST})
_CHECK = frozenset({Kind.CHECK})
_ANSWERS = (*(f"reply.{name}" for name in REPLIES), *(f"model.{name}" for name in MODELS))

CARD_FIELDS = (
    CardField("id", Shape.ID, required=EVERY, limit=SHORT),
    CardField("kind", Shape.CHOICE, required=EVERY, choices=tuple(Kind)),
    CardField("practices", Shape.PRACTICES, required=EVERY),
    CardField("heat", Shape.NUMBER, numbers=HEAT),
    CardField("businesses", Shape.BUSINESSES, _PROMPT),
    CardField("secrets", Shape.AUDIENCES, choices=tuple(Audience)),
    # The person asks for a manner, and above it the mood of the day.
    CardField("manner", Shape.CHOICE, _ROLE | {Kind.MOOD}, choices=tuple(Manner)),
    CardField("brings", Shape.TAGS, limit=SHORT),
    CardField("needs", Shape.TAGS, limit=SHORT),
    CardField("desk", Shape.CHOICE, _PROMPT, choices=tuple(Desk)),
    CardField("title", Shape.TEXT, required=EVERY - {Kind.OBSERVER, Kind.TIP}, limit=SHORT),
    CardField("text", Shape.TEXT, EVERY - _DAY, required=EVERY - _DAY - _BUSINESS),
    # How a voice says them, of what is read aloud.
    CardField(f"{SPOKEN}title", Shape.TEXT, _TITLE_SAID, limit=SPOKEN_LONG),
    CardField(f"{SPOKEN}text", Shape.TEXT, _TITLE_SAID | _PROMPT, limit=SPOKEN_LONG),
    # What this desk can do and what it cannot: in sight from the brief to the end of the scene.
    CardField("rule", Shape.TEXT, _BUSINESS, limit=RULE),
    # Nobody reads these by themselves.
    *(
        CardField(name, Shape.TEXT, _BUSINESS, audience=frozenset(), limit=limit)
        for slot in SLOTS
        for name, limit in ((slot, SLOT), (f"{SPOKEN}{slot}", SPOKEN_LONG))
    ),
    CardField("dismissed", Shape.TEXT, _ROLE, audience=_CUSTOMER),  # when dismissed: louder
    CardField("heard", Shape.TEXT, _ROLE, audience=_CUSTOMER),  # when heard: softer
    # Words that nobody may say while it is played.
    CardField("taboo", Shape.TEXT, _PROMPT | {Kind.TWIST}, limit=SHORT),
    # The need behind the words.
    CardField("secret", Shape.TEXT, _PROMPT | _ROLE | _DAY, required=_DAY, audience=_CUSTOMER),
    # Two slips to make: one that harms nobody, and one that must be put right.
    CardField("let_go", Shape.TEXT, _PROMPT, audience=_CUSTOMER),
    CardField("correct", Shape.TEXT, _PROMPT, audience=_CUSTOMER),
    CardField("reveal", Shape.TEXT, _PROMPT | _DAY, audience=frozenset({Audience.FACILITATOR})),
    # For somebody who practises alone; in a room nobody reads them.
    *(
        CardField(name, Shape.TEXT, _PROMPT, audience=frozenset(), limit=limit)
        for answer in _ANSWERS
        for name, limit in ((answer, LONG), (f"{SPOKEN}{answer}", SPOKEN_LONG))
    ),
    # The words of each point, and what is only thought about.
    *(
        CardField(f"point.{point}", Shape.TEXT, _CHECK, required=_CHECK, limit=SHORT)
        for point in POINTS
    ),
    *(CardField(f"think.{n}", Shape.TEXT, _CHECK, required=_CHECK) for n in (1, 2)),
)
"""Every field of a card, in the order in which they are written. The names are those of Card."""

STRUCTURE_FIELDS = tuple(field for field in CARD_FIELDS if field.shape is not Shape.TEXT)
"""What is written once, whatever the language."""

TEXT_FIELDS: Mapping[Kind, Mapping[str, CardField]] = {
    kind: {
        field.name: field
        for field in CARD_FIELDS
        if field.shape is Shape.TEXT and kind in field.kinds
    }
    for kind in Kind
}
"""The texts of a card, by its kind and their names."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card's structure: `id` is `pack/name`, unique over all packs in play."""

    id: str
    kind: Kind
    practices: tuple[str, ...]
    heat: int = 1
    businesses: tuple[str, ...] = ()
    """Prompts only: ids of the business cards where this request is at home; empty is any."""
    secrets: Mapping[str, frozenset[Audience]] = field(default_factory=dict)
    """Texts that somebody else may read than CARD_FIELDS says."""
    manner: Manner | None = None
    """Roles and moods only: how the request is read aloud."""
    brings: tuple[str, ...] = ()
    """Tags of what is there where this card lies: `phone`, `queue`."""
    needs: tuple[str, ...] = ()
    """It comes only where each of these is brought, or is what the draw asks for."""
    desk: Desk = Desk.ANY
    """Prompts only: the desks it may come to. What is foreign is at home nowhere."""

    def fits(self, tag: str, there: Set[str]) -> bool:
        """Whether it may come where a draw asks for `tag` ("": for none) and so much is there."""
        asked = not tag or tag in self.brings or tag in self.needs
        return asked and all(need == tag or need in there for need in self.needs)

    def comes_to(self, desks: Set[str], desk: Desk) -> bool:
        """Whether a draw that asks for such a `desk` may bring it to one of `desks` (none: any)."""
        own = sum(not desks or business in desks for business in self.businesses)
        home = self.desk is not Desk.FOREIGN and (not self.businesses or own > 0)
        away = bool(self.businesses) and (not desks or own < len(desks))
        foreign = self.desk is Desk.FOREIGN or (self.desk is Desk.ANY and away)
        return (home and desk is not Desk.FOREIGN) or (foreign and desk is not Desk.HOME)

    def audience(self, name: str) -> frozenset[Audience]:
        """Who may read the text `name` before the secrets open."""
        written = name.removeprefix(SPOKEN)
        return self.secrets.get(written) or TEXT_FIELDS[self.kind][written].audience


@dataclass(frozen=True, slots=True)
class Pack:
    """A named pile of cards, with the words of the languages read so far."""

    id: str
    practices: Mapping[str, Words]
    """The practices' names: number -> language -> name."""
    cards: Mapping[str, Card]
    words: Mapping[str, Mapping[str, Words]]
    """language -> card id -> words. A card missing in a language is not played in it."""
    names: Words = field(default_factory=dict)
    """The pack's own name: language -> name."""

    def called(self, language: str) -> str:
        """Its name in `language`, else in English, else its id."""
        return self.names.get(language) or self.names.get("en") or self.id

    def with_words(self, words: Mapping[str, Mapping[str, Words]]) -> Self:
        """The same pack with the words of more languages."""
        return replace(self, words={**self.words, **words})


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card as it was drawn, with its words in every language it has."""

    # The journal keeps this, so that editing a pack never rewrites what was played.

    card: Card
    words: Mapping[str, Words]
    """language -> field -> text."""

    def say(self, language: str) -> Words:
        """Its words in `language`, else in English, else in whatever language it has."""
        return self.words.get(language) or self.words.get("en") or next(iter(self.words.values()))
