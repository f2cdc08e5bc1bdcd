"""Remote: what a host is told beside what the room is told, as JSON in the host's words.

Secrets and coming twists are in it; figures of an open vote are not, but how many voted and the
hands that the room raised. PROTOCOL.md lists the fields.
"""

from improv.core.cards import Words
from improv.core.formats import PhaseKind
from improv.core.roster import Person
from improv.core.view_models import HostView, ReelView, SeatView, TwistView, VoteView
from improv.core.visibility import ANSWER
from improv.director.ports import Note, Trouble
from improv.locale.phrases import phrase
from improv.phones.payloads import Payload, named, secrets_payload


def host_payload(view: HostView, *, connected: int, language: str, now: int) -> Payload:
    """The facilitator's own part. `now`: ms of the session clock."""
    room, round_, clock = view.projector, view.projector.round, view.projector.clock
    own: Words = round_.format if round_ else {}
    # The answer is told once, and not again to each who knows it.
    known = {
        who: {source: words for source, words in found.items() if source != ANSWER}
        for who, found in view.secrets.items()
    }
    secrets = {who: found for who, found in known.items() if found}
    return {
        "joined": sum(person.votes and person.present for person in room.people),
        "connected": connected,
        "voted": room.vote.voted if room.vote else 0,
        "voters": room.vote.voters if room.vote else 0,
        "clock": None
        if clock is None
        else {
            "left": max(0, clock.deadline - now),
            "rang": clock.rang,
            "by_itself": clock.by_itself,
        },
        "next": _next(view, own, language),
        "blank": room.blank,
        "muted": room.muted,
        "volume": room.volume,
        "huddle": room.huddle,
        "small": "" if room.figures == "ranked" else room.figures,
        "reels": [_reel(reel, language) for reel in view.reels],
        "secrets": {who: secrets_payload(found, own, language) for who, found in secrets.items()},
        "readers": {who: _reader(own, language, who) for who in secrets},
        "answer": _answer(view.answer, own),
        "twists": [_twist(twist) for twist in round_.twists] if round_ else [],
        "coming": [
            {"left": None if at < 0 else max(0, at - now), **_twist(twist)}
            for at, twist in view.coming
        ],
        "spare": view.spare,
        "heat": round_.heat if round_ else None,
        "tokens": [
            {"id": token, "name": named(own, language, f"token.{token}", token), "left": left}
            for token, left in (round_.tokens.items() if round_ else ())
        ],
        "next_format": view.next_format,
        "next_players": [_seat(seat, own, language) for seat in view.next_players],
        "next_reels": [_reel(reel, language) for reel in view.next_reels],
        "promises": [{"number": p.number, "text": p.text} for p in view.promises],
        "given": [
            {"number": number, "text": text, "nodded": nodded}
            for number, text, nodded in view.kudos
        ],
        "formats": {id_: words.get("name", id_) for id_, words in view.formats.items()},
        "session_languages": list(view.languages),
        "session_language": room.language,
        "people": [_person(person) for person in room.people if person.name],
        "asking": _asking(room.vote, 0),
        "hands": {row: list(counts) for row, counts in room.vote.hands.items()}
        if room.vote
        else {},
        "standings": view.standings,
        "standing": [
            [
                {
                    "place": line.place,
                    "title": line.title,
                    "players": [seat.name for seat in line.cast if seat.name],
                }
                for line in lines
            ]
            for lines in room.standings
        ],
        "unranked": view.unranked,
        "can_undo": view.can_undo,
        "gaps": view.gaps,
    }


def trouble_payload(trouble: Trouble | None, language: str) -> Payload:
    """What is wrong with the disk, by its name and in words."""
    words = phrase(language, f"trouble.{trouble.value}") if trouble else ""
    return {"trouble": trouble.value if trouble else None, "trouble_words": words}


def note_payload(note: Note | None, language: str) -> Payload:
    """A word about what failed and harms nothing."""
    return {"note": phrase(language, note.name, **note.values) if note else ""}


def _next(view: HostView, own: Words, language: str) -> str:
    """Where Next leads, in words; empty where it would be refused."""
    room, phase = view.projector, view.next_phase
    if room.blank:
        return phrase(language, "host.next.blank")
    if room.paused:
        return phrase(language, "host.next.resume")
    if phase is not None:
        return own.get(f"phase.{phase.id}") or phrase(language, f"phase.{phase.kind.value}")
    if room.kind is PhaseKind.RESULT and room.result is None:
        return phrase(language, "key.reveal")
    criterion = _asking(room.vote, 1)
    return named(own, language, f"criterion.{criterion}", criterion) if criterion else ""


def _asking(vote: VoteView | None, ahead: int) -> str:
    """The criterion that a show of hands is at, or `ahead` of it; empty where there is none."""
    criteria = vote.criteria[vote.asking + ahead :] if vote else ()
    return criteria[0] if criteria else ""


def _reader(own: Words, language: str, who: str) -> str:
    """Who may read some secrets: a seat, or the facilitator."""
    return named(own, language, f"seat.{who}") or phrase(language, "peek.facilitator")


def _answer(answer: str, own: Words) -> str:
    return own.get(f"option.{answer}", answer)


def _seat(seat: SeatView, own: Words, language: str) -> Payload:
    name = named(own, language, f"seat.{seat.seat}", seat.seat)
    return {"seat": seat.seat, "seat_name": name, "name": seat.name}


def _person(person: Person) -> Payload:
    return {
        "id": person.id,
        "name": person.name,
        "plays": person.plays,
        "present": person.present,
        "phone": person.votes,
    }


def _reel(reel: ReelView, language: str) -> Payload:
    kind = reel.card.kind.value
    called = phrase(language, f"kind.{kind}")
    card = {"kind": kind, "kind_name": called, **reel.card.words}
    return {"reel": reel.id, "locked": reel.locked, "card": card}


def _twist(twist: TwistView) -> Payload:
    """A twist: what it is called where it is a card, and its words."""
    if twist.card is not None:
        words = twist.card.words
        return {"title": words.get("title", ""), "text": words.get("text", ""), "promise": False}
    return {"title": "", "text": twist.promise or twist.cue, "promise": bool(twist.promise)}
