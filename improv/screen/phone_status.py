"""The phones' strip of the facilitator's picture: who has joined, the address, the host remote.

The PIN of the host remote is in it only while it is asked for.
"""

from collections.abc import Iterator

from improv.core.view_models import Invitation
from improv.director.ports import Remote
from improv.locale.phrases import isolate
from improv.scenes.phone_counts import joined_count, voters_count
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text.fonts import Weight


def phone_status(builder: Builder, box: Box, invitation: Invitation, remote: Remote | None) -> None:
    """Put three pairs of lines into a box: side by side, or stacked in a narrow window."""
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
    """How many have joined, where phones join, and where the host remote is."""
    vote = builder.view.vote
    here = builder.say("invite.joined", count=joined_count(builder.view, invitation.unseen))
    connected = builder.say("invite.connected", count=invitation.connected)
    voters = voters_count(vote, invitation.unseen) if vote else 0
    voted = builder.say("vote.voted", count=vote.voted, voters=voters) if vote else ""
    yield (builder.names.beside((here, connected)), voted) if voted else (here, connected)
    where = builder.names.beside(map(isolate, (invitation.address, invitation.code)))
    yield where, builder.say(f"door.{builder.view.door.value}")
    if remote is not None:
        address = isolate(remote.address)
        if builder.frame.ui.pin:
            yield builder.say("invite.pin", pin=remote.pin), address
        else:
            yield address, builder.say("invite.hosts", count=remote.hosts)
