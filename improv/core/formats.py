"""Formats: the games. A format is data; this file says what data, never what happens.

Times are whole seconds, defaults that a facilitator changes while playing. A Format here is
complete: the tail (bell, vote, result, debrief) and the draw before it are written out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from improv.core.cards import HEAT, Audience, Desk, Kind, Words

ROOM = frozenset({Audience.EVERYONE})
"""Whom the projector shows things to."""

_OF_SEAT: Mapping[str, frozenset[Audience]] = {
    "agent": frozenset({Audience.AGENT}),
    "customer": frozenset({Audience.CUSTOMER}),
    "": frozenset({Audience.OBSERVER}),
}


def audience_of(seat: str) -> frozenset[Audience]:
    """What somebody in this seat is; without one they observe. Any other seat is in no audience."""
    return ROOM | _OF_SEAT.get(seat, frozenset())


def is_agent(seat: str) -> bool:
    """Whether somebody in this seat answers the call."""
    return Audience.AGENT in audience_of(seat)


class PhaseKind(StrEnum):
    """The closed list of phase kinds; transitions.py runs over it."""

    LOBBY = "lobby"
    RULES = "rules"
    DRAW = "draw"
    BRIEF = "brief"
    ASK = "ask"
    PLAY = "play"
    GUESS = "guess"
    TRUTH = "truth"
    REACT = "react"
    REPLY = "reply"
    COACH = "coach"
    MODELS = "models"
    CHECK = "check"
    REFLECT = "reflect"
    BELL = "bell"
    SETTLE = "settle"
    VOTE = "vote"
    RESULT = "result"
    DEBRIEF = "debrief"
    STANDINGS = "standings"
    KUDOS = "kudos"
    BREAK = "break"
    TALK = "talk"
    END = "end"


class Period(StrEnum):
    """When in a workshop a game comes best."""

    OPENER = "opener"  # people come in; nobody is watched yet
    WARM_UP = "warm-up"
    CORE = "core"
    CLOSER = "closer"


OPENS_SURVEY = frozenset({PhaseKind.BRIEF, PhaseKind.VOTE})
"""With what a survey begins: its first sample, or its question. A game begins with its draw."""

LEVELS = range(1, 4)
"""How difficult a game is, and how much of themselves its players show."""


class Ends(StrEnum):
    """What ends a phase: its own clock, or the facilitator's Next after the clock rang."""

    CLOCK = "clock"
    NEXT = "next"


class BallotKind(StrEnum):
    """What a ballot may ask (RULES of voting: the closed list)."""

    RATE = "rate"
    PICK = "pick"
    GUESS = "guess"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a round: `id` is unique inside its format, `seconds` None has no clock."""

    id: str
    kind: PhaseKind
    seconds: int | None
    ends: Ends
    turn: int = 0
    """Which time it comes, from 1, of `turns`; both are 0 where it does not repeat."""
    turns: int = 0
    takeover: str = ""
    """The seat that whoever calls stop may take while it is on; empty for none."""
    swap: tuple[str, ...] = ()
    """Two seats whose people change places as it begins."""
    shows: int = 0
    """Of an ask: how many of the lines that were written are shown one by one, once approved."""
    deals: bool = False
    """Of an ask: one of its lines is played; whoever wrote it says whether it may be."""

    @property
    def written(self) -> str:
        """The id that its author wrote: from the second time on it is `<written>-<turn>`."""
        return self.id.removesuffix(f"-{self.turn}") if self.turn > 1 else self.id


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the scene. `count` people sit in it (three heads of one agent: 3)."""

    id: str
    count: int = 1
    volunteer: bool = False
    """Nobody is dealt it: it is for whoever offers."""


def fewest(seats: Sequence[Seat]) -> int:
    """How many people these seats need: one more who watches; two where all play."""
    return max(2, sum(seat.count for seat in seats) + 1)


@dataclass(frozen=True, slots=True)
class Reel:
    """One card of the draw: which pile it comes from and what the room calls it."""

    id: str
    pile: Kind
    tag: str = ""
    """What the card brings or needs; empty asks for none."""
    answer: str = ""
    """Of a survey's sample: which of its request's model answers (MODELS) the room hears."""


@dataclass(frozen=True, slots=True)
class TwistRule:
    """When twists come while `phase` runs, and from which pile.

    `at` are seconds after the phase began, 0 as it begins. `pile` None rings the format's own words
    (its `cue`). `by_hand` twists wait for the facilitator's key, at most `most` of them.
    """

    phase: str
    pile: Kind | None
    at: tuple[int, ...] = ()
    by_hand: bool = False
    most: int = 1
    tag: str = ""
    """What the card brings or needs; empty asks for none."""
    rounds: int = 1
    """It comes in every so many-th scene of a session alone."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that raters judge from 1 to 4; the words for each point are the ballot's."""

    id: str
    practices: tuple[str, ...] = ()
    again: bool = False
    """Of a survey: it is asked only where the room was asked before in the session."""


class Answer(StrEnum):
    """What decides the answer that a guess has to find."""

    CHANCE = "chance"
    TAG = "tag"  # the option that is a tag of a card that was drawn


@dataclass(frozen=True, slots=True)
class BallotRule:
    """What the room is asked at the vote."""

    kinds: tuple[BallotKind, ...] = (BallotKind.RATE,)
    criteria: tuple[Criterion, ...] = ()
    """The format's own criteria; empty takes the session's quick or coaching ballot."""
    options: tuple[str, ...] = ()
    """What a pick or a guess chooses from; empty for a pick takes the lines that were written,
    where the format asks for some, else those that were played."""
    answer: Answer = Answer.CHANCE
    answer_for: frozenset[Audience] = frozenset({Audience.CUSTOMER})
    """Who knows what a guess has to find, before the secrets open."""
    guessers: frozenset[Audience] = frozenset({Audience.OBSERVER})
    """Who guesses it: the room, a seat, or everyone who does not know it."""
    ranked: bool = True
    """Whether its scenes take places; what nobody should compete in does not."""


@dataclass(frozen=True, slots=True)
class Format:
    """One game, complete. Words: language -> field -> text (`name`, `objective`, `cue`, ...)."""

    id: str
    practices: tuple[str, ...]
    seats: tuple[Seat, ...]
    phases: tuple[Phase, ...]
    draws: tuple[Reel, ...]
    twists: tuple[TwistRule, ...]
    ballot: BallotRule
    tokens: Mapping[str, int]
    """How many of each token a scene has: mute, escalate, warning."""
    words: Mapping[str, Words] = field(default_factory=dict)
    huddle: bool = True
    """Whether a huddle may choose it by itself."""
    period: Period = Period.CORE
    difficulty: int = 2
    """Of LEVELS."""
    exposure: int = 2
    """How much of themselves its players show, of LEVELS."""
    heat: int = HEAT[-1]
    """The hottest that a customer may be in it, of HEAT."""
    desk: Desk = Desk.HOME
    """Whether its requests come to a desk where they belong."""
    talk_first: bool = False
    """Whether the room talks before it sees the figures, unless the session says."""
    least: int = 0
    """How many people have to be present, audience included; 0 is as `fewest` says."""
    most: int = 0
    """How many may be present; 0 is any number."""
    alone: bool = False
    """Whether one person plays it alone, with nobody to watch or to vote."""
    rules_seconds: int = 10
    """How long the room is shown its rules before it is played for the first time."""

    @property
    def survey(self) -> bool:
        """Whether nobody plays in it: the room answers for itself, or rates what all of it hears.

        It is no scene: it has no draw, no rules and no place among the rounds that people count.
        """
        return not self.seats and bool(self.phases) and self.phases[0].kind in OPENS_SURVEY

    @property
    def needs(self) -> int:
        """How many people have to be present."""
        return 1 if self.alone else max(self.least, fewest(self.seats))

    def offered(self, seat: str) -> bool:
        """Whether nobody is dealt this seat."""
        return any(one.volunteer for one in self.seats if one.id == seat)

    @property
    def has_rules(self) -> bool:
        """Whether there is anything to tell of it beside its name."""
        told = any("rule.1" in own or own.get("objective") for own in self.words.values())
        return told and not self.survey

    @property
    def has_vote(self) -> bool:
        """Whether the room votes on its scenes."""
        return any(phase.kind is PhaseKind.VOTE for phase in self.phases)

    @property
    def asks(self) -> bool:
        """Whether everybody writes a line in it."""
        return any(phase.kind is PhaseKind.ASK for phase in self.phases)

    @property
    def deals_line(self) -> bool:
        """Whether a line that somebody writes is played: its seats are dealt with it."""
        return any(phase.deals for phase in self.phases)

    def say(self, language: str) -> Words:
        """Its words in `language`, else in English, else in whatever language it has."""
        return self.words.get(language) or self.words.get("en") or next(iter(self.words.values()))


QUICK = (Criterion("handling", ("A4", "C20", "C26")),)
"""One judgement that all understand follows experts better than many scales."""
# Falchikov & Goldfinch 2000, doi 10.3102/00346543070003287.

COACHING = (
    Criterion("calm", ("C20", "C19")),
    Criterion("friendly", ("A11", "A15")),
    Criterion("heard", ("E4", "E6", "D3")),
    Criterion("helped", ("E14", "E15", "D20")),
    Criterion("honest", ("C26", "E16", "E18")),
)

MOVES = ("listened", "named_feeling", "light_laugh", "clear_step", "plain_limit", "bridge")
"""Moves seen: ticks on a ballot, shown and never scored. At most two a ballot."""

MUTE_SECONDS = 5
"""How long a mute token holds (B19)."""
