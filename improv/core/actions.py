"""What anyone may ask for: session.decide makes events of an action, or a refusal.

What is true of all actions of a class stands in its class line. A new action is a class here, its
`decide` in the file of its topic, and where something new happens an event with its `evolve`.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import ClassVar

from improv.core.formats import PhaseKind as K
from improv.core.measures import MeasuredAnswer, Timeline
from improv.core.roster import Door
from improv.core.transitions import (
    BEFORE_RESULT,
    INTERLUDES,
    PLANNED,
    PLAYED,
    READ_OUT,
    ROUND,
    RUNNING,
    SCENE,
)
from improv.core.votes import Ballot, Electorate

_THANKS = frozenset({K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS})
_BETWEEN = frozenset({K.LOBBY, K.DRAW, K.RESULT, K.DEBRIEF, *INTERLUDES})
_SEATING = frozenset({K.DRAW, K.BRIEF, K.PLAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The common part. `id` is answered once: repeated it changes nothing; empty is never repeated.

    `phase_id` is the phase that its sender saw, so that two hosts, or two quick Nexts, skip
    nothing: in a later phase it is refused as moved_on. None means whatever phase it is.
    """

    name: ClassVar[str] = ""
    """The action's name on every surface; it never changes."""
    phases: ClassVar[Set[K]] = RUNNING
    """Where it may be asked for; elsewhere it is refused as wrong_phase."""
    steers: ClassVar[bool] = False
    """It moves the game on: what it leads to is a step, which undo takes back."""
    durable: ClassVar[bool] = False
    """Never kept in memory: while the disk takes nothing it is refused as not_saved."""
    by_host: ClassVar[bool] = True
    """The host remote may send it."""
    any_phase: ClassVar[bool] = False
    """It means the same whatever phase is on: it needs no phase_id, and is never late."""

    id: str = ""
    phase_id: int | None = None

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        phases: Set[K] = RUNNING,
        steers: bool = False,
        durable: bool = False,
        by_host: bool = True,
        any_phase: bool = False,
    ) -> None:
        # dataclass(slots=True) makes each class a second time, without this line's arguments but
        # with the facts already on it: the second one is the one that everybody uses.
        if name:
            cls.name, cls.phases, cls.steers = name, phases, steers
            cls.durable, cls.by_host, cls.any_phase = durable, by_host, any_phase
        ACTIONS[cls.name] = cls


ACTIONS: dict[str, type[Action]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Next(Action, name="next", steers=True):
    """Go on: the one right thing to do, from start to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Action, name="back", phases=frozenset(K)):
    """Undo the last Next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Action, name="undo", phases=frozenset(K)):
    """Undo the last steering step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Action, name="tick", by_host=False, phases=frozenset(K)):
    """The clock: something is due (session.due). Only the room sends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Action, name="pause", any_phase=True):
    """Hold the session clock. Pressed in an emergency, it must not be too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Action, name="resume", any_phase=True):
    """Let the session clock run again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Action, name="stop", any_phase=True, phases=PLAYED):
    """Somebody asks to stop the scene, and nobody is told who.

    `round` is the one that it was tapped in: for another one it is refused as moved_on.
    """

    round: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank(Action, name="blank", any_phase=True, phases=frozenset(K)):
    """Make the projector black, or bring it back. The clock runs on."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRules(Action, name="rules", any_phase=True):
    """Show the rules of the game once more, or put them away; the clock stands meanwhile."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteSpeech(Action, name="mute_speech", any_phase=True):
    """Stop reading aloud, or go on."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatSpeech(Action, name="repeat_speech"):
    """Read what is on once more, from its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVolume(Action, name="volume", any_phase=True):
    """How loud everything is, 0 to 10."""

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginReading(Action, name="begin_reading", phases=READ_OUT, by_host=False):
    """What is on is being read aloud and takes `lasts` ms. Only ReadAloud sends it."""

    lasts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTime(Action, name="add_time", steers=True):
    """More time for this phase, in seconds."""

    seconds: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Action, name="skip", steers=True, phases=ROUND):
    """Leave this round and draw the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraw(Action, name="redraw", steers=True, phases=ROUND):
    """Draw this round's cards again; locked reels stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock(Action, name="lock", steers=True, phases={K.DRAW, K.BRIEF}):
    """Keep a reel through redraws, or let it go."""

    reel: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThis(Action, name="not_this", steers=True, phases={K.DRAW, K.BRIEF}):
    """Keep the card on a reel out from now on, and draw another one in its place.

    An empty `reel` is the one of the request, or the first where none has one.
    """

    reel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOut(Action, name="keep_out", steers=True, phases=_BETWEEN):
    """Keep a card out from now on, for a team in its next sessions too, or bring it back.

    `card` is its id, its title, or a part of its title that no other has.
    """

    card: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPackOut(Action, name="keep_pack_out", steers=True, phases={K.LOBBY}):
    """Play without the cards of a pack, or with them again."""

    pack: str
    """Its id."""
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PickCard(Action, name="pick_card", steers=True, phases={K.DRAW}):
    """Put a card on its reel. `card` is as KeepOut has it."""

    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndScene(Action, name="end_scene", steers=True, phases=PLAYED - {K.BRIEF}):
    """End the scene here: on to the bell, and a pause is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist(Action, name="twist", steers=True, phases={K.PLAY}):
    """Ring a twist now: the next of the pile, or a promise that comes back."""

    promise: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Action, name="heat", steers=True, phases={K.BRIEF, K.PLAY}):
    """Turn the customer's heat, 1 to 5."""

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Action, name="token", steers=True, phases={K.PLAY}):
    """Spend a token of the scene: mute, escalate, warning."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(Action, name="pass", steers=True, phases=_SEATING):
    """A free pass: somebody else takes this place. `place` counts from 0 over the cast.

    A volunteer's place is empty then, unless a player can be dealt, and it is not theirs again in
    this round: so the facilitator empties a seat.
    """

    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseReply(Action, name="reply", steers=True, by_host=False, phases={K.REACT}):
    """Somebody alone says what they did, of REPLIES: the customer answers that."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSelf(Action, name="check_self", steers=True, by_host=False, phases={K.CHECK}):
    """Somebody alone rates themselves, of POINTS, and the call goes on."""

    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote(Action, name="note", by_host=False, phases={K.REFLECT}):
    """What somebody alone says made it work; empty takes it back."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMeasures(Action, name="measures", by_host=False, any_phase=True, phases=ROUND):
    """What the microphone heard of the answer that was given in the phase `heard_in`."""

    heard_in: int
    answer: MeasuredAnswer
    timeline: Timeline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Action, name="promise", any_phase=True, phases=SCENE):
    """Log a promise that was made in the scene."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPromise(Action, name="promise_kept", any_phase=True, phases=SCENE):
    """Note that a promise was kept, or take that back."""

    promise: int
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety(Action, name="safety", steers=True, phases=SCENE):
    """Mark the round unranked, or take the mark back. Only the facilitator ever sees it."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseElectorate(Action, name="electorate", steers=True, phases=BEFORE_RESULT | {K.RESULT}):
    """Say whose votes count in this round, before its result is seen."""

    electorate: Electorate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal(Action, name="reveal", steers=True, phases={K.VOTE, K.RESULT}):
    """Close the vote if it is open, and show the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseFormat(Action, name="format", steers=True, phases=_BETWEEN | {K.RULES}):
    """Play this format from the next round on; where one is about to begin, begin it with it."""

    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePlan(Action, name="plan", steers=True, phases={K.LOBBY}):
    """Play this plan, or without one."""

    plan: str = ""
    """Its id; empty plays none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipStep(Action, name="skip_step", steers=True, phases=PLANNED | {K.LOBBY}):
    """Leave out a step of the plan.

    `step` is its place, from 0: the one that is on, which is left for the next, or one that
    comes, which can be taken in again (`on` false). None is the one that is on; in the lobby the
    first.
    """

    step: int | None = None
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatStep(Action, name="repeat_step", steers=True, phases=PLANNED):
    """Begin the step of the plan that is on once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertStep(Action, name="insert_step", steers=True, phases=PLANNED | {K.LOBBY}):
    """Play this game now, for one round; then the plan goes on where it was.

    In the lobby it comes first.
    """

    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSeconds(Action, name="seconds", steers=True, phases={K.LOBBY}):
    """A phase of the game that comes lasts so long, whenever it is played in this session."""

    phase: str
    """Its id, as its author wrote it."""
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSetup(Action, name="setup", steers=True, phases={K.LOBBY}):
    """Another value for a field of the setup; setup_changes.choices says which there are."""

    field: str
    value: str
    """Its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSurvey(Action, name="survey", steers=True, phases={K.LOBBY}):
    """Ask a survey before the first scene and again before the end, or do not."""

    survey: str
    """Its id."""
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(Action, name="language", any_phase=True):
    """Speak another language from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRoster(Action, name="roster", any_phase=True):
    """Add people by name, or change one: their name, whether they are here, whether they play."""

    add: tuple[str, ...] = ()
    person: str = ""
    rename: str | None = None
    present: bool | None = None
    plays: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Action, name="join", durable=True, by_host=False, phases=frozenset(K)):
    """A phone joins. `voter` is its key: a hash that nobody can turn back into its token."""

    voter: str
    person_name: str = ""
    plays: bool = False
    claims: str = ""
    """The id of somebody on the roster whose phone this is."""
    invited: bool = False
    """It showed the room code."""
    unseen: tuple[str, ...] = ()
    """Keys of phones that joined and asked for nothing since: in a full room one gives way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseName(Action, name="release_name", durable=True, any_phase=True):
    """A phone gives its name back (`voter`), or the facilitator frees a name (`person`)."""

    person: str = ""
    voter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn(Action, name="let_in", any_phase=True, phases=BEFORE_RESULT):
    """Who came during the scene, and watched it, votes on it: one person, or all who wait."""

    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOut(Action, name="take_out", any_phase=True):
    """Take out phones that have no name and never sat, which only the facilitator can tell apart.

    `minutes`: those that came in so many minutes; None: those that never voted.
    """

    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHeadcount(Action, name="headcount", any_phase=True):
    """Say how many people are in the room; 0 leaves it open."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDoor(Action, name="door", any_phase=True):
    """Who may still join: anybody, whoever shows the room code, or nobody new."""

    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSeat(Action, name="take_seat", by_host=False, phases=_SEATING):
    """A voter plays this round: takes a place (from 0), or with None stands up.

    The place is a volunteer's that is empty, or one that is open: whoever sits there gives it away.

    `round` is the one that it was tapped in: the seat of another round is refused as moved_on.
    """

    voter: str
    place: int | None
    round: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Action, name="take_over", steers=True, phases=_SEATING):
    """Somebody takes a place (from 0): an empty one, or one that is open in the phase that is on.

    `person` is their id; empty is somebody without a name.
    """

    place: int
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastBallot(Action, name="ballot", durable=True, by_host=False, phases=frozenset(K)):
    """A voter's ballot, or the answers that they add to it or change.

    An empty `voter` is the next one at the keyboard.
    """

    round: int
    ballot: Ballot
    voter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteLine(Action, name="write_line", durable=True, by_host=False, phases=frozenset(K)):
    """A phone's line in round `round`, or another in its place; an empty one takes it back."""

    round: int
    text: str
    voter: str
    consents: bool | None = None
    """Whether it may be played, where the game asks that; None leaves it as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Action, name="consent", durable=True, by_host=False, phases=frozenset(K)):
    """Whoever wrote a line says whether it may be played, also when it is written already."""

    round: int
    voter: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveLines(Action, name="approve_lines", phases={K.ASK}):
    """The room may see this line, or all that wait up to a number: those that were read."""

    number: int | None = None
    upto: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissLine(Action, name="dismiss_line", phases={K.ASK}):
    """Nobody will see this line, also where it was approved."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPapers(Action, name="papers", phases={K.ASK}):
    """So many lines on paper are read out, to be picked from by their numbers."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine(Action, name="note_line", phases={K.ASK, K.PLAY, K.BELL, K.SETTLE, K.VOTE}):
    """The words of a line on paper, or of one that was played, so that it is picked by them.

    `option` is the one that it is to the room; an empty text takes its words away.
    """

    option: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHands(Action, name="hands"):
    """The show of hands: replace the counts of these rows. They belong to one vote."""

    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveKudos(Action, name="give_kudos", durable=True, any_phase=True, phases=_THANKS):
    """One line of thanks from the room; shown after the facilitator's nod."""

    text: str
    voter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodKudos(Action, name="kudos", any_phase=True, phases=_THANKS):
    """Nod one line of thanks through."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissKudos(Action, name="dismiss_kudos", any_phase=True, phases=_THANKS):
    """Dismiss one line of thanks that waits for the nod: nobody will see it."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStandings(Action, name="standings", steers=True, any_phase=True):
    """Show standings before the kudos, or do without."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Action, name="end", steers=True):
    """End the session early: on to standings if asked for, else to kudos, else to the end."""
