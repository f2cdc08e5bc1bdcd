"""How phones reach the room, for the facilitator: three numbers, the door, the host remote.

A strip of their window. The PIN stands in it only while it was asked for.
"""

from collections.abc import Iterator

from improv.director.ports import Invitation, Remote
from improv.locale import isolate
from improv.scenes.lobby import joined_count
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text import Weight


def reach(builder: Builder, box: Box, invitation: Invitation, remote: Remote | None) -> None:
    """Three pairs of lines; side by side, or one under the other in a narrow window."""
    u, swatch = builder.u, builder.theme.panel
    builder.surface(box, swatch, u(1.4))
    inner = box.inset(u(2.2), u(1.0))
    narrow = builder.scale.wide < 1.1
    places = inner.rows(3, u(0.6)) if narrow else inner.columns(3, u(2.4))
    for place, (first, second) in zip(places, _lines(builder, invitation, remote), strict=False):
        upper, lower = place.rows(2)
        builder.line(first, upper, u(3), swatch.ink, Weight.BOLD)
        builder.line(second, lower, u(2.8), swatch.soft)


def _lines(
    builder: Builder, invitation: Invitation, remote: Remote | None
) -> Iterator[tuple[str, str]]:
    """Who is there, where they come in, and where the facilitator does."""
    vote = builder.view.vote
    here = builder.say("invite.joined", count=joined_count(builder.view))
    listening = builder.say("invite.connected", count=invitation.connected)
    voted = builder.say("vote.voted", count=vote.voted, voters=vote.voters) if vote else ""
    yield (f"{here} · {listening}", voted) if voted else (here, listening)
    where = f"{isolate(invitation.address)} · {isolate(invitation.code)}"
    yield where, builder.say(f"door.{builder.view.door.value}")
    if remote is not None:
        address = isolate(remote.address)
        if builder.frame.desk.pin:
            yield builder.say("invite.pin", pin=remote.pin), address
        else:
            yield address, builder.say("invite.hosts", count=remote.hosts)
