"""What stands in the same place in every scene: the phase's name, the round, the clock."""

from dataclasses import dataclass

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.transitions import INTERLUDES
from improv.core.view_models import Invitation, ProjectorView
from improv.locale.phrases import isolate
from improv.scenes.icons import PHASE_ICONS
from improv.scenes.listening import open_microphone
from improv.scenes.phone_counts import voters_count
from improv.scenes.words import Names

K = PhaseKind
WITHOUT_CLOCK = frozenset({K.LOBBY, K.DRAW, K.END})
"""Phases that show their clock only in a pause."""
WITHOUT_ROUND = frozenset({K.LOBBY, K.RULES, K.STANDINGS, K.KUDOS, K.END})
FINE = 45_000
"""ms: the ring of a longer clock moves once a second, of a shorter one four times, or it jumps."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of the phase, and a line under it."""

    icon: str
    title: str
    counter: str
    """The address, the round, that seats are being offered, how many have voted, that a microphone
    is open; empty for none."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a phase. It holds no time: whoever shows it hands in the session clock, ms."""

    phase_id: int
    deadline: int
    total: int
    """ms, at least 1."""
    rang: bool
    digits: str
    """The ten digits from nought to nine, as the language writes them."""
    time_over: str
    """The words in the place of figures when its time is over."""

    @property
    def step(self) -> int:
        """How often the ring moves, in ms."""
        return 1000 if self.total > FINE else 250

    def left(self, now: int) -> int:
        """ms until it rings."""
        return max(0, self.deadline - now)

    def over(self, now: int) -> bool:
        """Whether it has rung."""
        return self.rang or self.left(now) == 0

    def share(self, now: int) -> float:
        """How much of the ring is left, 0 to 1: in steps, so that it stands still between them."""
        if self.over(now):
            return 0.0
        return min(1.0, -(-self.left(now) // self.step) * self.step / self.total)

    def text(self, now: int, *, minutes: bool = False) -> str:
        """Its face: minutes and seconds, of the last minute the seconds alone (but not where
        `minutes` are asked for), or that the time is over.
        """
        if self.over(now):
            return self.time_over
        seconds = -(-self.left(now) // 1000)
        face = f"{seconds // 60}:{seconds % 60:02}" if minutes or seconds >= 60 else str(seconds)
        return face.translate({ord("0") + n: digit for n, digit in enumerate(self.digits)})


def clock(view: ProjectorView, names: Names) -> Clock | None:
    """The clock, where the phase shows one. A pause shows it over every scene.

    Where the session keeps it out of sight only a break has one, so that people come back.
    """
    read = view.kind is K.BRIEF and view.round is not None and view.round.survey  # by Next
    shown = (view.kind not in WITHOUT_CLOCK and not read) or view.paused
    in_sight = view.clock_in_sight or view.kind in INTERLUDES
    return any_clock(view, names) if shown and in_sight else None


def any_clock(view: ProjectorView, names: Names) -> Clock | None:
    """The clock of a phase that has one, whether the room is shown it or not."""
    timer = view.clock
    if timer is None:
        return None
    return Clock(
        phase_id=view.phase_id,
        deadline=timer.deadline,
        total=max(1, timer.deadline - timer.entered),
        rang=timer.rang,
        digits=names.figures("0123456789"),
        time_over=names.say("clock.time"),
    )


def heading(
    view: ProjectorView,
    names: Names,
    invitation: Invitation | None,
    *,
    voted: bool,
    listens: bool = False,
) -> Heading:
    """The heading of a scene; `voted`: it says how many phones have voted.

    `listens`: it says that the microphone is open.
    """
    parts = [_address(view, names, invitation), round_words(view, names)]
    if view.round is not None and view.round.offering:
        parts.append(names.say("seat.offering"))
    if voted and view.vote is not None:
        voters = voters_count(view.vote, invitation.unseen if invitation else 0)
        said = names.say("vote.voted", count=view.vote.voted, voters=voters)
        parts.append(said if voters else "")
    if listens:
        parts.append(open_microphone(names))
    return Heading(
        icon=PHASE_ICONS[view.kind.value],
        # A part of a scene has its own name large, beside the big clock.
        title=_title(view, names),
        counter=names.beside(parts),
    )


def _title(view: ProjectorView, names: Names) -> str:
    """What the phase is called."""
    if view.rules is not None and view.rules.first:
        return names.say("rules.title", game=names.game(view.format_id))
    if view.round is not None and view.round.survey:
        return names.game(view.format_id)
    if view.kind is K.DRAW and view.round is not None:
        change = "draw.change" if view.round.changed else "draw.title"
        return names.say(change, game=names.game(view.format_id))
    if view.kind is K.PLAY and view.solo is not None:
        return names.say("solo.play")
    return (
        names.phase_kind(view.kind) if view.kind is K.PLAY else names.phase(view.phase, view.kind)
    )


def _address(view: ProjectorView, names: Names, invitation: Invitation | None) -> str:
    """Where late phones come in. It goes first, so that it never moves; the lobby has it large."""
    if invitation is None:
        return ""
    if view.kind is K.LOBBY:
        return names.game(view.format_id)
    asked = (invitation.address, invitation.code)[: 2 if view.door is Door.CODE else 1]
    return names.beside(map(isolate, asked))


def round_words(view: ProjectorView, names: Names) -> str:
    """Which round it is, where there is one."""
    if view.round is None or view.kind in WITHOUT_ROUND:
        return ""
    if view.round.survey:
        turn, turns = view.turn
        return names.say("vote.criterion_of", number=turn, total=turns) if turns else ""
    if view.solo is not None and view.rounds is not None:
        return names.say("solo.call", number=view.round.ordinal, total=view.rounds)
    if view.rounds is None:
        return names.say("round", round=view.round.ordinal)
    return names.say("round.of", round=view.round.ordinal, rounds=view.rounds)
