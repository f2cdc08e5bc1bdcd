"""The session in figures, from its events: what an export writes.

JSON-able values only. Ballots carry no name and no order, and where there were too few to show
figures they are left out: they would name people.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from improv.core import events as e
from improv.core.cards import DrawnCard
from improv.core.codec import encoder
from improv.core.evolve import evolve
from improv.core.formats import BallotKind
from improv.core.projections import scene_tally
from improv.core.state import Round, State
from improv.core.tally import FIGURES_FROM, Tally
from improv.core.votes import GRADES, Ballot

_plain_ballot = encoder(Ballot)

ROW = ("round", "format", "request", "source", "asked", "answer", "count")
"""The columns of `rows`."""


def summarise(events: Iterable[e.Event]) -> dict[str, Any]:
    """Everything that happened, as one JSON-able value. ValueError without a first event."""
    state: State | None = None
    rounds: dict[int, Round] = {}
    phases: list[dict[str, Any]] = []
    for event in events:
        state = evolve(state, event)
        if state.round is not None:
            rounds[state.round.number] = state.round
        if isinstance(event, e.PhaseEntered | e.RoundDrawn):
            number = state.round.number if state.round else None
            phases.append({"at_ms": event.at, "phase": event.phase.id, "round": number})
    if state is None:
        raise ValueError("a session without an event")
    return {
        "setup": {
            "seed": state.setup.seed,
            "ballot": state.setup.ballot,
            "rounds": state.setup.rounds,
            "huddle": state.setup.huddle,
            "language": state.language,
        },
        "rounds": [_round(state, round_) for round_ in rounds.values()],
        "promises": [{"round": p.round, "text": p.text} for p in state.promises],
        "kudos": [line.text for line in state.kudos if line.nodded],
        "phases": phases,
    }


def rows(summary: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """The votes of a summary as flat rows of ROW, one a figure."""
    for scene in summary["rounds"]:
        request = next((c["title"] for c in scene["cards"].values() if c["kind"] == "prompt"), "")
        head = (scene["number"], scene["format"], request)
        if scene["tally"] is None:
            continue
        for criterion, counts in scene["tally"]["criteria"].items():
            for grade, count in zip(GRADES, counts, strict=True):
                yield (*head, "room", criterion, grade, count)
        for asked in ("moves", "choices"):
            for answer, count in scene["tally"][asked].items():
                yield (*head, "room", asked, answer, count)
        for seat, grades in scene["tally"]["own"].items():
            for grade in sorted(set(grades)):
                yield (*head, seat, "self", grade, grades.count(grade))


def _round(state: State, round_: Round) -> dict[str, Any]:
    votes = state.votes_of(round_.number)
    counted = scene_tally(state, round_)
    shown = round_.revealed
    ballots = [_plain_ballot(b) for b in votes.ballots.values() if b.kind is not BallotKind.SELF]
    enough = shown and counted.ballots >= FIGURES_FROM
    return {
        "number": round_.number,
        "format": round_.format.id,
        "cards": {reel: _card(state, drawn) for reel, drawn in round_.cards.items()},
        "cast": [
            {"seat": c.seat, "name": state.people[c.person].name if c.person else ""}
            for c in round_.cast
        ],
        "twists": [_twist(state, rung.drawn, rung.promise, rung.at) for rung in round_.rung],
        "heat": round_.heat,
        "revealed": shown,
        "ranked": counted.ranked,
        "ballots": sorted(ballots, key=repr) if enough else [],
        "hands": {row: list(counts) for row, counts in votes.hands.items()} if enough else {},
        "tally": _tally(counted) if shown else None,
    }


def _card(state: State, drawn: DrawnCard) -> dict[str, Any]:
    words = drawn.say(state.language)
    return {
        "id": drawn.card.id,
        "kind": drawn.card.kind.value,
        "title": words.get("title", ""),
        "text": words.get("text", ""),
        "practices": list(drawn.card.practices),
    }


def _twist(state: State, drawn: DrawnCard | None, promise: int | None, at: int) -> dict[str, Any]:
    if drawn is not None:
        return {"at_ms": at, "card": _card(state, drawn)}
    if promise is not None:
        return {"at_ms": at, "promise": promise}
    return {"at_ms": at, "cue": True}


def _tally(counted: Tally) -> dict[str, Any]:
    overall = counted.overall
    return {
        "by_phone": counted.by_phone,
        "by_hand": counted.by_hand,
        "criteria": {name: list(d.counts) for name, d in counted.criteria.items()},
        "median": overall.median if overall else None,
        "csat": round(float(overall.csat), 4) if overall else None,
        "split": overall.split if overall else None,
        "choices": dict(counted.choices),
        "moves": dict(counted.moves),
        "own": {seat: list(grades) for seat, grades in counted.own.items()},
    }
