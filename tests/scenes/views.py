"""Views of no session, made for one test: everything usual but what the test is about."""

from typing import Any

from improv.core.cards import Kind
from improv.core.formats import BallotKind, PhaseKind
from improv.core.roster import Door, Person
from improv.core.tally import Distribution, Tally
from improv.core.view_models import (
    CardView,
    ClockView,
    Invitation,
    ProjectorView,
    ReelView,
    RoundView,
    SeatView,
    VoteView,
)
from improv.core.votes import MOVES_ROW
from improv.scenes.words import Names

INVITATION = Invitation("10.0.0.7:8765", "KRWT", ("10", "01"), connected=2)
EN, FA = Names("en"), Names("fa")


def view(kind: PhaseKind = PhaseKind.LOBBY, **changes: Any) -> ProjectorView:
    """What a room may see."""
    usual: dict[str, Any] = {
        "language": "en",
        "kind": kind,
        "phase_id": 1,
        "phase": kind.value,
        "format": {},
        "format_id": "call",
        "clock": None,
        "paused": False,
        "blank": False,
        "muted": False,
        "volume": 5,
        "huddle": False,
        "rounds": None,
        "people": (),
        "door": Door.OPEN,
        "round": None,
        "vote": None,
        "result": None,
        "standings": (),
        "kudos": (),
        "played": 0,
    }
    return ProjectorView(**{**usual, **changes})


def round_view(**changes: Any) -> RoundView:
    """A round of a call."""
    usual: dict[str, Any] = {
        "number": 4,
        "ordinal": 1,
        "reels": (),
        "cast": (),
        "observers": (),
        "twists": (),
        "heat": 2,
        "tokens": {},
        "mute_until": 0,
        "takes": 1,
        "secrets": {},
        "answer": "",
        "tip": "",
    }
    return RoundView(**{**usual, **changes})


def vote_view(**changes: Any) -> VoteView:
    """A rating of one criterion."""
    usual: dict[str, Any] = {
        "kinds": (BallotKind.RATE,),
        "criteria": ("handling",),
        "asking": 0,
        "options": (),
        "guessers": (),
        "voters": 0,
        "voted": 0,
        "hands": {},
        "rows": {MOVES_ROW: 6},
    }
    return VoteView(**{**usual, **changes})


def tally(counts: tuple[int, int, int, int] = (0, 0, 0, 0), **changes: Any) -> Tally:
    """What so many hands gave one criterion; of none there are no figures."""
    total = sum(counts)
    given = {"handling": Distribution(counts)} if total else {}
    usual: dict[str, Any] = {
        "by_phone": 0,
        "by_hand": total,
        "ranked": total > 3,
        "criteria": given,
        "overall": given.get("handling"),
    }
    return Tally(**{**usual, **changes})


def card(kind: Kind, **words: str) -> CardView:
    """A card of that kind."""
    return CardView(f"t/{kind.value}", kind, words)


def reel(kind: Kind, *, locked: bool = False, **words: str) -> ReelView:
    """A reel of that kind, under its name."""
    return ReelView(kind.value, card(kind, **words), locked)


def seat(seat: str, name: str = "") -> SeatView:
    """A place of the cast."""
    return SeatView(seat, name, taken=bool(name))


def person(name: str, *, votes: bool = False, present: bool = True) -> Person:
    """Somebody in the room."""
    phone = f"v-{name}" if votes else ""
    return Person(id=f"p-{name}", name=name, plays=True, phone=phone, present=present)


def timer(entered: int, deadline: int, *, rang: bool = False) -> ClockView:
    """The clock of a phase, ms."""
    return ClockView(entered, deadline, rang, by_itself=False)
