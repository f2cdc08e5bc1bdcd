"""Doubts about a vote, for the facilitator alone: decided once for the window and the remote."""

from improv.core.view_models import BallotBurst, HostView
from improv.core.votes import Electorate
from improv.scenes.words import Names


def vote_doubts(host: HostView, burst: BallotBurst | None, names: Names) -> tuple[str, ...]:
    """Why the votes of the round that is on may not be the room's; nothing once they are shown."""
    turnout, round_ = host.turnout, host.projector.round
    if turnout is None or round_ is None:
        return ()
    found = []
    if turnout.too_many:
        voters = turnout.voters[Electorate.EVERYBODY]
        found.append(names.say("facilitator.votes.many", voters=voters, people=turnout.people))
    if burst is not None and burst.round == round_.number:
        found.append(names.say("facilitator.votes.burst", count=burst.ballots))
    return tuple(found)
