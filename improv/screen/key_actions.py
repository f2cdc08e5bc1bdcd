"""What keys ask of the game: actions made from what the view shows, and their ids.

Knows actions and the views; never keys or overlays.
"""

from dataclasses import dataclass, replace

from improv.core import actions as a
from improv.core.cards import HEAT
from improv.core.formats import BallotKind
from improv.core.roster import Door
from improv.core.view_models import HostView, ProjectorView, RoundView, VoteView
from improv.core.votes import GRADES, Ballot
from improv.screen.ui_state import UiState


@dataclass(frozen=True, slots=True)
class NextNetwork:
    """Invite phones by the next of the machine's addresses. No action: the game knows none."""


Asked = a.Action | NextNetwork | None
"""What a key asks for; None for nothing."""


def stamped(desk: UiState, phase_id: int, asked: Asked) -> tuple[UiState, Asked]:
    """The same with an id of its own, and with the phase that was seen when the key went down."""
    if not isinstance(asked, a.Action):
        return desk, asked
    desk = replace(desk, count=desk.count + 1)
    seen = None if asked.any_phase else phase_id
    return desk, replace(asked, id=f"{desk.token}-{desk.count}", phase_id=seen)


def heat(round_: RoundView | None, steps: int) -> Asked:
    """A little hotter or cooler, as far as the dial goes."""
    if round_ is None or round_.heat + steps not in HEAT:
        return None
    return a.Heat(level=round_.heat + steps)


def lock(round_: RoundView | None, figure: int) -> Asked:
    """Keep the reel of that number (from 1), or let it go."""
    if round_ is None or not 1 <= figure <= len(round_.reels):
        return None
    reel = round_.reels[figure - 1]
    return a.Lock(reel=reel.id, on=not reel.locked)


def next_door(view: ProjectorView) -> Door:
    """Who may join after one more press of the key."""
    doors = tuple(Door)
    return doors[(doors.index(view.door) + 1) % len(doors)]


def next_language(host: HostView) -> Asked:
    """The next language that the session has words in."""
    known = host.languages
    if len(known) < 2:
        return None
    at = known.index(host.projector.language) if host.projector.language in known else -1
    return a.ChooseLanguage(language=known[(at + 1) % len(known)])


def keyboard_ballot(
    round_: RoundView, vote: VoteView, marks: tuple[int, ...]
) -> tuple[tuple[int, ...], Asked]:
    """The grades that a ballot at the keyboard has so far, and the ballot when it is whole."""
    rates = BallotKind.RATE in vote.kinds
    figure = marks[-1]
    if rates and figure not in GRADES:
        return marks[:-1], None
    if rates and len(marks) < len(vote.criteria):
        return marks, None
    if rates:
        scores = dict(zip(vote.criteria, marks, strict=True))
        return (), a.CastBallot(round=round_.number, ballot=Ballot(BallotKind.RATE, scores))
    chooses = next((k for k in vote.kinds if k in (BallotKind.PICK, BallotKind.GUESS)), None)
    if chooses is None or not 1 <= figure <= len(vote.options):
        return (), None
    ballot = Ballot(chooses, choice=vote.options[figure - 1])
    return (), a.CastBallot(round=round_.number, ballot=ballot)
