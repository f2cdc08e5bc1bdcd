"""What the stage's page is told: the scene of the phase, its heading, and what lies over it.

The time goes beside the page, as what is left of it, never as an instant: a page is made once for
each scene, and the clock on it is that of the moment when it was made.
"""

from zlib import crc32

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.locale.phrases import isolate
from improv.phones.payloads import Payload
from improv.phones.stage_scenes import SCENES
from improv.phones.stage_words import Scene

WITHOUT_CLOCK = frozenset({PhaseKind.LOBBY, PhaseKind.DRAW, PhaseKind.END})
_CLOSING = frozenset({PhaseKind.LOBBY, PhaseKind.STANDINGS, PhaseKind.KUDOS, PhaseKind.END})
FINE = 45_000
"""ms: the ring of a longer clock moves once a second, of a shorter one four times."""


def stage_payload(scene: Scene, now: int) -> Payload:
    """All that the page's template needs; `now` is the session clock, ms."""
    view = scene.view
    return {
        "language": view.language,
        "phase": view.kind.value,
        "moment": moment(scene),
        "title": scene.kind_words if view.kind is PhaseKind.PLAY else scene.phase_words,
        "counter": " · ".join(filter(None, (_address(scene), _round(scene), _voted(scene)))),
        "clock": _clock(scene, now),
        "paused": view.paused,
        "blank": view.blank,
        "trouble": scene.say(f"trouble.{scene.trouble.value}") if scene.trouble else "",
        "speech": scene.speech,
        "scene": scene,
        "say": scene.say,
        "figures": scene.figures,
        **(SCENES[view.kind](scene) if not view.blank else {}),
    }


def moment(scene: Scene) -> str:
    """What makes a picture a new one, so that its motion begins and it is read out."""
    view = scene.view
    cards = ",".join(reel.card.id for reel in view.round.reels) if view.round else ""
    asking = view.vote.asking if view.vote else 0
    return f"s{view.phase_id}-{crc32(cards.encode()):x}-{asking}-{int(view.result is None)}"


def left(scene: Scene, now: int) -> int | None:
    """ms until the clock of the phase is over; None where it has none."""
    clock = scene.view.clock
    return None if clock is None else max(0, clock.deadline - now)


def _clock(scene: Scene, now: int) -> Payload | None:
    """The ring in the corner. A pause shows it over every scene."""
    clock, still = scene.view.clock, left(scene, now)
    if clock is None or still is None:
        return None
    if scene.view.kind in WITHOUT_CLOCK and not scene.view.paused:
        return None
    total = max(1, clock.deadline - clock.entered)
    return {
        "total": total,
        "steps": -(-total // (1000 if total > FINE else 250)),
        "over": clock.rang or still == 0,
        "share": round(100 * min(1.0, still / total), 1),
        "figures": scene.figures(face(-(-still // 1000))),
        "digits": scene.figures("0123456789"),
    }


def face(seconds: int) -> str:
    """How a clock says it."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds >= 60 else str(seconds)


def _address(scene: Scene) -> str:
    """Where late phones come in. It goes first, so that it never moves; the lobby has it large."""
    invitation, view = scene.invitation, scene.view
    if invitation is None:
        return ""
    if view.kind is PhaseKind.LOBBY:
        return view.format.get("name", view.format_id)
    asked = (invitation.address, invitation.code)[: 2 if view.door is Door.CODE else 1]
    return " · ".join(map(isolate, asked))


def _round(scene: Scene) -> str:
    """Which round it is, where there is one."""
    view = scene.view
    if view.round is None or view.kind in _CLOSING:
        return ""
    if view.rounds is None:
        return scene.say("round", round=view.round.ordinal)
    return scene.say("round.of", round=view.round.ordinal, rounds=view.rounds)


def _voted(scene: Scene) -> str:
    """How many phones have voted, where there are any."""
    vote = scene.view.vote
    if vote is None or not vote.voters:
        return ""
    return scene.say("vote.voted", count=vote.voted, voters=vote.voters)
