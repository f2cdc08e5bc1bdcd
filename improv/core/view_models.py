"""Views: what the projector, a voter and the facilitator are given to show. Values only.

Card words are already in the session's language; names of phases, seats, moves and criteria
are ids whose words live in locale/. Who may read what is decided in visibility.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from improv.core.agenda import Pace, Saving
from improv.core.cards import Kind, Manner, Words
from improv.core.draw import Titles
from improv.core.electorate import Turnout
from improv.core.formats import BallotKind, Phase, PhaseKind
from improv.core.measures import MeasuredAnswer, Timeline
from improv.core.plans import StepKind
from improv.core.roster import Door, Person
from improv.core.state import USUAL_VOLUME, PromiseMade
from improv.core.tally import Hands, Tally
from improv.core.votes import Ballot, Electorate


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock of a phase. Instants are ms of the session clock."""

    entered: int
    deadline: int
    rang: bool
    """Its time is over and it waits for Next."""
    by_itself: bool
    """Goes on by itself when its time is over."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as far as the viewer may read it."""

    id: str
    kind: Kind
    words: Words
    manner: Manner | None = None
    """How it wants the request to be read aloud."""


@dataclass(frozen=True, slots=True)
class ReelView:
    """One reel of the draw."""

    id: str
    card: CardView
    locked: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """One place of the scene. An empty name is a volunteer."""

    seat: str
    name: str
    taken: bool = False
    """Somebody sits there, with a name or without."""
    hidden: bool = False
    """The seats are being offered: nobody is told yet who sits there."""


@dataclass(frozen=True, slots=True)
class TwistView:
    """A twist that came. One of: a card, a promise that came back, the format's own cue."""

    at: int
    card: CardView | None = None
    promise: str = ""
    cue: str = ""

    @property
    def title(self) -> str:
        """The card's; a promise and a cue have none."""
        return self.card.words.get("title", "") if self.card else ""

    @property
    def text(self) -> str:
        """What it says, whichever it is."""
        return self.card.words.get("text", "") if self.card else self.promise or self.cue


@dataclass(frozen=True, slots=True)
class RoundView:
    """The scene as the room may know it."""

    number: int
    """Its number in the journal and on the phones; `ordinal` is what people count."""
    ordinal: int
    reels: tuple[ReelView, ...]
    cast: tuple[SeatView, ...]
    observers: tuple[CardView, ...]
    twists: tuple[TwistView, ...]
    heat: int
    tokens: Mapping[str, int]
    mute_until: int
    takes: int
    secrets: Mapping[str, Words]
    """Reel id -> the fields that were secret; empty until the secrets open."""
    answer: str
    tip: str
    electorate: Electorate = Electorate.EVERYBODY
    """Whose votes count."""
    takeover: int | None = None
    """The place of the cast that whoever calls stop may take now."""
    changes: int = 0
    """How often seats have changed hands."""
    changing: tuple[int, ...] = ()
    """The places whose seats have, or may now."""
    changed: bool = False
    """Whether another game was played before this one."""
    line: str = ""
    """The line that is played; empty where none is."""
    survey: bool = False
    """It is no scene: the room is asked."""
    sample: Words = field(default_factory=dict)
    """While a sample of a survey is heard: what its customer says (`text`), what they are answered
    (`answer`), and how a voice says both."""

    @property
    def offering(self) -> bool:
        """Whether its seats are being offered, and nobody is told yet who plays."""
        return any(seat.hidden for seat in self.cast)


@dataclass(frozen=True, slots=True)
class RulesView:
    """What the rules of a game say beside its own words."""

    seats: tuple[str, ...]
    kinds: tuple[BallotKind, ...]
    """What its vote will ask; empty where nothing is asked."""
    criteria: tuple[str, ...]
    """What raters will judge."""
    guessers: tuple[str, ...]
    """The seats that guess, where only they do; empty where the room does."""
    ranked: bool
    tokens: Mapping[str, int]
    """How many of each a scene has."""
    changed: bool
    """Whether another game was played before it."""
    first: bool
    """Whether nothing has been played or drawn yet: what holds for the whole session is told."""


@dataclass(frozen=True, slots=True)
class AskView:
    """An ask as the room may know it: how many have written, and the line that it reads now."""

    open: bool
    """Whether everybody may write."""
    written: int
    """How many have, with a phone."""
    writers: int
    """How many phones are here to write with."""
    papers: int
    """How many lines on paper are read out."""
    deals: bool = False
    """Whether one of the lines is played, if whoever wrote it lets the room."""
    line: str = ""
    """The approved line that is shown; empty for none."""
    place: int = 0
    """Which one it is, from 1, of so many (`lines`)."""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as the facilitator reads it: never whose it is."""

    number: int
    text: str
    approved: bool
    consents: bool | None = None
    """Whether it may be played; None where that is not asked, or not answered."""


@dataclass(frozen=True, slots=True)
class NotedLine:
    """A line on paper, or one that was played, and its words where somebody typed them."""

    option: int
    place: int
    """Which one it is of them, from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class VoteView:
    """The vote, without a figure of it but the hands that the room raised itself."""

    kinds: tuple[BallotKind, ...]
    """What raters are asked for now."""
    criteria: tuple[str, ...]
    asking: int
    """Which criterion the show of hands is at."""
    options: tuple[str, ...]
    guessers: tuple[str, ...]
    """The seats that guess, where only they do; empty where the room does."""
    voters: int
    """How many people may vote with a phone."""
    voted: int
    """How many have answered what is asked now: by phone or at the keyboard."""
    hands: Hands
    rows: Mapping[str, int]
    """What a show of hands is asked for now: row -> how many counts it has."""


@dataclass(frozen=True, slots=True)
class HeardView:
    """The newest answer that a microphone heard of a call."""

    answer: MeasuredAnswer
    timeline: Timeline | None
    heat: int
    """Of the call."""
    earlier: tuple[tuple[int, MeasuredAnswer], ...]
    """The answers before it in this shift, each with the heat of its call."""


@dataclass(frozen=True, slots=True)
class SoloView:
    """What somebody who practises alone is shown beside the call."""

    name: str
    opening: str
    """What they wrote last time; empty for nothing."""
    left_out: tuple[str, ...] = ()
    """Before the first call: what practices are called that are due and have no card here."""
    replies: tuple[str, ...] = ()
    """What of REPLIES may be chosen now."""
    reply: Words = field(default_factory=dict)
    """What the customer answered last, while that is answered: `text`, `say.text`."""
    models: Words = field(default_factory=dict)
    """While they are shown: `model.weak`, `model.good`, and how a voice says them."""
    check: Words = field(default_factory=dict)
    """From the question on: `text`, `point.1`, ..., `think.1`, ..."""
    grade: int = 0
    """How they rated themselves; 0 for not yet."""
    note: str = ""
    """What they wrote made it work."""
    heard: HeardView | None = None
    """While it is coached, where a microphone heard the call."""


@dataclass(frozen=True, slots=True)
class StandingView:
    """One line of the standings."""

    place: int
    ordinal: int
    title: str
    """The request that was played."""
    cast: tuple[SeatView, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class ProjectorView:
    """All that the room may see, now."""

    language: str
    kind: PhaseKind
    phase_id: int
    phase: str
    """The phase's id in its format; its words are `phase.<id>` there, else the kind's."""
    turn: tuple[int, int] = (0, 0)
    """Which time the phase comes, of how many; noughts where it does not repeat."""
    format: Words = field(default_factory=dict)
    """The words of the format that is on, or comes next: `name`, `phase.<id>`, ..., and of lines
    to pick from: `option.<id>`, and where it stands among them, from 1: `place.<id>`."""
    format_id: str = ""
    clock: ClockView | None = None
    paused: bool = False
    stopped: bool = False
    """Paused because somebody asked to stop the scene."""
    blank: bool = False
    muted: bool = False
    volume: int = USUAL_VOLUME
    """Of everything that sounds, 0 to LOUDEST."""
    huddle: bool = False
    votes: bool = True
    """Whether the room votes on scenes in this session."""
    has_vote: bool = True
    """Whether it votes on the scene that is on, or the next: a game may do without."""
    clock_in_sight: bool = True
    """Whether the room is shown `clock`; the facilitator is in any case."""
    step: str = ""
    """While a break or a talk of a plan is on, its title."""
    back_at: str = ""
    """While the clock of a break runs: the time of day when it is over, as `10:40`."""
    rounds: int | None = None
    people: tuple[Person, ...] = ()
    """With the names that they are shown by: no two are the same."""
    door: Door = Door.OPEN
    onlookers: int | None = None
    """How many are present beside those in the seats of a scene; None while nobody is known."""
    rules: RulesView | None = None
    """While the room is shown the rules."""
    round: RoundView | None = None
    solo: SoloView | None = None
    """Where somebody practises alone."""
    vote: VoteView | None = None
    ask: AskView | None = None
    result: Tally | None = None
    before: Tally | None = None
    """With the result of a survey that was asked before, what was answered the first time."""
    standings: tuple[tuple[StandingView, ...], ...] = ()
    """One list for each kind of ballot: only scenes that were asked the same compare."""
    kudos: tuple[str, ...] = ()
    played: int = 0
    """How many rounds were played to their result."""
    follow_ups: tuple[str, ...] = ()
    """At the end: practices of this session, the one to go on with first."""
    voted: bool = True
    """Whether anybody has voted in the round that is on, by phone, at the keyboard or by hand.

    True, too, where nobody is asked."""
    called: Mapping[str, str] = field(default_factory=dict)
    """The names that people are shown by, by their ids."""


@dataclass(frozen=True, slots=True)
class CardName:
    """A card as it is listed."""

    id: str
    kind: Kind
    title: str
    """Of a card without a title what it says."""


@dataclass(frozen=True, slots=True)
class PackName:
    """A pack as it is listed."""

    id: str
    name: str
    out: bool
    """Whether it is kept out."""


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why the request that is on was dealt."""

    how: str
    """`new`: it had not come yet; `again`: all of its pile had; `picked`: by the facilitator."""
    practice: str
    """What it trains that was trained least."""
    heat: int
    ordinal: int
    """The round as people count."""


@dataclass(frozen=True, slots=True)
class SettingView:
    """A field of the setup that can be changed now."""

    field: str
    value: str
    """The name of what it is."""
    values: tuple[str, ...]
    """The names of what it can be."""


@dataclass(frozen=True, slots=True)
class SurveyName:
    """A survey that may be asked before the first scene and again before the end."""

    id: str
    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the plan."""

    place: int
    """Where it stands, from 0: what an action names it by."""
    title: str
    kind: StepKind
    minutes: int
    """Planned."""
    rounds: int
    optional: bool
    left_out: bool
    on: bool
    over: bool
    """It has been played, or left."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of a session, for the facilitator alone."""

    name: str
    steps: tuple[StepView, ...]
    number: int
    """Which step is on, from 1, of those that are played (`total`); 0 before the first."""
    total: int
    say: tuple[str, ...]
    """What the facilitator says in it; before the first step, what they say in that."""
    watch: str
    """What goes wrong in it."""
    round: int
    """Which round of it is on, from 1; 0 where it has one alone."""
    pace: Pace | None
    """How it stands against the clock; None before the first step."""
    savings: tuple[Saving, ...] = ()
    """What may be left out when it is late."""

    @property
    def step(self) -> StepView | None:
        """The one that is on."""
        return next((step for step in self.steps if step.on), None)


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan as it is listed."""

    id: str
    name: str
    about: str
    minutes: int
    on: bool
    """Whether the session plays it."""


@dataclass(frozen=True, slots=True)
class HostView:
    """What the facilitator sees beside what the room sees."""

    projector: ProjectorView
    reels: tuple[ReelView, ...] = ()
    """The cards with all their secrets."""
    coming: tuple[tuple[int, TwistView], ...] = ()
    """(instant, twist) of the phase that is on, or of later ones with the instant -1."""
    spare: int = 0
    takers: tuple[Person, ...] = ()
    """Who may be given the place `fills`: everybody with a name who does not play."""
    fills: int | None = None
    """The place of the cast that may be given to somebody now."""
    next_phase: Phase | None = None
    """Where Next leads once the game is not held; None where it stays in the phase."""
    next_format: str = ""
    """The game of the next draw."""
    next_players: tuple[SeatView, ...] = ()
    """Who plays the next round, as far as it can be known; who will be asked first has no name."""
    next_reels: tuple[ReelView, ...] = ()
    """What the next draw brings, where Next leads to one: the facilitator is never surprised."""
    promises: tuple[PromiseMade, ...] = ()
    kudos: tuple[tuple[int, str, bool], ...] = ()
    """(number, text, nodded)."""
    formats: Mapping[str, Words] = field(default_factory=dict)
    """The games that may be chosen, then the surveys."""
    survey_ids: frozenset[str] = frozenset()
    """Which of the formats are surveys: nobody plays in them."""
    times: tuple[Phase, ...] = ()
    """In the lobby: the phases of the game that comes that have a clock, without the bell."""
    settings: tuple[SettingView, ...] = ()
    """In the lobby: what of the setup can be changed."""
    surveys: tuple[SurveyName, ...] = ()
    """In the lobby: what may be asked before and after, where no plan asks it."""
    unranked: bool = False
    turnout: Turnout | None = None
    """Of the round that is on, until its result is seen."""
    headcount: int = 0
    """How many people are in the room, as the facilitator says; 0 while nobody has said."""
    answer: str = ""
    standings: bool = False
    can_undo: bool = False
    secrets: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    """Audience -> reel -> the fields that only they may read: what a peek shows a player."""
    languages: tuple[str, ...] = ()
    """What the session has words in."""
    lines: tuple[LineView, ...] = ()
    """What was written in the ask that is on and not dismissed: what waits first."""
    noted: tuple[NotedLine, ...] = ()
    """The lines whose words may be typed now."""
    waiting: tuple[Person, ...] = ()
    """Who came during the scene and can be let in to vote on it."""
    why: WhyView | None = None
    """At the draw and the brief."""
    titles: Titles = field(default_factory=dict)
    """Of the cards that may be picked, or kept out; empty where neither may be."""
    out: tuple[CardName, ...] = ()
    """The cards that are kept out, in the order of their titles."""
    packs: tuple[PackName, ...] = ()
    """In the lobby: the packs, where there are several."""
    plan: PlanView | None = None
    """Where the session has one."""
    plans: tuple[PlanName, ...] = ()
    """In the lobby: the plans that may be chosen."""
    gaps: int = 0
    """How many cards have no words in the session's language, and are not played."""


@dataclass(frozen=True, slots=True)
class VoterView:
    """What one voter's phone may know: the room's view and their own seat, ballots, secrets."""

    projector: ProjectorView
    person: Person
    seat: str
    """The seat they play; empty for everybody else."""
    place: int | None
    """Its place in the cast."""
    volunteered: bool
    """They took the place themselves, and may stand up."""
    sits_out: bool
    """Their place was passed on: they take none in this round."""
    may_take: bool
    """They may take the seat that is open, by calling stop."""
    observer: CardView | None
    """What they watch for, while they do not play."""
    secrets: Mapping[str, Words]
    ballots: Mapping[BallotKind, Ballot]
    """Their own that count so far, in the round that is on."""
    asks: tuple[BallotKind, ...]
    """What they may be asked now: the ballots that are open to them."""
    criteria: tuple[str, ...]
    """What raters of the round that is on judge."""
    late: bool
    """They joined too late for this scene, and vote from the next."""
    waits: bool = False
    """They are late, and the facilitator can let them vote on this scene."""
    line: str = ""
    """What they have written in this round."""
    consents: bool | None = None
    """Whether it may be played; None while they have not said."""
    directs: bool = False
    """It is their line that is played."""
    offer: int | None = None
    """The place that they are asked to play, or to pass; it is no seat of theirs yet."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """How phones reach the room: all that the lobby shows of it."""

    address: str
    """What people type, e.g. `192.168.1.20:8765`."""
    code: str
    """The room code, four letters."""
    qr: tuple[str, ...]
    """The code to scan, a row of `1` (dark) and `0` a string; without its quiet zone."""
    wifi: str = ""
    """The network's name, where the facilitator gave it."""
    wifi_qr: tuple[str, ...] = ()
    reached: bool = False
    """A phone has reached us: the network lets them through."""
    connected: int = 0
    """How many voters' phones are listening now."""
    unseen: int = 0
    """How many phones joined, and neither opened a page nor voted: nobody may be behind them."""
    report: str = ""
    """Where phones find what they may take away while the session is at its end, as people type
    it; empty where there is nothing of that kind."""
    report_qr: tuple[str, ...] = ()
    local: bool = True
    """The address is of the room's own network, and nobody from elsewhere comes by it."""
    firewall: str = ""
    """The system (`windows`, `macos`) whose firewall asks before it lets a phone in; empty where
    none does, and as soon as a phone has come in."""


@dataclass(frozen=True, slots=True)
class BallotBurst:
    """So many `ballots` of phones that are new came from one address within seconds.

    For the facilitator alone, and never in the journal.
    """

    round: int
    ballots: int
