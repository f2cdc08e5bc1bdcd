"""The scenes of few words: the bell after a round, the quiet, the thanks, and the end."""

from dataclasses import dataclass

from improv.core.view_models import Invitation, ProjectorView
from improv.scenes.cards import round_of
from improv.scenes.words import Names

MOST_LINES = 6
"""Lines of thanks in one picture."""


@dataclass(frozen=True, slots=True)
class BellScene:
    """What is shown when the play is over."""

    title: str
    thanks: str


@dataclass(frozen=True, slots=True)
class SettleScene:
    """What is shown after a hot scene, before anybody is judged."""

    title: str
    """The players have their own names back."""
    text: str


@dataclass(frozen=True, slots=True)
class KudosScene:
    """What people thank each other for, the newest last."""

    ask: str
    hint: str
    lines: tuple[str, ...]
    first: int
    """The number of the first line shown, from 0: a line keeps its number when older ones go."""


@dataclass(frozen=True, slots=True)
class EndScene:
    """What is shown when the session is over."""

    title: str
    played: str
    """How many scenes it was."""
    ask: tuple[str, ...] = ()
    """The last thing that everybody does for themselves, line by line: a sentence, on the phone or,
    where no phone is there, on paper."""
    report: str = ""
    """Where the file is that it left; empty where it left none."""
    take: str = ""
    """What the code is for."""
    address: str = ""
    """The same to type; empty where no phone is there."""
    code: tuple[str, ...] = ()
    """To scan, as `Invitation.qr`."""


def bell(_: ProjectorView, names: Names) -> BellScene:
    """The title and the thanks."""
    return BellScene(names.say("bell.title"), names.say("bell.thanks"))


def settle(view: ProjectorView, names: Names) -> SettleScene:
    """The players by their own names, and a quiet moment for all."""
    who = names.listed(seat.name for seat in round_of(view).cast)
    title = names.say("settle.names", names=who) if who else names.say("settle.title")
    return SettleScene(title, names.say("settle.text"))


def kudos(view: ProjectorView, names: Names) -> KudosScene:
    """The question, and the newest lines."""
    first = max(0, len(view.kudos) - MOST_LINES)
    return KudosScene(names.say("kudos.ask"), names.say("kudos.hint"), view.kudos[first:], first)


def end(
    view: ProjectorView, names: Names, invitation: Invitation | None = None, report: str = ""
) -> EndScene:
    """Thank you, how many scenes it was, and what can be taken away."""
    if view.solo is not None:
        calls = names.say("solo.played", count=view.played) if view.played else ""
        return EndScene(names.say("solo.end"), calls or names.say("solo.none"))
    came = invitation is not None and invitation.reached
    ask = _ask(names, phones=came) if view.follow_ups else ()
    played = names.say("end.played", count=view.played) if view.played else names.say("end.none")
    title = names.say("end.title")
    if not report:
        return EndScene(title, played, ask)
    where = names.say("end.report", path=report)
    if invitation is None or not (invitation.reached and invitation.report):
        return EndScene(title, played, ask, where)
    take = names.say("end.scan")
    return EndScene(title, played, ask, where, take, invitation.report, invitation.report_qr)


def _ask(names: Names, *, phones: bool) -> tuple[str, ...]:
    if phones:
        return (names.say("intention.phones"),)
    return tuple(map(names.say, ("intention.paper", "intention.when", "intention.first")))
