"""What anyone may ask for. An action is a wish: session.decide makes events or a refusal of it.

Every action carries an id of its own; a steering one carries the phase_id that its sender saw,
so that two hosts, or two quick Nexts, skip nothing. None means: whatever phase it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from improv.core.roster import Door
from improv.core.votes import Ballot


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The common part. `name` is the action's name on every surface."""

    name: ClassVar[str] = ""
    id: str
    phase_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next(Action):
    """Go on: the one right thing to do, from start to end."""

    name: ClassVar[str] = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Action):
    """Undo the last Next."""

    name: ClassVar[str] = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Action):
    """Undo the last steering step."""

    name: ClassVar[str] = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Action):
    """The clock: something is due (session.due). Only the room sends it."""

    name: ClassVar[str] = "tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Action):
    """Hold the session clock."""

    name: ClassVar[str] = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Action):
    """Let the session clock run again."""

    name: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank(Action):
    """Make the projector black, or bring it back. The clock runs on."""

    name: ClassVar[str] = "blank"
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteSpeech(Action):
    """Stop reading aloud, or go on."""

    name: ClassVar[str] = "mute_speech"
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatSpeech(Action):
    """Read what is on once more, from its beginning."""

    name: ClassVar[str] = "repeat_speech"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVolume(Action):
    """How loud everything is, 0 to 10."""

    name: ClassVar[str] = "volume"
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginReading(Action):
    """The request is being read aloud and takes `lasts` ms. Only the reader sends it."""

    name: ClassVar[str] = "begin_reading"
    lasts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTime(Action):
    """More time for this phase, in seconds."""

    name: ClassVar[str] = "add_time"
    seconds: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Action):
    """Leave this round and draw the next one."""

    name: ClassVar[str] = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraw(Action):
    """Draw this round's cards again; locked reels stay."""

    name: ClassVar[str] = "redraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock(Action):
    """Keep a reel through redraws, or let it go."""

    name: ClassVar[str] = "lock"
    reel: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist(Action):
    """Ring a twist now: the next of the pile, or a promise that comes back."""

    name: ClassVar[str] = "twist"
    promise: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Action):
    """Turn the customer's heat, 1 to 5."""

    name: ClassVar[str] = "heat"
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Action):
    """Spend a token of the scene: mute, escalate, warning."""

    name: ClassVar[str] = "token"
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(Action):
    """A free pass: somebody else takes this place. `place` counts from 0 over the cast."""

    name: ClassVar[str] = "pass"
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Action):
    """Log a promise that was made in the scene."""

    name: ClassVar[str] = "promise"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety(Action):
    """Mark the round unranked, or take the mark back. Only the facilitator ever sees it."""

    name: ClassVar[str] = "safety"
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal(Action):
    """Close the vote if it is open, and show the result."""

    name: ClassVar[str] = "reveal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseFormat(Action):
    """Play this format from the next draw on; in a draw, draw again with it."""

    name: ClassVar[str] = "format"
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(Action):
    """Speak another language from now on."""

    name: ClassVar[str] = "language"
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRoster(Action):
    """Add people by name, or change one: their name, whether they are here, whether they play."""

    name: ClassVar[str] = "roster"
    add: tuple[str, ...] = ()
    person: str = ""
    rename: str | None = None
    present: bool | None = None
    plays: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Action):
    """A phone joins. `voter` is its key: a hash that nobody can turn back into its token."""

    name: ClassVar[str] = "join"
    voter: str
    person_name: str = ""
    plays: bool = False
    claims: str = ""
    """The id of somebody on the roster whose phone this is."""
    invited: bool = False
    """It showed the room code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDoor(Action):
    """Who may still join: anybody, whoever shows the room code, or nobody new."""

    name: ClassVar[str] = "door"
    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSeat(Action):
    """A voter plays this round: takes a volunteer's place (from 0), or with None stands up."""

    name: ClassVar[str] = "take_seat"
    voter: str
    place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CastBallot(Action):
    """A voter's ballot. An empty `voter` is the next one at the keyboard."""

    name: ClassVar[str] = "ballot"
    round: int
    ballot: Ballot
    voter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHands(Action):
    """The show of hands: replace the counts of these rows (votes.hand_row)."""

    name: ClassVar[str] = "hands"
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveKudos(Action):
    """One line of thanks from the room; shown after the facilitator's nod."""

    name: ClassVar[str] = "give_kudos"
    text: str
    voter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodKudos(Action):
    """Nod one line of thanks through."""

    name: ClassVar[str] = "kudos"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStandings(Action):
    """Show standings before the kudos, or do without."""

    name: ClassVar[str] = "standings"
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Action):
    """End the session early: on to standings if asked for, else to kudos, else to the end."""

    name: ClassVar[str] = "end"
