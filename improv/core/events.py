"""What happened. The list of these is the session; session.evolve folds them into the state.

Events carry outcomes: the card that was drawn with its words, the instant at which a clock ends.
So editing a pack or a format never rewrites what was played.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from improv.core.cards import DrawnCard, Kind
from improv.core.formats import Format, Phase
from improv.core.measures import MeasuredAnswer, Timeline
from improv.core.plans import Plan, PlanStep
from improv.core.roster import CastMember, Door
from improv.core.state import PlayedTwist, ScheduledTwist, Setup
from improv.core.votes import Ballot, Electorate


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The common part. `at`: session clock, ms. `step`: the steering step, if it is one."""

    at: int
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Event):
    """The first event of every session."""

    setup: Setup
    format: Format
    language: str
    standings: bool
    deadline: int | None
    """When a huddle leaves the lobby by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined(Event):
    """Somebody is in the room."""

    person: str
    name: str
    plays: bool
    votes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(Event):
    """A name was edited, somebody left or came back, took or left a player's tick."""

    person: str
    name: str
    plays: bool
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClaimed(Event):
    """The phone with the key `voter` is this person's."""

    person: str
    voter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReleased(Event):
    """The phone with the key `voter` is no longer this person's.

    `stays`: it gave the name back itself, and watches on without one. Otherwise it is out of the
    room until it joins again.
    """

    person: str
    voter: str
    stays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLetIn(Event):
    """Somebody who came during the scene votes on it."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Event):
    """A phone that did nothing but join gave way to another."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonesTakenOut(Event):
    """The facilitator took out these phones, which had no name; their ballots stay."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadcountSet(Event):
    """So many people are in the room, as the facilitator says; 0 is not said."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSet(Event):
    """Who may join from now on."""

    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken(Event):
    """A voter sits in a volunteer's place, or plays the one that they were offered.

    With None they stood up.
    """

    person: str
    place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTakenOver(Event):
    """Somebody takes over a place of the scene; empty: somebody without a name.

    `deadline`: the phase's clock ends then.
    """

    place: int
    person: str
    deadline: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatChosen(Event):
    """The format from the next draw on."""

    format: Format


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChosen(Event):
    """The session plays this plan, or none; in the lobby.

    `format`: the game that comes first then. `rounds`: how many there are where no plan says.
    `deadline`: when the lobby is left by itself.
    """

    plan: Plan | None
    format: Format
    rounds: int | None
    deadline: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Event):
    """The steps of the plan are these from now on.

    `format`: in the lobby, the game that comes first then.
    """

    steps: tuple[PlanStep, ...]
    format: Format | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBegun(Event):
    """The step of the plan at this place is on, from its beginning."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondsChosen(Event):
    """How long a phase of the game that comes lasts."""

    phase: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupChanged(Event):
    """Fields of the setup have other values."""

    changes: Mapping[str, int | str | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChosen(Event):
    """A survey is asked before the first scene and again before the end, or it is not."""

    survey: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(Event):
    """The language from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDrawn(Event):
    """Cards and people for a round: a new one, or (same number) the same one drawn again."""

    number: int
    phase: Phase
    phase_id: int
    deadline: int | None
    cards: Mapping[str, DrawnCard]
    cast: tuple[CastMember, ...]
    coming: tuple[ScheduledTwist, ...]
    spare: tuple[DrawnCard, ...]
    observers: tuple[DrawnCard, ...]
    tip: DrawnCard | None
    answer: str
    returned: Mapping[Kind, frozenset[str]]
    """Ids that went back because their pile was used up."""
    added: Mapping[Kind, frozenset[str]]
    """Ids that came after that."""
    chance: int
    """The count of chance after the draw."""
    picked: str = ""
    """The id of the card that the facilitator picked; empty for none."""
    check: DrawnCard | None = None
    """What somebody alone asks themselves after it."""
    survey: Format | None = None
    """What the room is asked, where no scene is played; the game that comes next stays as it is."""
    closes: bool = False
    """The session ends after this survey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelLocked(Event):
    """A reel is kept through redraws, or let go."""

    reel: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKeptOut(Event):
    """A card does not come by itself any more, or (`on` false) it does again.

    Then a business is played, too, that was not among those the session was opened with.
    """

    card: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PackKeptOut(Event):
    """No card of a pack comes any more, or (`on` false) they do again."""

    pack: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntered(Event):
    """A phase begins. `index` is its place in the round's format, or -1 outside rounds."""

    phase: Phase
    phase_id: int
    index: int
    deadline: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRang(Event):
    """The time of a phase that waits for Next is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The session clock is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAsked(Event):
    """Somebody asked to stop the scene: the session clock is held. Nobody is told who it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The session clock runs again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanked(Event):
    """The projector is black, or back."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown(Event):
    """The rules lie over the phase that is on, or no more. `holds`: the clock stands for them."""

    on: bool
    holds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechMuted(Event):
    """Nothing is read aloud, or it is again."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRepeated(Event):
    """What is on is read once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeSet(Event):
    """How loud everything is from now on."""

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBegun(Event):
    """The brief waits for the reading: its clock ends at `deadline` now."""

    deadline: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAdded(Event):
    """The phase's clock ends at `deadline` now."""

    deadline: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TwistRung(Event):
    """A twist came. `source`: `coming`, `spare`, `fresh`, `cue` or `promise`."""

    rung: PlayedTwist
    source: str
    returned: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    added: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    chance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatSet(Event):
    """The customer's heat, 1 to 5."""

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSpent(Event):
    """One token less. `until`: how long a mute holds, else 0."""

    token: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPassed(Event):
    """A free pass: `person` takes the place of whoever passed; empty: a volunteer may.

    `own`: they passed themselves, on their phone, and no undo puts them back.
    """

    place: int
    person: str
    chance: int
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsOffered(Event):
    """These people, who have been dealt seats, are asked on their phones whether they play."""

    people: tuple[str, ...]
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersClosed(Event):
    """Who was offered a seat and has not answered plays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLogged(Event):
    """A promise that was made in a scene."""

    number: int
    round: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMarked(Event):
    """A promise was kept, or that is taken back."""

    number: int
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyMarked(Event):
    """The round is unranked, or ranked again."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectorateChosen(Event):
    """Whose votes count in this round."""

    electorate: Electorate


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAsked(Event):
    """A show of hands goes on to the next criterion."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRevealed(Event):
    """The room sees the result. `deadline`: when a huddle goes on by itself."""

    deadline: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCast(Event):
    """The voter's ballot of its kind in this round; it replaces the one before."""

    round: int
    voter: str
    ballot: Ballot


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWritten(Event):
    """The voter's line in this round; it replaces the one before. An empty text takes it back.

    Without a `voter` it is what a closed session keeps of any event about a line: its place.
    """

    round: int
    number: int = 0
    voter: str = ""
    text: str = ""
    consents: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Event):
    """Whoever wrote the line with this number lets the room play it, or (`on` false) does not."""

    round: int
    number: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesApproved(Event):
    """The room may see these lines, each as the option in the same place.

    A closed session keeps the options alone.
    """

    round: int
    lines: tuple[int, ...]
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDismissed(Event):
    """Nobody will see the line with this number."""

    round: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersCounted(Event):
    """These options are lines on paper now."""

    round: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNoted(Event):
    """The words of an option that nobody wrote on a phone; an empty text takes them away."""

    round: int
    option: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingEnded(Event):
    """Nobody can write any more, in a huddle: the facilitator has until `deadline` to approve."""

    deadline: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown(Event):
    """The room reads this option. `deadline`: when a huddle goes on by itself."""

    option: int
    deadline: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDealt(Event):
    """The line of this option is played (0: none), and who plays it."""

    option: int
    cast: tuple[CastMember, ...]
    chance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsCounted(Event):
    """These rows of the show of hands now read so."""

    round: int
    rows: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosGiven(Event):
    """A line of thanks that waits for the nod. `giver`, a phone's key, goes at the close."""

    number: int
    text: str
    giver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosNodded(Event):
    """The room may see it."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosDismissed(Event):
    """It waits no more, and nobody will see it."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingsAsked(Event):
    """Standings come before the kudos, or do not."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyChosen(Event):
    """Somebody alone says what they did in their answer, of REPLIES: the customer answers that."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfChecked(Event):
    """Somebody alone rated themselves in a practice, after the call of a request (a card's id)."""

    round: int
    practice: str
    request: str
    grade: int
    """Of POINTS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """What somebody alone says made it work; it replaces the line before."""

    round: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMeasured(Event):
    """What the microphone heard of an answer."""

    round: int
    phase_id: int
    """The phase in which it was given."""
    answer: MeasuredAnswer
    timeline: Timeline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Event):
    """Compensates the last `steps` steps. `phase_id`: a new one if a phase is entered again."""

    steps: int
    phase_id: int


EVENTS = (
    *(SessionOpened, PersonJoined, PersonChanged, NameClaimed, NameReleased, PersonLetIn),
    *(PersonLeft, PhonesTakenOut, HeadcountSet, DoorSet),
    *(SeatTaken, FormatChosen),
    *(LanguageChosen, RoundDrawn, ReelLocked, PhaseEntered, ClockRang, Paused, Resumed, Blanked),
    *(SpeechMuted, SpeechRepeated, VolumeSet, ReadingBegun, TimeAdded, TwistRung, HeatSet),
    *(TokenSpent, SeatPassed, PromiseLogged, SafetyMarked, ElectorateChosen, CriterionAsked),
    *(LineWritten, ConsentGiven, LinesApproved, LineDismissed, PapersCounted, WritingEnded),
    *(LineShown, LineDealt),
    *(ResultRevealed, BallotCast, HandsCounted, KudosGiven, KudosNodded, KudosDismissed),
    *(StandingsAsked, Undone, SeatTakenOver, SecondsChosen, RulesShown, StopAsked),
    *(SeatsOffered, OffersClosed, CardKeptOut, LineNoted),
    *(PlanChanged, StepBegun, SetupChanged),
    *(ReplyChosen, SelfChecked, NoteWritten, AnswerMeasured),
    *(PromiseMarked, PlanChosen, PackKeptOut, SurveyChosen),
)
"""Every type of event. A journal knows each by its name: none is ever renamed or taken away."""
