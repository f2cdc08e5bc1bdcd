"""How phones reach the room, for the facilitator: three numbers, the door, the host remote.

A strip of their window. The PIN stands in it only while it was asked for.
"""

from collections.abc import Iterator

from improv.director.ports import Invitation, Remote
from improv.locale import isolate
from improv.screen.boxes import Box
from improv.screen.stage import Stage
from improv.text import Weight


def joined(stage: Stage) -> int:
    """How many people who are here vote with a phone of their own."""
    return sum(person.votes and person.present for person in stage.view.people)


def reach(stage: Stage, box: Box, invitation: Invitation, remote: Remote | None) -> None:
    """Three pairs of lines; side by side, or one under the other in a narrow window."""
    u, swatch = stage.u, stage.theme.panel
    stage.surface(box, swatch, u(1.4))
    inner = box.inset(u(2.2), u(1.0))
    narrow = stage.scale.wide < 1.1
    places = inner.rows(3, u(0.6)) if narrow else inner.columns(3, u(2.4))
    for place, (first, second) in zip(places, _lines(stage, invitation, remote), strict=False):
        upper, lower = place.rows(2)
        stage.words(first, upper, u(3), swatch.ink, weight=Weight.BOLD, lines=1, down="middle")
        stage.words(second, lower, u(2.8), swatch.soft, lines=1, down="middle")


def _lines(
    stage: Stage, invitation: Invitation, remote: Remote | None
) -> Iterator[tuple[str, str]]:
    """Who is there, where they come in, and where the facilitator does."""
    vote = stage.view.vote
    here = stage.say("invite.joined", count=joined(stage))
    listening = stage.say("invite.connected", count=invitation.connected)
    voted = stage.say("vote.voted", count=vote.voted, voters=vote.voters) if vote else ""
    yield (f"{here} · {listening}", voted) if voted else (here, listening)
    where = f"{isolate(invitation.address)} · {isolate(invitation.code)}"
    yield where, stage.say(f"door.{stage.view.door.value}")
    if remote is not None:
        address = isolate(remote.address)
        if stage.frame.desk.pin:
            yield stage.say("invite.pin", pin=remote.pin), address
        else:
            yield address, stage.say("invite.hosts", count=remote.hosts)
