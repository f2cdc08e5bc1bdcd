"""Whose ballot it was is forgotten when a session closes: nobody can be found in what is kept.

Until then a ballot names its voter, so that it can be changed and counts once. VOTING.md calls
ballots anonymous; this makes it true of the journal, and leaves every tally as it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from improv.core.electorate import counting
from improv.core.events import (
    BallotCast,
    ConsentGiven,
    Event,
    HandsCounted,
    KudosGiven,
    LineDismissed,
    LineNoted,
    LinesApproved,
    LineWritten,
)
from improv.core.session import evolve
from improv.core.state import Round, State
from improv.core.votes import KEYBOARD, Ballot


def anonymised(events: Sequence[Event]) -> list[Event]:
    """The events of a session that is over, in their number, with nothing to link its ballots.

    In each round the ballots that count take the places of all that were cast, sorted by what they
    say: their order and their instants say nothing of who cast them. Voters are numbered anew in
    each. What a player said of the own scene, or guessed in it, stays with the seat, where the
    room saw it. Thanks lose their giver. Of what was written nothing is left, neither text nor
    writer, but how many options the room had.
    """
    state: State | None = None
    places: defaultdict[int, list[int]] = defaultdict(list)
    rounds: dict[int, Round] = {}
    for place, event in enumerate(events):
        state = evolve(state, event)
        if isinstance(event, BallotCast):
            places[event.round].append(place)
        if state.round is not None:
            rounds[state.round.number] = state.round
    kept = [_without_person(event, state) for event in events]
    for number, taken in places.items():
        assert state is not None
        ballots = _unlinked(state, rounds[number])
        for place in taken:
            at = events[place].at
            found = next(ballots, None)
            # A ballot that was changed, or does not count, leaves an empty place.
            kept[place] = (
                HandsCounted(at=at, round=number, rows={})
                if found is None
                else BallotCast(at=at, round=number, voter=found[0], ballot=found[1])
            )
    return kept


def _without_person(event: Event, state: State | None) -> Event:
    """The event without who gave thanks or wrote a line. `state`: as the session ended."""
    match event:
        case KudosGiven():
            return replace(event, giver="")
        case LinesApproved():
            # An option that was withdrawn, because its text was changed, is one that never was.
            stayed = state.lines_of(event.round).options if state is not None else ()
            options = tuple(sorted(option for option in event.options if option in stayed))
            return replace(event, lines=(), options=options)
        case LineWritten() | ConsentGiven() | LineDismissed() | LineNoted():
            return LineWritten(at=event.at, round=event.round)
    return event


def _unlinked(state: State, round_: Round) -> Iterator[tuple[str, Ballot]]:
    """What counts in a round, each ballot with its voter's new key."""
    votes, asked = state.votes_of(round_.number), round_.question
    cast = {one.person: one.seat for one in round_.cast}
    seated = {votes.voters[person]: person for person in cast if person in votes.voters}
    raters: defaultdict[str, list[Ballot]] = defaultdict(list)
    players: defaultdict[str, list[Ballot]] = defaultdict(list)
    for (voter, _), ballot in counting(votes, round_).items():
        seat = cast[seated[voter]] if voter in seated else ""
        if asked.counts(ballot.kind, voter, seat):
            stays = voter in seated and not asked.of_room(ballot.kind)
            (players if stays else raters)[voter].append(ballot)
    ordered = sorted(raters, key=lambda voter: repr(raters[voter]))
    for count, voter in enumerate(ordered, start=1):
        key = f"{KEYBOARD if voter.startswith(KEYBOARD) else ''}{count}"
        yield from ((key, ballot) for ballot in raters[voter])
    for voter, ballots in players.items():
        yield from ((seated[voter], ballot) for ballot in ballots)
