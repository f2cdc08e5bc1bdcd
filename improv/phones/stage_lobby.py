"""The lobby of the stage in a browser: how to come in, and who is here.

Codes to scan go as paths of an SVG. Knows the invitation, which is the room's; never the PIN.
"""

from improv.core.roster import Door
from improv.phones.invitation import svg_of
from improv.phones.payloads import Payload
from improv.phones.stage_words import Scene

CROWD, CROWD_BESIDE_A_CODE = 16, 8
"""From more people than this on, the names take the stage."""
MOST_NAMES = 60


def lobby(scene: Scene) -> Payload:
    """How to come in, and who is here; without phones the game, and what it trains."""
    view, invitation = scene.view, scene.invitation
    people = [person.name for person in view.people if person.present and person.name]
    joined = sum(person.votes and person.present for person in view.people)
    counted = []
    if invitation is not None:
        counted = [
            scene.say("invite.joined", count=joined),
            scene.say("invite.connected", count=invitation.connected),
        ]
    shown = people if len(people) <= MOST_NAMES else people[: MOST_NAMES - 1]
    more = len(people) - len(shown)
    return {
        "crowd": len(people) > (CROWD if invitation is None else CROWD_BESIDE_A_CODE),
        "game": view.format.get("name", view.format_id),
        "objective": view.format.get("objective", ""),
        "shut": view.door is Door.SHUT,
        "code_needed": view.door is Door.CODE,
        "invitation": invitation,
        "qr": svg_of(invitation.qr) if invitation else "",
        "wifi_qr": svg_of(invitation.wifi_qr) if invitation and invitation.wifi_qr else "",
        "counted": counted,
        "names": shown,
        "more": scene.say("lobby.more", count=more) if more else "",
        "next": _next(scene),
        "ask": scene.say("lobby.names" if scene.keys else "lobby.names.told"),
        "note": "" if view.figures == "ranked" else scene.say(f"lobby.{view.figures}"),
    }


def _next(scene: Scene) -> str:
    """What comes, and by which key where there is one."""
    if scene.view.huddle:
        return scene.say("lobby.huddle")
    return scene.say("lobby.next" if scene.keys else "lobby.soon")
