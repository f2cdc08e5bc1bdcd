"""The host's part of a state: what the remote is sent beside the room's part.

Secrets and coming twists are in it; figures of an open vote are not, but how many voted and the
hands that the room raised. PROTOCOL.md lists the fields.
"""

from collections.abc import Collection
from dataclasses import asdict

from improv.core.attendance import came_since, unclaimed
from improv.core.formats import PhaseKind
from improv.core.lines import MOST_PICKED
from improv.core.roster import Person
from improv.core.state import State
from improv.core.view_models import (
    BallotBurst,
    HostView,
    Invitation,
    PlanView,
    ReelView,
    SeatView,
    TwistView,
    VoteView,
)
from improv.core.visibility import ANSWER
from improv.director.ports import CardsTrouble, Note, Remote, Trouble
from improv.locale.phrases import phrase
from improv.phones.payloads import Payload, secrets_payload
from improv.scenes.ballot import hands_in_doubt
from improv.scenes.cards_trouble import in_language
from improv.scenes.draw_reason import draw_reason
from improv.scenes.format_names import format_names
from improv.scenes.lobby import firewall
from improv.scenes.phase_times import phase_times
from improv.scenes.phone_counts import joined_count, small_room, voters_count
from improv.scenes.plan_choice import plan_choices
from improv.scenes.plan_status import plan_moves, plan_status
from improv.scenes.result import counted
from improv.scenes.setup import SURVEY, setup_lines
from improv.scenes.vote_doubts import vote_doubts
from improv.scenes.words import Names

LATELY = (3, 10)
"""Phones that came in so many minutes may be taken out together."""
LINES_SHOWN = 60
"""Of what was written: others come as these are approved or left out."""
WAITERS_SHOWN = 20
"""Of those who came during the scene; there is one tap for all of them."""


def host_payload(
    view: HostView,
    *,
    connected: int,
    unseen: int = 0,
    now: int,
    listening: Collection[str] = (),
    burst: BallotBurst | None = None,
) -> Payload:
    """The facilitator's own part. `now`: ms of the session clock; `burst`: of votes, the newest.

    `connected`: how many phones listen; `listening`: the ids of those of them that have a person;
    `unseen`: how many phones have done nothing but join.
    """
    shown, round_, clock = view.projector, view.projector.round, view.projector.clock
    names = Names.of(shown)
    # The answer is told once, and not again to each who knows it.
    known = {
        who: {source: words for source, words in found.items() if source != ANSWER}
        for who, found in view.secrets.items()
    }
    secrets = {who: found for who, found in known.items() if found}
    lines, fields = setup_lines(view, names), {one.field for one in view.settings}
    return {
        "joined": joined_count(shown, unseen),
        "connected": connected,
        "voted": shown.vote.voted if shown.vote else 0,
        "voters": voters_count(shown.vote, unseen) if shown.vote else 0,
        "clock": None
        if clock is None
        else {
            "left": max(0, clock.deadline - now),
            "rang": clock.rang,
            "by_itself": clock.by_itself,
        },
        "next": _next(view, names),
        "blank": shown.blank,
        "muted": shown.muted,
        "volume": shown.volume,
        "huddle": shown.huddle,
        "small": small_room(shown, unseen),
        "reels": [_reel(reel, names) for reel in view.reels],
        "why": draw_reason(view, names),
        "kept_out": [
            {"id": card.id, "kind_name": names.kind(card.kind), "title": card.title}
            for card in view.out
        ],
        "secrets": {
            who: secrets_payload(view.reels, found, names) for who, found in secrets.items()
        },
        "readers": {who: names.reader(who) for who in secrets},
        "answer": names.option(view.answer) if view.answer else "",
        "twists": [_twist(twist) for twist in round_.twists] if round_ else [],
        "coming": [
            {"left": None if at < 0 else max(0, at - now), **_twist(twist)}
            for at, twist in view.coming
        ],
        "spare": view.spare,
        "fills": _fills(view, names),
        "takers": [{"id": person.id, "name": person.name} for person in view.takers],
        "heat": round_.heat if round_ else None,
        "tokens": [
            {"id": token, "name": names.token(token), "left": left}
            for token, left in (round_.tokens.items() if round_ else ())
        ],
        "next_format": view.next_format,
        "next_players": [_seat(seat, names) for seat in view.next_players],
        "next_reels": [_reel(reel, names) for reel in view.next_reels],
        "promises": [{"number": p.number, "text": p.text, "kept": p.kept} for p in view.promises],
        "given": [
            {"number": number, "text": text, "nodded": nodded}
            for number, text, nodded in view.kudos
        ],
        **_lines(view),
        "noted": [
            {
                "option": one.option,
                "name": names.say("vote.line", number=one.place),
                "text": one.text,
            }
            for one in view.noted
        ],
        "formats": format_names(view, names),
        "packs": [asdict(pack) for pack in view.packs],
        "plan": _plan(view.plan, names, now) if view.plan else None,
        "plans": [asdict(plan) for plan in plan_choices(view, names)],
        "times": [asdict(one) for one in phase_times(view.times, names)],
        "settings": [asdict(one) for one in lines if one.field in fields],
        "surveys": [
            {"id": one.field.removeprefix(SURVEY), "name": one.name, "on": one.on}
            for one in lines
            if one.field.startswith(SURVEY)
        ],
        "session_languages": list(view.languages),
        "session_language": shown.language,
        "people": [_person(person, listening) for person in shown.people if person.name],
        "waiting": len(view.waiting),
        "waiters": [
            {"id": person.id, "name": person.name} for person in view.waiting[:WAITERS_SHOWN]
        ],
        "asking": _asking(shown.vote, 0),
        "hands": {row: list(counts) for row, counts in shown.vote.hands.items()}
        if shown.vote
        else {},
        "doubts": {
            row: names.say("facilitator.hands.many", **doubt)
            for row, counts in (shown.vote.hands.items() if shown.vote else ())
            if (doubt := hands_in_doubt(view, row, counts))
        },
        "vote_doubts": list(vote_doubts(view, burst, names)),
        "turnout": {whose.value: count for whose, count in view.turnout.voters.items()}
        if view.turnout
        else {},
        "headcount": view.headcount,
        "standings": view.standings,
        "standing": [
            [
                {
                    "place": line.place,
                    "title": line.title,
                    "players": [seat.name for seat in line.cast if seat.name],
                    "counted": counted(line.tally, names),
                }
                for line in lines
            ]
            for lines in shown.standings
        ],
        "unranked": view.unranked,
        "can_undo": view.can_undo,
        "gaps": view.gaps,
    }


def _plan(plan: PlanView, names: Names, now: int) -> Payload:
    """Where the plan is, and what may be done with its steps."""
    status = asdict(plan_status(plan, names, now))
    return {
        "name": plan.name,
        **{name: list(one) if isinstance(one, tuple) else one for name, one in status.items()},
        "moves": [
            {
                "id": move.id,
                "text": move.text,
                "note": move.note,
                "action": move.action.name,
                "step": getattr(move.action, "step", None),
                "on": getattr(move.action, "on", True),
            }
            for move in plan_moves(plan, names)
        ],
    }


def leavers_payload(state: State, now: int) -> Payload:
    """How many phones may be taken out: those that never voted, and those that came lately."""
    phones = tuple(unclaimed(state))
    return {
        "leavers": [
            {"minutes": None, "count": sum(not voted for _, voted in phones)},
            *(
                {
                    "minutes": minutes,
                    "count": sum(came_since(phone, minutes, now) for phone, _ in phones),
                }
                for minutes in LATELY
            ),
        ]
    }


def trouble_payload(trouble: Trouble | None, language: str) -> Payload:
    """What is wrong with the disk, by its name and in words."""
    words = phrase(language, f"trouble.{trouble.value}") if trouble else ""
    return {"trouble": trouble.value if trouble else None, "trouble_words": words}


def network_payload(
    invitation: Invitation | None, remote: Remote | None, hosts: int, names: Names
) -> Payload:
    """Where phones and further remotes come in; `hosts`: how many of those listen now."""
    return {
        "invitation": {
            "address": invitation.address,
            "code": invitation.code,
            "wifi": invitation.wifi,
            "firewall": firewall(invitation, names),
        }
        if invitation
        else None,
        "remote": {
            "address": remote.address,
            "url": remote.url,
            "pin": remote.pin,
            "hosts": hosts,
        }
        if remote
        else None,
    }


def cards_payload(trouble: CardsTrouble, language: str) -> Payload:
    """Why the cards as they were last saved are not played, in words."""
    return {"cards_trouble": list(in_language(trouble, language))}


def note_payload(note: Note | None, language: str) -> Payload:
    """A word about what failed and harms nothing."""
    return {"note": phrase(language, note.name, **note.values) if note else ""}


def _lines(view: HostView) -> Payload:
    """What was written, for the facilitator to approve, and how many lines there are on paper."""
    ask, lines = view.projector.ask, view.lines[:LINES_SHOWN]
    waiting = [line.number for line in lines if not line.approved]
    return {
        "lines": [
            {
                "number": line.number,
                "text": line.text,
                "approved": line.approved,
                "consents": line.consents,
            }
            for line in lines
        ],
        "lines_waiting": len(waiting),
        "lines_upto": max(waiting, default=0),
        "written": ask.written if ask else 0,
        "writers": ask.writers if ask else 0,
        "papers": ask.papers if ask else 0,
        "most_papers": MOST_PICKED,
    }


def _next(view: HostView, names: Names) -> str:
    """Where Next leads, in words; empty where it would be refused."""
    shown, phase = view.projector, view.next_phase
    if shown.blank:
        return names.say("host.next.blank")
    if shown.paused:
        return names.say("host.next.resume")
    if phase is not None:
        return names.phase(phase.id, phase.kind)
    if shown.kind is PhaseKind.RESULT and shown.result is None:
        return names.say("key.reveal")
    criterion = _asking(shown.vote, 1)
    return names.criterion(criterion) if criterion else ""


def _fills(view: HostView, names: Names) -> Payload | None:
    """The place that may be given to somebody now; `open`: also to somebody without a name."""
    round_, place = view.projector.round, view.fills
    if round_ is None or place is None:
        return None
    seat = names.seat(round_.cast[place].seat)
    return {"place": place, "seat_name": seat, "open": place == round_.takeover}


def _asking(vote: VoteView | None, ahead: int) -> str:
    """The criterion that a show of hands is at, or `ahead` of it; empty where there is none."""
    criteria = vote.criteria[vote.asking + ahead :] if vote else ()
    return criteria[0] if criteria else ""


def _seat(seat: SeatView, names: Names) -> Payload:
    return {"seat": seat.seat, "seat_name": names.seat(seat.seat), "name": names.player(seat)}


def _person(person: Person, listening: Collection[str]) -> Payload:
    return {
        "id": person.id,
        "name": person.name,
        "plays": person.plays,
        "present": person.present,
        "phone": person.votes,
        "connected": person.id in listening,
    }


def _reel(reel: ReelView, names: Names) -> Payload:
    kind = reel.card.kind
    card = {"kind": kind.value, "kind_name": names.kind(kind), **reel.card.words}
    return {"reel": reel.id, "locked": reel.locked, "card": card}


def _twist(twist: TwistView) -> Payload:
    return {"title": twist.title, "text": twist.text, "promise": bool(twist.promise)}
