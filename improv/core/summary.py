"""The session in figures, from its events: what exports and reports are made of.

Ballots carry no name and no order, and where there were too few to show figures they are left
out: they would name people. Times are milliseconds of the session clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from improv.core import events as e
from improv.core.cards import Audience, DrawnCard, Kind, Words
from improv.core.codec import encoder
from improv.core.electorate import counting
from improv.core.follow_up import follow_ups
from improv.core.forgetting import names_in
from improv.core.formats import BallotKind
from improv.core.roster import shown_names
from improv.core.rounds import scene_tally
from improv.core.session import evolve
from improv.core.solo import practice_of
from improv.core.state import PlayedTwist, Round, State
from improv.core.tally import FIGURES_FROM, Hands, Tally
from improv.core.team_history import history_after
from improv.core.visibility import have_opened, secrets
from improv.core.votes import Ballot, Electorate

_ballot_to_dict = encoder(Ballot)


@dataclass(frozen=True, slots=True)
class SetupSummary:
    """What the facilitator chose at the start; `language` is the last one that was chosen."""

    seed: int
    ballot: str
    rounds: int | None
    huddle: bool
    language: str
    votes: bool = True
    """Whether the room voted on scenes."""
    clock: bool = True
    """Whether it saw the time that was left."""


@dataclass(frozen=True, slots=True)
class CardSummary:
    """A card that was drawn, with what everybody could read of it in the session's language."""

    id: str
    kind: Kind
    title: str
    text: str
    practices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatSummary:
    """Who sat where, also for a part of the scene; `name` is empty for a volunteer."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class TwistSummary:
    """What came over the running clock: a card, the number of a promise, or the format's cue."""

    at_ms: int
    card: CardSummary | None = None
    promise: int | None = None
    cue: bool = False


@dataclass(frozen=True, slots=True)
class TallySummary:
    """What the room said of one round; empty and None where figures would name people."""

    by_phone: int
    by_hand: int
    criteria: Mapping[str, tuple[int, int, int, int]]
    """Criterion -> how many gave 1, 2, 3 and 4."""
    median: int | None
    """Of all grades together, 1 to 4."""
    csat: float | None
    """The share of 3s and 4s among all grades, 0 to 1, to four places."""
    split: bool | None
    choices: Mapping[str, int]
    """Option -> how many chose it."""
    moves: Mapping[str, int]
    """Move -> how many saw it."""
    own: Mapping[str, tuple[int, ...]]
    """Seat -> the grades that its players gave themselves."""


@dataclass(frozen=True, slots=True)
class AloneSummary:
    """What somebody who practised alone said of one call."""

    practice: str
    """Its number; empty for none."""
    replies: tuple[str, ...]
    """What they said they had done, of REPLIES."""
    grade: int
    """Of POINTS; 0 where they said nothing."""
    note: str


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """What a page tells of a round beside its figures; it is in no export."""

    played: bool
    """Whether its cast began to play."""
    words: Words
    """The game's own words: its name, its criteria, its options."""
    reveal: str
    """What was behind the request; empty where the room did not come to it."""
    tip: str
    trained: tuple[str, ...]
    """Ids of practices."""


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """What a page tells of a session beside its rounds; of it an export has the title alone."""

    title: str
    """Where another plan was chosen in the lobby, or none: what the session is called since.

    In the language that it began in: its plan's name, else that of its first game.
    """
    team: str
    people: tuple[str, ...]
    """Those with a name, as they are shown."""
    names: frozenset[str]
    """Every name that somebody had at any time: a page without names has none of them."""
    trained: Mapping[str, int]
    """Id of a practice -> in how many scenes the team has trained it, in earlier sessions too."""
    follow_ups: tuple[str, ...]
    """Practices of this session, the one to go on with first."""


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """One round as it ended.

    `tally` is None where the room never saw the result, or was asked for nothing.
    """

    number: int
    format: str
    cards: Mapping[str, CardSummary]
    """Reel -> card."""
    cast: tuple[SeatSummary, ...]
    twists: tuple[TwistSummary, ...]
    heat: int
    revealed: bool
    ranked: bool
    electorate: Electorate
    """Whose votes these are."""
    ballots: tuple[Ballot, ...]
    """Those that count, without the players', in an order that says nothing of who cast them."""
    hands: Hands
    tally: TallySummary | None
    alone: AloneSummary | None = None
    """None in a room."""
    details: RoundDetails | None = None


@dataclass(frozen=True, slots=True)
class PromiseSummary:
    """A promise that was made, and the number of its round."""

    round: int
    text: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PhaseSummary:
    """When a phase was entered; `round` is None outside rounds."""

    at_ms: int
    phase: str
    round: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that happened in a session and may be known of it."""

    setup: SetupSummary
    rounds: tuple[RoundSummary, ...]
    promises: tuple[PromiseSummary, ...]
    kudos: tuple[str, ...]
    """The lines of thanks that the facilitator nodded through."""
    phases: tuple[PhaseSummary, ...]
    details: SessionDetails | None = None
    surveys: tuple[RoundSummary, ...] = ()
    """What the room was asked outside of scenes, where it saw the answers."""

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON-able values: the shape of `improv export`."""
        found: dict[str, Any] = _summary_to_dict(self)
        found.pop("details", None)
        # What was exported before is exported the same today.
        for scene in (*found["rounds"], *found.get("surveys", ())):
            scene.pop("details", None)
            if scene["electorate"] == Electorate.EVERYBODY:
                del scene["electorate"]
        return found


_summary_to_dict = encoder(Summary)


def summarise(events: Iterable[e.Event], language: str | None = None) -> Summary:
    """The summary of a session's events. ValueError without a first event.

    Cards and games are worded in `language`, by default that of the session.
    """
    state: State | None = None
    opened: e.SessionOpened | None = None
    names = set[str]()
    rounds: dict[int, Round] = {}
    phases: list[PhaseSummary] = []
    for event in events:
        state = evolve(state, event)
        if isinstance(event, e.SessionOpened):
            opened = event
        names.update(names_in(event))
        if state.round is not None:
            # The last state of a round counts: an undo may have changed it until then.
            rounds[state.round.number] = state.round
        if isinstance(event, e.PhaseEntered | e.RoundDrawn):
            number = state.round.number if state.round else None
            phases.append(PhaseSummary(event.at, event.phase.id, number))
    if state is None or opened is None:
        raise ValueError("a session without an event")
    setup, language = state.setup, language or state.language
    shown = shown_names(state.people.values(), language)
    surveys = [one for one in rounds.values() if one.format.survey]
    for survey in surveys:
        del rounds[survey.number]
    scenes = [scene for scene in rounds.values() if _was_played(scene)]
    return Summary(
        setup=SetupSummary(
            seed=setup.seed,
            ballot=setup.ballot,
            rounds=setup.total_rounds,
            huddle=setup.by_clock,
            language=state.language,
            votes=setup.votes,
            clock=setup.clock,
        ),
        rounds=tuple(
            _round(state, round_, language, scenes.index(round_) if round_ in scenes else 0)
            for round_ in rounds.values()
        ),
        promises=tuple(PromiseSummary(made.round, made.text, made.kept) for made in state.promises),
        kudos=tuple(line.text for line in state.kudos if line.nodded),
        phases=tuple(phases),
        details=SessionDetails(
            title=_title(state, opened),
            team=setup.team.name,
            people=tuple(filter(None, shown.values())),
            names=frozenset(names),
            trained=history_after(state).practices,
            follow_ups=follow_ups(state),
        ),
        surveys=tuple(_round(state, one, language, 0) for one in surveys if one.revealed),
    )


def _title(state: State, opened: e.SessionOpened) -> str:
    if state.setup.plan == opened.setup.plan:
        return ""
    called = state.setup.plan or opened.format
    return called.say(opened.language).get("name", called.id)


def _round(state: State, round_: Round, language: str, turn: int) -> RoundSummary:
    """`turn`: how many scenes were played before it."""
    votes, called = state.votes_of(round_.number), shown_names(state.people.values())
    counted = scene_tally(state, round_)
    enough = round_.revealed and counted.ballots >= FIGURES_FROM
    cast = counting(votes, round_).values()
    ballots = [ballot for ballot in cast if ballot.kind is not BallotKind.SELF]
    ballots.sort(key=lambda ballot: repr(_ballot_to_dict(ballot)))
    return RoundSummary(
        number=round_.number,
        format=round_.format.id,
        cards={reel: _card(language, drawn) for reel, drawn in round_.cards.items()},
        cast=tuple(
            SeatSummary(member.seat, called[member.person] if member.person else "")
            for member in round_.played
        ),
        twists=tuple(_twist(language, rung) for rung in round_.rung),
        heat=round_.heat,
        revealed=round_.revealed,
        ranked=counted.ranked,
        electorate=round_.electorate,
        ballots=tuple(ballots) if enough else (),
        hands=votes.hands if enough else {},
        tally=_tally(counted) if round_.revealed and _was_asked(round_, counted) else None,
        alone=AloneSummary(practice_of(round_), round_.replies, round_.grade, round_.note)
        if state.setup.shift
        else None,
        details=_details(round_, language, turn),
    )


def _was_asked(round_: Round, counted: Tally) -> bool:
    """Whether there was anything to vote on; what was guessed while it was played counts, too."""
    return round_.format.has_vote or bool(counted.choices)


def _was_played(round_: Round) -> bool:
    return round_.counted or round_.revealed


def _details(round_: Round, language: str, turn: int) -> RoundDetails:
    words = round_.format.say(language)
    tips = [text for name, text in words.items() if name.startswith("tip.")]
    own = round_.tip.say(language).get("text", "") if round_.tip else ""
    hidden = secrets(round_, language, frozenset(Audience)) if have_opened(round_) else {}
    behind = (texts[f] for f in ("reveal", "secret") for texts in hidden.values() if f in texts)
    return RoundDetails(
        played=_was_played(round_),
        words=words,
        reveal=next(behind, ""),
        tip=own or (tips[turn % len(tips)] if tips else ""),
        trained=tuple(sorted(round_.trained)),
    )


def _card(language: str, drawn: DrawnCard) -> CardSummary:
    words, card = drawn.say(language), drawn.card
    return CardSummary(
        card.id, card.kind, words.get("title", ""), words.get("text", ""), card.practices
    )


def _twist(language: str, rung: PlayedTwist) -> TwistSummary:
    if rung.drawn is not None:
        return TwistSummary(rung.at, card=_card(language, rung.drawn))
    return TwistSummary(rung.at, promise=rung.promise, cue=rung.promise is None)


def _tally(counted: Tally) -> TallySummary:
    overall = counted.overall
    return TallySummary(
        by_phone=counted.by_phone,
        by_hand=counted.by_hand,
        criteria={name: graded.counts for name, graded in counted.criteria.items()},
        median=overall.median if overall else None,
        csat=round(float(overall.csat), 4) if overall else None,
        split=overall.split if overall else None,
        choices=counted.choices,
        moves=counted.moves,
        own=counted.own,
    )
