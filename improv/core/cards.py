"""Cards and packs: what there is to draw.

This file knows what a card says to whom. It does not know files, piles or rounds: which card
comes next is draw.py's business. Structure and words are kept apart, because the words of a
second language may arrive after the first picture is on the wall.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Self

Words = Mapping[str, str]
"""The words of one card in one language: field name -> text."""


class Kind(StrEnum):
    """What a card is for; each kind is a pile of its own."""

    BUSINESS = "business"  # the desk that picks up
    ROLE = "role"  # who is calling
    PROMPT = "prompt"  # what they want: the unexpected
    MOOD = "mood"  # how they say it
    TWIST = "twist"  # what happens while the clock runs
    OBSERVER = "observer"  # one thing to watch for
    TIP = "tip"  # coaching between rounds


class Manner(StrEnum):
    """How a customer speaks when the card is read aloud."""

    ANGRY = "angry"
    HURRIED = "hurried"
    TIRED = "tired"
    SWEET = "sweet"
    WHISPER = "whisper"


MANNERED = frozenset({Kind.ROLE, Kind.MOOD})
"""Who may ask for a manner: the person, and above it the mood of the day."""


class Audience(StrEnum):
    """Who may read a field before the secrets open."""

    EVERYONE = "everyone"
    FACILITATOR = "facilitator"
    CUSTOMER = "customer"
    AGENT = "agent"
    OBSERVER = "observer"


FIELDS: Mapping[Kind, Mapping[str, Audience]] = MappingProxyType(
    {
        Kind.BUSINESS: {"title": Audience.EVERYONE, "text": Audience.EVERYONE},
        Kind.ROLE: {
            "title": Audience.EVERYONE,
            "text": Audience.EVERYONE,
            "dismissed": Audience.CUSTOMER,  # when dismissed: louder
            "heard": Audience.CUSTOMER,  # when heard: softer
            "secret": Audience.CUSTOMER,
        },
        Kind.PROMPT: {
            "title": Audience.EVERYONE,
            "text": Audience.EVERYONE,
            "secret": Audience.CUSTOMER,  # the need behind the words
            "let_go": Audience.CUSTOMER,  # a slip to make that harms nobody
            "correct": Audience.CUSTOMER,  # a slip to make that must be put right
            "reveal": Audience.FACILITATOR,
        },
        Kind.MOOD: {"title": Audience.EVERYONE, "text": Audience.EVERYONE},
        Kind.TWIST: {"title": Audience.EVERYONE, "text": Audience.EVERYONE},
        Kind.OBSERVER: {"title": Audience.EVERYONE, "text": Audience.EVERYONE},
        Kind.TIP: {"title": Audience.EVERYONE, "text": Audience.EVERYONE},
    }
)
"""Every field a card of a kind may have, and who reads it unless the card says otherwise."""

REQUIRED: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.BUSINESS: frozenset({"title"}),
        Kind.ROLE: frozenset({"title", "text"}),
        Kind.PROMPT: frozenset({"title", "text"}),
        Kind.MOOD: frozenset({"title", "text"}),
        Kind.TWIST: frozenset({"title", "text"}),
        Kind.OBSERVER: frozenset({"text"}),
        Kind.TIP: frozenset({"text"}),
    }
)
"""The fields that every language must have words for."""

HEAT = range(1, 6)
"""How hot a customer may be: 1 is a friendly oddity, 5 is the caller who makes you want to go."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card's structure: `id` is `pack/name`, unique over all packs on the shelf."""

    id: str
    kind: Kind
    practices: tuple[str, ...]
    heat: int = 1
    businesses: tuple[str, ...] = ()
    """Prompts only: ids of the business cards this request may come up at; empty is any."""
    secrets: Mapping[str, Audience] = field(default_factory=dict)
    """Fields whose audience differs from FIELDS."""
    manner: Manner | None = None
    """Roles and moods only: how the request is read aloud."""

    def audience(self, name: str) -> Audience:
        """Who may read the field `name` before the secrets open."""
        return self.secrets.get(name) or FIELDS[self.kind][name]


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

    def with_words(self, words: Mapping[str, Mapping[str, Words]]) -> Self:
        """The same pack with the words of more languages."""
        return replace(self, words={**self.words, **words})


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card as it was drawn, with its words in every language it has.

    The journal keeps this, so that editing a pack never rewrites what was played.
    """

    card: Card
    words: Mapping[str, Words]
    """language -> field -> text."""

    def say(self, language: str) -> Words:
        """Its words in `language`, else in English, else in whatever language it has."""
        return self.words.get(language) or self.words.get("en") or next(iter(self.words.values()))
