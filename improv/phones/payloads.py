"""Payloads: the views of the core as JSON, in the language of whoever reads them.

Nothing is hidden here: what a client must not know is not in its view (core/projections.py). A
state has two parts, so that a whole room can be told quickly: the room's part is made once for
each language, a voter's own part is added to it. PROTOCOL.md lists the fields.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from improv.core.actions import Stop
from improv.core.cards import Kind, Words
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.line_text import MOST_CLUSTERS
from improv.core.roster import Door
from improv.core.tally import Tally
from improv.core.view_models import ProjectorView, ReelView, VoterView
from improv.core.votes import GRADES, MOST_MOVES, MOVES_ROW, Ballot, Electorate, Question
from improv.scenes.ask import ask as ask_scene
from improv.scenes.ask import question
from improv.scenes.result import choice_label, favourite
from improv.scenes.rules import RulesScene, rules
from improv.scenes.secrets import in_order, kinds_of
from improv.scenes.words import Names

Payload = dict[str, Any]
"""What json.dumps takes."""


compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON without spaces between its parts, by an encoder that is made once."""


# The room's part.


def room_payload(view: ProjectorView, asked: Question | None) -> Payload:
    """The part of a state that everybody of one language is sent."""
    round_ = view.round
    names = Names.of(view)
    return {
        "phase": view.kind.value,
        "phase_id": view.phase_id,
        "phase_name": names.phase(view.phase, view.kind),
        "round": round_.number if round_ else None,
        "ordinal": round_.ordinal if round_ and not round_.survey else None,
        "rounds": view.rounds,
        "votes": view.votes,
        "has_vote": view.has_vote,
        "paused": view.paused,
        "stopped": view.stopped,
        "can_stop": view.kind in Stop.phases and not (round_ and round_.survey),
        "ends": _ends(view),
        "language": view.language,
        "format": {
            "id": view.format_id,
            "name": names.game(view.format_id),
            "objective": view.format.get("objective", ""),
        },
        "rules": _rules(rules(view, names)) if view.rules else None,
        "door": view.door.value,
        "electorate": round_.electorate.value if round_ else Electorate.EVERYBODY.value,
        "request": _request(round_.reels) if round_ else None,
        "seats": [
            {
                "place": place,
                "seat": chair.seat,
                "seat_name": names.seat(chair.seat),
                "name": chair.name,
                "taken": chair.taken,
                "open": place == round_.takeover,
            }
            for place, chair in enumerate(round_.cast)
        ]
        if round_
        else [],
        "offering": bool(round_ and round_.offering),
        "ask": _ask(view, names) if view.ask else None,
        "asked": _asked(asked, names) if asked else None,
        "result": _tally(view.result, round_.answer if round_ else "", names)
        if view.result
        else None,
        "tip": round_.tip if round_ else "",
        "step": view.step,
        "kudos": list(view.kudos),
    }


def _rules(told: RulesScene) -> Payload:
    """What the room is told of the game that is on, or comes next."""
    return {
        "change": told.change,
        "lines": list(told.lines),
        "judged": [{"icon": one.icon, "text": one.text} for one in told.judged],
        "tokens": [{"icon": one.icon, "text": one.text} for one in told.tokens],
    }


def without_content(shared: Payload) -> Payload:
    """The room's part for a stranger who is outside and showed no code: no text, no name."""
    nothing: Payload = {
        "rules": None,
        "request": None,
        "seats": [],
        "ask": None,
        "asked": None,
        "result": None,
        "tip": "",
        "step": "",
        "kudos": [],
        "follow_up": None,
    }
    return {**shared, **nothing}


def _ask(view: ProjectorView, names: Names) -> Payload:
    """What everybody writes now, and the line that is shown; how many have is no news for all."""
    assert view.ask is not None
    scene = ask_scene(view, names)
    return {
        "open": view.ask.open,
        "question": question(view),
        "deals": view.ask.deals,
        "line": scene.line,
        "place": scene.place,
        "most": MOST_CLUSTERS,
    }


def _ends(view: ProjectorView) -> int | None:
    """When ballots, or what is written, are closed by the clock, ms of the session clock."""
    if not view.clock_in_sight:
        return None
    if view.ask is not None and view.ask.open:
        return view.clock.deadline if view.clock else None
    asks = view.kind in (PhaseKind.GUESS, PhaseKind.VOTE)
    return view.clock.deadline if asks and view.clock and view.clock.by_itself else None


def _request(reels: Sequence[ReelView]) -> Payload | None:
    prompt = next((reel.card.words for reel in reels if reel.card.kind is Kind.PROMPT), None)
    return None if prompt is None else dict(prompt)


def _asked(asked: Question, names: Names) -> Payload:
    """What a ballot of this round asks, with the words of every point."""
    rates = BallotKind.RATE in asked.kinds
    ticks = rates and asked.moves
    return {
        "kinds": [kind.value for kind in asked.kinds],
        "criteria": [
            {
                "id": criterion.id,
                "name": names.question(criterion.id),
                "grades": [names.grade(criterion.id, grade) for grade in GRADES],
            }
            for criterion in asked.criteria
        ]
        if rates
        else [],
        "moves": [{"id": move, "name": names.move(move)} for move in MOVES] if ticks else [],
        "most_moves": MOST_MOVES if ticks else 0,
        "pick": names.pick() if BallotKind.PICK in asked.kinds else "",
        "options": []
        if set(asked.kinds) <= {BallotKind.RATE}
        else [{"id": option, "name": names.option(option)} for option in asked.options],
    }


def _tally(tally: Tally, answer: str, names: Names) -> Payload:
    """The result that the room has seen."""
    criteria = {
        criterion: {
            "name": names.criterion(criterion),
            "counts": list(counted.counts),
            "median": counted.median,
            "csat": round(100 * counted.csat),
            "split": counted.split,
        }
        for criterion, counted in tally.criteria.items()
    }
    return {
        "ballots": tally.ballots,
        "by_phone": tally.by_phone,
        "by_hand": tally.by_hand,
        "electorate": tally.electorate.value,
        "ranked": tally.ranked,
        "has_figures": tally.has_figures,
        "median": tally.overall.median if tally.overall else None,
        "csat": round(100 * tally.overall.csat) if tally.overall else None,
        "criteria": criteria,
        "full": tally.full,
        "best": list(tally.favourites),
        "favourite": favourite(tally, names),
        "choice": choice_label(tally, answer, names) if tally.choices else "",
        "choices": [
            {"id": option, "name": names.option(option), "count": count}
            for option, count in tally.choices.items()
        ],
        "moves": [
            {"id": move, "name": names.move(move), "count": count}
            for move, count in tally.moves.items()
        ],
    }


# A client's own part.


def stranger_payload(view: ProjectorView, *, invited: bool, outside: bool) -> Payload:
    """The part of a phone that has not joined: how to join."""
    code_needed = not invited and (outside or view.door is Door.CODE)
    shut = view.door is Door.SHUT
    people = () if code_needed or shut else view.people
    roster = [person for person in people if person.name and person.id != person.phone]
    return {
        "you": None,
        "ballot": None,
        "join": {
            "shut": shut,
            "code_needed": code_needed,
            "names": [
                {"id": person.id, "name": person.name} for person in roster if not person.votes
            ],
            "roster": [
                {"id": person.id, "name": person.name, "taken": person.votes} for person in roster
            ],
        },
    }


def voter_payload(view: VoterView, shared: Payload, *, names_left: bool) -> Payload:
    """The voter's own part. `shared` is the part of everybody in the same language."""
    person, names, round_ = view.person, Names.of(view.projector), view.projector.round
    reels = round_.reels if round_ else ()
    counted = {kind.value: ballot_payload(ballot) for kind, ballot in view.ballots.items()}
    ballot: Payload | None = None
    if view.asks:
        asked = shared["asked"] if BallotKind.SELF not in view.asks else _self(view.seat, names)
        ballot = {**asked, "kinds": [kind.value for kind in view.asks], "counted": counted}
    return {
        "you": {
            "name": person.name,
            "seat": view.seat,
            "seat_name": names.seat(view.seat) if view.seat else "",
            "place": view.place,
            "offer": _offer(view, names),
            "volunteered": view.volunteered,
            "sits_out": view.sits_out,
            "may_take": view.may_take,
            "plays": person.plays,
            "late": view.late,
            "waits": view.waits,
            "line": view.line,
            "consents": view.consents,
            "directs": view.directs,
            "can_claim": names_left and not person.name,
            "observer": view.observer.words.get("text", "") if view.observer else "",
            "secrets": secrets_payload(reels, view.secrets, names),
            "counted": counted,
            "answers": [] if view.asks else _answers(view, names),
        },
        "ballot": ballot,
    }


def _offer(view: VoterView, names: Names) -> Payload | None:
    """The seat that they are asked to play."""
    round_ = view.projector.round
    if view.offer is None or round_ is None:
        return None
    return {"place": view.offer, "seat_name": names.seat(round_.cast[view.offer].seat)}


def _answers(view: VoterView, names: Names) -> list[Payload]:
    """What counts of the voter's own ballots, question by question, once they are closed."""
    found: list[Payload] = []
    for kind, ballot in view.ballots.items():
        if kind is BallotKind.RATE:
            for one in view.criteria:
                grade = ballot.scores.get(one)
                words = names.grade(one, grade) if grade else ""
                found.append({"name": names.criterion(one), "grade": grade, "words": words})
            if ballot.moves:
                words = names.listed(map(names.move, ballot.moves))
                found.append({"name": names.row(MOVES_ROW), "grade": None, "words": words})
        elif kind is BallotKind.SELF:
            question, grade = _self(view.seat, names)["criteria"][0], ballot.scores["self"]
            words = question["grades"][grade - 1]
            found.append({"name": question["name"], "grade": grade, "words": words})
        else:
            name = names.pick() if kind is BallotKind.PICK else names.say("guess.ask")
            found.append({"name": name, "grade": None, "words": names.option(ballot.choice)})
    return found


def _self(seat: str, names: Names) -> Payload:
    """The question to a player about themselves; to a customer, how it felt."""
    about = "self.customer" if seat == "customer" else "self.agent"
    points = [names.say(f"{about}.{grade}") for grade in GRADES]
    question = {"id": "self", "name": names.say(about), "grades": points}
    return {"criteria": [question], "moves": [], "most_moves": 0, "pick": "", "options": []}


def ballot_payload(ballot: Ballot) -> Payload:
    """A ballot as it was sent."""
    payload: Payload = {"kind": ballot.kind.value}
    if ballot.scores:
        payload["scores"] = dict(ballot.scores)
    if ballot.moves:
        payload["moves"] = list(ballot.moves)
    if ballot.choice:
        payload["choice"] = ballot.choice
    return payload


def secrets_payload(
    reels: Sequence[ReelView], secrets: Mapping[str, Words], names: Names
) -> list[Payload]:
    """The secrets of a round with these reels, in the order of every surface."""
    return [
        {"reel": one.source, "field": one.field, "name": one.name, "text": one.text}
        for one in in_order(kinds_of(reels), secrets, names)
    ]
