"""The state of a session: the list of its events, folded. Values only; the rules are elsewhere.

Nested, so that an event replaces a small part. `Progress` is what steering moves and undo brings
back; people, ballots, promises and kudos stand outside it, because those are never undone.
Instants are milliseconds of the session clock, which stands still in a pause.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from improv.core.cards import DrawnCard, Kind
from improv.core.formats import COACHING, QUICK, Criterion, Format, Phase, PhaseKind
from improv.core.lines import Lines
from improv.core.measures import HeardAnswer
from improv.core.plans import Agenda, Plan
from improv.core.roster import CastMember, Door, Person, Turns
from improv.core.tally import Hands, Tally
from improv.core.votes import Ballot, Electorate, Question, question_of

LOBBY_ID = 1
"""The first phase_id of every session."""

HISTORY = 100
"""So many steps can be undone."""

MOST_LINES = 500
"""So many promises, and so many lines of thanks, a session holds."""

MOST_THANKS = 3
"""So many of those lines one person gives from a phone, or one would fill them all."""

LOUDEST = 10
"""The volume goes from 0, which is silence, to this."""

USUAL_VOLUME = 8


@dataclass(frozen=True, slots=True)
class TeamHistory:
    """What a team had played when the session began: what it has had least comes first."""

    name: str = ""
    """The team's; empty for a room that is no team."""
    games: Mapping[str, int] = field(default_factory=dict)
    """Id of a game -> how many scenes."""
    practices: Mapping[str, int] = field(default_factory=dict)
    """Id of a practice -> how many scenes trained it."""
    seen: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    """Ids of the cards that have come since their pile was last full."""
    players: frozenset[str] = field(default_factory=frozenset)
    """Names, case folded, of those who sat in a scene when it played last."""
    latest: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the cards that came last, the newest at the end."""
    out: frozenset[str] = frozenset()
    """Ids of the cards that are kept out."""
    series: Mapping[str, int] = field(default_factory=dict)
    """Id of a plan that is a series -> how many of its sessions were played."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody who practises alone, and what is to come back when the session begins."""

    name: str
    """The person's."""
    practices: tuple[str, ...] = ()
    """Their numbers, in the order in which they should come: first those that are due."""
    cards: tuple[str, ...] = ()
    """Ids of the requests that are due again."""
    opening: str = ""
    """What the person wrote last time; empty for nothing."""
    knows: bool = False
    """They have played before, and need no rules."""
    heat: int = 0
    """How hot the customers are that suit them, of HEAT; 0 is as heat.py says."""
    left_out: tuple[str, ...] = ()
    """What practices are called that are due, and that no card of this session trains."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the facilitator chose before the first round; in the lobby some of it may change."""

    seed: int
    ballot: str = "quick"
    """`quick` or `coaching`."""
    rounds: int | None = None
    """How many rounds; None plays until End."""
    huddle: bool = False
    """Everything ends by its clock, whatever is played."""
    team: TeamHistory = TeamHistory()
    heat: int = 0
    """The hottest card that may come by itself; 0 is as heat.py says."""
    talk_first: bool | None = None
    """Whether each round talks before it sees the figures; None is as its game says."""
    only: frozenset[str] = frozenset()
    """Ids of the businesses that are played; empty plays all."""
    shift: Shift | None = None
    """Who practises alone; None in a room."""
    plan: Plan | None = None
    """What the session plays, step by step; without one it is rounds. What else was chosen is there
    beside it, and matters again if the plan is taken off in the lobby."""
    votes: bool = True
    """Whether the room votes on scenes: without, there is no vote, no result and no standings."""
    clock: bool = True
    """Whether the room sees the time that is left; it runs and rings either way."""
    surveys: tuple[str, ...] = ()
    """Ids of the surveys with which the session begins, and that it asks again before it ends."""
    packs_out: frozenset[str] = frozenset()
    """Ids of the packs of which no card comes."""

    @property
    def by_clock(self) -> bool:
        """Whether everything ends by its clock: in a huddle, and in a series of them."""
        return self.huddle or (self.plan is not None and self.plan.series)

    @property
    def total_rounds(self) -> int | None:
        """How many rounds there are; None plays until End, or as the plan says."""
        return self.rounds if self.plan is None else None

    @property
    def most_heat(self) -> int:
        """The hottest card that may come by itself, the plan's where nobody chose another."""
        return self.heat or (self.plan.heat if self.plan else 0)

    @property
    def unplanned_surveys(self) -> tuple[str, ...]:
        """Ids of the surveys around all that is played: a plan that has one says itself when."""
        return tuple(survey for survey in self.surveys if survey not in self.planned)

    @property
    def planned(self) -> frozenset[str]:
        """Ids of the games, and surveys, of the plan."""
        return self.plan.games if self.plan else frozenset()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What raters judge where the format does not say."""
        return COACHING if self.ballot == "coaching" else QUICK


@dataclass(frozen=True, slots=True)
class RunningPhase:
    """The phase that is on. `deadline` None has no clock; `rang` waits for Next after it."""

    phase: Phase
    phase_id: int
    entered: int
    deadline: int | None
    rang: bool = False


@dataclass(frozen=True, slots=True)
class ScheduledTwist:
    """A twist that waits for its instant: ms after `phase` began. No card: the format's cue."""

    phase: str
    after: int
    drawn: DrawnCard | None


@dataclass(frozen=True, slots=True)
class PlayedTwist:
    """A twist that came: a card, a promise that came back, or (neither) the format's cue."""

    at: int
    drawn: DrawnCard | None = None
    promise: int | None = None


@dataclass(frozen=True, slots=True)
class SeatChange:
    """A seat was taken over (one place), or two swapped (two places)."""

    at: int
    places: tuple[int, ...]
    people: tuple[str, ...]
    """Who sat in these places before; empty for a volunteer without a name."""


@dataclass(frozen=True, slots=True)
class Round:
    """One scene and its vote."""

    number: int
    format: Format
    cards: Mapping[str, DrawnCard]
    """Reel id -> card."""
    cast: tuple[CastMember, ...]
    criteria: tuple[Criterion, ...]
    """The session's criteria at the draw; the format's own go first."""
    coming: tuple[ScheduledTwist, ...] = ()
    spare: tuple[DrawnCard, ...] = ()
    """Twists for the facilitator's key, in their order."""
    observers: tuple[DrawnCard, ...] = ()
    tip: DrawnCard | None = None
    answer: str = ""
    """What a guess ballot has to find."""
    picked: frozenset[str] = frozenset()
    """Ids of the cards on its reels that the facilitator picked."""
    again: frozenset[str] = frozenset()
    """Ids of those that came when all of their pile had come."""
    index: int = 0
    """Which of the format's phases is on."""
    heat: int = 1
    hottest: int = 0
    """The most heat that was played; 0 until the scene begins."""
    rung: tuple[PlayedTwist, ...] = ()
    tokens: Mapping[str, int] = field(default_factory=dict)
    mute_until: int = 0
    passed: frozenset[str] = field(default_factory=frozenset)
    volunteers: frozenset[str] = field(default_factory=frozenset)
    """Ids of those who took a seat that they were not dealt; it may be that they left it again."""
    counted: bool = False
    """Its cast has begun to play: a turn for each."""
    asking: int = 0
    """Which criterion a show of hands is at."""
    writing_over: bool = False
    """In a huddle, whose clock goes on then: nobody can write in the ask that is on any more."""
    lines_since: int = 1
    """Lines that were approved in the newest ask are the options from here on."""
    shown: tuple[int, ...] = ()
    """The options that were shown in the ask that is on, the newest last."""
    options: tuple[str, ...] = ()
    """What was written, to pick from: known when the ask is over."""
    dealt: int = 0
    """The option whose line is played; 0 for none."""
    revealed: bool = False
    unranked: bool = False
    electorate: Electorate = Electorate.EVERYBODY
    changes: tuple[SeatChange, ...] = ()
    """In their order."""
    check: DrawnCard | None = None
    """What somebody alone asks themselves after it: the practice that the call is for."""
    replies: tuple[str, ...] = ()
    """What the customer answered so far: what of REPLIES the agent had done."""
    grade: int = 0
    """How the person alone rated themselves, of POINTS; 0 for not yet."""
    note: str = ""
    """What they wrote made it work."""
    heard: tuple[HeardAnswer, ...] = ()
    """What the microphone heard of their answers, in order."""
    tally: Tally | None = None
    """Set when it is over: nothing that counts can come any more."""
    closes: bool = False
    """A survey with which the session ends."""

    @property
    def takes(self) -> int:
        """How many lines were played: the first and one for each cue."""
        return 1 + sum(r.drawn is None and r.promise is None for r in self.rung)

    @property
    def question(self) -> Question:
        """What this round asks at the vote."""
        ballot, survey = self.format.ballot, self.format.survey
        if not ballot.options and self.format.asks:
            return question_of(ballot, self.criteria, self.options)
        lines = ballot.options or tuple(str(line) for line in range(1, self.takes + 1))
        return question_of(ballot, self.criteria, lines, moves=not survey)

    def seat_of(self, person: str) -> str:
        """The seat that somebody sits in; empty for none."""
        return next((member.seat for member in self.cast if member.person == person), "")

    @property
    def played(self) -> tuple[CastMember, ...]:
        """Everybody who played, in each seat that they had, those before who gave theirs away."""
        left = (
            CastMember(self.cast[place].seat, person)
            for change in self.changes
            for place, person in zip(change.places, change.people, strict=True)
        )
        return tuple(dict.fromkeys((*left, *self.cast)))

    @property
    def players(self) -> frozenset[str]:
        """Ids of the people in its seats."""
        return frozenset(member.person for member in self.cast if member.person)

    @property
    def trained(self) -> frozenset[str]:
        """Its practices: its game's, and those of the cards that were drawn for it."""
        rung = (twist.drawn for twist in self.rung if twist.drawn)
        cards = (*self.cards.values(), *self.observers, *rung)
        return frozenset(self.format.practices).union(*(drawn.card.practices for drawn in cards))


@dataclass(frozen=True, slots=True)
class Progress:
    """What steering moves."""

    setup: Setup
    running: RunningPhase
    format: Format
    chance: int
    round: Round | None = None
    played: tuple[Round, ...] = ()
    """Rounds whose result was shown, oldest first, without the one that is on."""
    seen: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    turns: Mapping[str, Turns] = field(default_factory=dict)
    locked: frozenset[str] = field(default_factory=frozenset)
    standings: bool = False
    seconds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Id of a game -> how long its phases last, as it was chosen in this session."""
    introduced: frozenset[str] = frozenset()
    """Ids of the games whose rules the room was shown, or that it has played."""
    latest: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the cards that came last, the newest at the end."""
    trained: Mapping[str, int] = field(default_factory=dict)
    """Id of a practice -> how many of the rounds played trained it."""
    out: frozenset[str] = frozenset()
    """Ids of the cards that are kept out: they do not come by themselves."""
    agenda: Agenda | None = None
    """Where the session is in its plan; None without one."""
    surveys: tuple[Round, ...] = ()
    """Surveys whose result was shown, oldest first, without the one that is on."""
    asked: tuple[str, ...] = ()
    """Ids of the surveys that were begun since the latest scene was drawn."""


@dataclass(frozen=True, slots=True)
class Step:
    """A steering step that can be undone: the progress before it and right after it."""

    name: str
    at: int
    before: Progress
    after: Progress


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A promise that was logged."""

    number: int
    round: int
    text: str
    kept: bool = False
    """Whether the facilitator has noted that it was."""


@dataclass(frozen=True, slots=True)
class Kudos:
    """A line of thanks; the room sees it after the facilitator's nod."""

    number: int
    text: str
    giver: str = ""
    """The key of the phone that gave it (in older journals a person's id); the facilitator's has
    none."""
    nodded: bool = False
    dismissed: bool = False
    """Nobody will see it."""

    @property
    def waits(self) -> bool:
        """Whether the facilitator has not decided yet."""
        return not self.nodded and not self.dismissed


@dataclass(frozen=True, slots=True)
class Votes:
    """The ballots of one round that count, and its show of hands."""

    ballots: Mapping[tuple[str, str], Ballot] = field(default_factory=dict)
    """(voter, kind) -> ballot. A voter is a phone's key, whatever name it holds, or `key-1` ..."""
    hands: Hands = field(default_factory=dict)
    keys: int = 0
    """How many voted at the keyboard."""
    voters: Mapping[str, str] = field(default_factory=dict)
    """Id of a person -> the voter whose ballot was cast under that name, or by that phone."""
    late: frozenset[str] = field(default_factory=frozenset)
    """Voters who came when the round had been drawn already."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Seats of one round that are offered on phones, before the room is told who plays."""

    round: int = 0
    """Its number."""
    people: frozenset[str] = frozenset()
    """Ids of those who were dealt a seat and have not said whether they play."""
    until: int = 0
    """Session clock, ms: who has not said so by then plays."""
    declined: frozenset[str] = frozenset()
    """Ids and phones of those who passed."""


@dataclass(frozen=True, slots=True)
class State:
    """A session, now."""

    progress: Progress
    language: str
    people: Mapping[str, Person] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    """Voter key -> id of the person on the roster whose phone it is."""
    door: Door = Door.OPEN
    headcount: int = 0
    """How many people are in the room, as the facilitator says; 0 while nobody has said."""
    latest_votes: tuple[int, Votes] = (0, Votes())
    """The round that was voted in last, and its votes. They stand apart, because a ballot that
    copied the votes of all rounds would cost the square of the rounds."""
    earlier_votes: Mapping[int, Votes] = field(default_factory=dict)
    """Round number -> votes, without the latest."""
    sat: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Round number -> ids of everybody who sat in one of its seats, even for a moment. An undo
    leaves it as it is: nobody forgets what they have read."""
    offers: Offers = Offers()
    """Never undone: who has answered is not asked again, and who passed is not put back."""
    lines: Mapping[int, Lines] = field(default_factory=dict)
    """Round number -> what was written in it. Never undone, as ballots are not."""
    promises: tuple[PromiseMade, ...] = ()
    kudos: tuple[Kudos, ...] = ()
    history: tuple[Step, ...] = ()
    paused: bool = False
    stopped: bool = False
    """Paused because somebody asked to stop the scene that is on."""
    blank: bool = False
    rules_shown: bool = False
    """The rules lie over the phase that is on, because somebody asked for them again."""
    rules_hold: bool = False
    """It is paused for them alone, and goes on when they are put away."""
    muted: bool = False
    """Nothing is read aloud."""
    volume: int = USUAL_VOLUME
    repeats: int = 0
    """How often somebody asked to hear it again."""
    last_phase_id: int = LOBBY_ID
    last_round: int = 0
    last_scene: int = 0
    """The number of the latest round that was no survey; 0 before the first."""

    @property
    def setup(self) -> Setup:
        """What the facilitator chose."""
        return self.progress.setup

    @property
    def running(self) -> RunningPhase:
        """The phase that is on."""
        return self.progress.running

    @property
    def kind(self) -> PhaseKind:
        """The kind of the phase that is on."""
        return self.progress.running.phase.kind

    @property
    def over(self) -> bool:
        """Whether it is closed: at the end, and the time in which that can be undone is over."""
        return self.kind is PhaseKind.END and (self.running.deadline is None or self.running.rang)

    @property
    def round(self) -> Round | None:
        """The round that is on."""
        return self.progress.round

    @property
    def round_on(self) -> Round:
        """The same, where the phase always has one."""
        assert self.progress.round is not None
        return self.progress.round

    @property
    def undecided(self) -> frozenset[str]:
        """Ids of those who are asked on their phones now whether they play the seat they have."""
        round_ = self.round
        if round_ is None or self.kind not in (PhaseKind.DRAW, PhaseKind.BRIEF):
            return frozenset()
        here = self.offers.round == round_.number
        return self.offers.people & round_.players if here else frozenset()

    @property
    def game(self) -> Format:
        """The game of the round that is on; without one, that of the next."""
        return self.progress.round.format if self.progress.round else self.progress.format

    @property
    def phones(self) -> bool:
        """Whether anybody present votes with a phone; nobody does where hands alone count."""
        if self.round is not None and self.round.electorate is Electorate.HANDS:
            return False
        return any(person.votes and person.present for person in self.people.values())

    def known(self, voter: str) -> Person | None:
        """Whose phone it is, or was until it was taken out; None for a key that never joined."""
        person = self.people.get(self.claims.get(voter, voter))
        return person if person is not None and person.phone == voter else None

    def holder(self, voter: str) -> Person | None:
        """Whose phone it is; None for one that is not in the room.

        A phone without a name is taken out by marking it as away, and joins again when it likes.
        """
        person = self.known(voter)
        return person if person is not None and (person.name or person.present) else None

    @property
    def owner(self) -> str:
        """Id of whoever wrote the line that is played in the round that is on; empty for nobody."""
        if self.round is None or not self.round.dealt:
            return ""
        person = self.known(self.lines_of(self.round.number).writer(self.round.dealt))
        return person.id if person is not None else ""

    def lines_of(self, number: int) -> Lines:
        """What was written in a round; empty where nothing was."""
        return self.lines.get(number) or Lines()

    @property
    def scenes(self) -> tuple[Round, ...]:
        """The rounds whose result was shown, the one that is on among them; surveys are none."""
        return self._shown(self.progress.played, survey=False)

    @property
    def surveys(self) -> tuple[Round, ...]:
        """The surveys whose result was shown, the one that is on among them."""
        return self._shown(self.progress.surveys, survey=True)

    def _shown(self, before: tuple[Round, ...], *, survey: bool) -> tuple[Round, ...]:
        now = self.round
        if now is None or not now.revealed or now.format.survey is not survey:
            return before
        return (*before, now)

    @property
    def votes(self) -> Mapping[int, Votes]:
        """Round number -> votes, of every round that has some."""
        number, latest = self.latest_votes
        return {**self.earlier_votes, number: latest} if number else {}

    def votes_of(self, number: int) -> Votes:
        """The votes of a round; empty when there are none."""
        latest, votes = self.latest_votes
        return votes if number == latest else self.earlier_votes.get(number) or Votes()
