"""Wishes: what a key asks of the room, before it is an action with an id.

Knows actions and the views; never keys or overlays. A wish that steers takes the phase that
its sender saw.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from improv.core import actions as a
from improv.core.cards import HEAT
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import Door
from improv.core.view_models import HostView, ProjectorView, RoundView, VoteView
from improv.core.votes import GRADES, Ballot
from improv.screen.ui_state import UiState


@dataclass(frozen=True, slots=True)
class NextNetwork:
    """Invite phones by the next of the machine's addresses. No action: the game knows none."""


Asked = a.Action | NextNetwork


@dataclass(frozen=True, slots=True)
class Wish:
    """An action without its id."""

    kind: type[a.Action]
    values: Mapping[str, object] = field(default_factory=dict)


Wishes = tuple[Wish | NextNetwork, ...]

_ANY_PHASE = (
    *(a.Pause, a.Resume, a.Blank, a.MuteSpeech, a.SetVolume, a.ChooseLanguage, a.AskStandings),
    *(a.EditRoster, a.Promise, a.GiveKudos, a.NodKudos, a.SetDoor),
)
"""Wishes that mean the same whatever the phase: what was begun in one may end in the next."""


def wish(kind: type[a.Action], **values: object) -> Wishes:
    """One wish."""
    return (Wish(kind, values),)


def stamped(
    desk: UiState, phase_id: int, wishes: Iterable[Wish | NextNetwork]
) -> tuple[UiState, tuple[Asked, ...]]:
    """The wishes as actions with ids of their own."""
    asked: list[Asked] = []
    for one in wishes:
        if isinstance(one, NextNetwork):
            asked.append(one)
            continue
        desk = replace(desk, count=desk.count + 1)
        seen = None if one.kind in _ANY_PHASE else phase_id
        asked.append(one.kind(id=f"{desk.token}-{desk.count}", phase_id=seen, **one.values))
    return desk, tuple(asked)


def pause(view: ProjectorView) -> Wishes:
    """Hold the clock, or let it go."""
    return wish(a.Resume if view.paused else a.Pause)


def heat(round_: RoundView | None, steps: int) -> Wishes:
    """A little hotter or cooler, as far as the dial goes."""
    if round_ is None or round_.heat + steps not in HEAT:
        return ()
    return wish(a.Heat, level=round_.heat + steps)


def lock(round_: RoundView | None, figure: int) -> Wishes:
    """Keep the reel of that number (from 1), or let it go."""
    if round_ is None or not 1 <= figure <= len(round_.reels):
        return ()
    reel = round_.reels[figure - 1]
    return wish(a.Lock, reel=reel.id, on=not reel.locked)


def door(view: ProjectorView) -> Door:
    """Who may join after one more press of the key."""
    doors = tuple(Door)
    return doors[(doors.index(view.door) + 1) % len(doors)]


def language(host: HostView) -> Wishes:
    """The next language that the session has words in."""
    known = host.languages
    if len(known) < 2:
        return ()
    at = known.index(host.room.language) if host.room.language in known else -1
    return wish(a.ChooseLanguage, language=known[(at + 1) % len(known)])


def keyboard_ballot(
    round_: RoundView, vote: VoteView, kind: PhaseKind, marks: tuple[int, ...]
) -> tuple[tuple[int, ...], Wishes]:
    """The grades that a ballot at the keyboard has so far, and the ballot when it is whole."""
    rates = BallotKind.RATE in vote.kinds and kind is PhaseKind.VOTE
    figure = marks[-1]
    if rates and figure not in GRADES:
        return marks[:-1], ()
    if rates and len(marks) < len(vote.criteria):
        return marks, ()
    if rates:
        scores = dict(zip(vote.criteria, marks, strict=True))
        return (), wish(a.CastBallot, round=round_.number, ballot=Ballot(BallotKind.RATE, scores))
    chooses = next((k for k in vote.kinds if k in (BallotKind.PICK, BallotKind.GUESS)), None)
    if chooses is None or not 1 <= figure <= len(vote.options):
        return (), ()
    ballot = Ballot(chooses, choice=vote.options[figure - 1])
    return (), wish(a.CastBallot, round=round_.number, ballot=ballot)
