"""What keys ask of the game: actions made from what a view shows, and their ids.

It knows actions and views, never keys or overlays.
"""

from dataclasses import dataclass, replace

from improv.core import actions as a
from improv.core.cards import HEAT, POINTS, REPLIES
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import Door
from improv.core.view_models import HostView, ProjectorView, RoundView, SoloView, VoteView
from improv.core.votes import CHOICES, GRADES, Ballot
from improv.screen.ui_state import UiState


@dataclass(frozen=True, slots=True)
class NextNetwork:
    """Invite phones by the next of this machine's addresses. The game knows none: no action."""


Request = a.Action | NextNetwork | None
"""What a key asks for; None for nothing."""


def stamped(ui: UiState, phase_id: int, request: Request) -> tuple[UiState, Request]:
    """The request with an id of its own and, unless any phase will do, the phase that was seen."""
    if not isinstance(request, a.Action):
        return ui, request
    ui = replace(ui, count=ui.count + 1)
    seen = None if request.any_phase else phase_id
    return ui, replace(request, id=f"{ui.token}-{ui.count}", phase_id=seen)


def heat(round_: RoundView | None, steps: int) -> Request:
    """Change the heat by so many steps; None beyond the ends of the dial."""
    if round_ is None or round_.heat + steps not in HEAT:
        return None
    return a.Heat(level=round_.heat + steps)


def lock(round_: RoundView | None, figure: int) -> Request:
    """Lock or unlock the reel with that number, from 1; None for a number that no reel has."""
    if round_ is None or not 1 <= figure <= len(round_.reels):
        return None
    reel = round_.reels[figure - 1]
    return a.Lock(reel=reel.id, on=not reel.locked)


def solo_choice(view: ProjectorView, mine: SoloView, figure: int) -> Request:
    """What somebody alone chooses by that figure; None where it is no choice of the phase."""
    if view.kind is PhaseKind.CHECK and figure in POINTS:
        return a.CheckSelf(grade=figure)
    reply = REPLIES[figure - 1] if 1 <= figure <= len(REPLIES) else ""
    return a.ChooseReply(reply=reply) if reply in mine.replies else None


def next_door(view: ProjectorView) -> Door:
    """The door's next state: open, by code, shut, and open again."""
    doors = tuple(Door)
    return doors[(doors.index(view.door) + 1) % len(doors)]


def next_language(host: HostView) -> Request:
    """Choose the next language of the session's cards; None where they have only one."""
    known = host.languages
    if len(known) < 2:
        return None
    at = known.index(host.projector.language) if host.projector.language in known else -1
    return a.ChooseLanguage(language=known[(at + 1) % len(known)])


def keyboard_ballot(
    round_: RoundView, vote: VoteView, grades: tuple[int, ...]
) -> tuple[tuple[int, ...], Request]:
    """The grades that a ballot at the keyboard has so far, and the ballot when it is complete.

    The last of `grades` is the figure that was typed now. A rating takes one grade a criterion, a
    pick or a guess the number of an option, from 1; other figures are dropped.
    """
    rates = BallotKind.RATE in vote.kinds
    figure = grades[-1]
    if rates and figure not in GRADES:
        return grades[:-1], None
    if rates and len(grades) < len(vote.criteria):
        return grades, None
    if rates:
        scores = dict(zip(vote.criteria, grades, strict=True))
        return (), a.CastBallot(round=round_.number, ballot=Ballot(BallotKind.RATE, scores))
    chooses = next((k for k in vote.kinds if k in CHOICES), None)
    if chooses is None or not 1 <= figure <= len(vote.options):
        return (), None
    ballot = Ballot(chooses, choice=vote.options[figure - 1])
    return (), a.CastBallot(round=round_.number, ballot=ballot)
