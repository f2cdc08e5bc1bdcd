"""The lobby: which game comes, how phones come in, and who is here."""

from dataclasses import dataclass

from improv.core.roster import Door
from improv.core.view_models import Invitation, ProjectorView, SoloView
from improv.scenes.parts import Label, Notice
from improv.scenes.phone_counts import joined_count, small_room
from improv.scenes.system_buttons import BUTTONS
from improv.scenes.words import Names

CROWD, CROWD_BESIDE_A_CODE = 16, 8
"""From more people than this on, the names take the picture."""
MOST_LEFT_OUT = 2
"""So many practices are named that no card trains: the console names more."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """How phones come in, or that nobody new may."""

    invitation: Invitation
    code_needed: bool
    code_label: str
    how: Label
    wifi: str
    """The words beside the network's code."""
    shut: Notice | None


@dataclass(frozen=True, slots=True)
class LobbyScene:
    """What is shown before the first round."""

    game: str
    objective: str
    entrance: Entrance | None
    people: tuple[str, ...]
    crowd: bool
    """Whether there are so many names that they take the room of everything else."""
    phone_counts: tuple[str, ...]
    """How many have joined by phone, and how many phones listen; empty without phones."""
    label: str
    """The words over the names."""
    ask: str
    """The words in the place of the names, until there are some."""
    go: str
    """How the session begins."""
    note: str
    """What the figures of so small a room will be; empty where it is large enough."""
    firewall: str = ""
    """What the system asks before phones come in, in the place of `note`; empty for nothing."""
    left_out: str = ""
    """To somebody alone: what is due and has no card here; empty for nothing."""


def lobby(
    view: ProjectorView, names: Names, invitation: Invitation | None, *, keys: bool
) -> LobbyScene:
    """How to come in, and who is here; `keys`: somebody can press one."""
    if view.solo is not None:
        return _alone(view, view.solo, names)
    people = tuple(person.name for person in view.people if person.present and person.name)
    unseen = invitation.unseen if invitation else 0
    small = small_room(view, unseen)
    asks = firewall(invitation, names)
    counts: tuple[str, ...] = ()
    label = names.say("lobby.here")
    if invitation is not None:
        joined = joined_count(view, unseen)
        counts = (
            names.say("invite.joined", count=joined),
            names.say("invite.connected", count=invitation.connected),
        )
        if joined or invitation.connected or not people:  # else it would deny the names below it
            label = names.beside(counts)
    return LobbyScene(
        game=names.game(view.format_id),
        objective=view.format.get("objective", ""),
        entrance=_entrance(view, names, invitation) if invitation else None,
        people=people,
        crowd=len(people) > (CROWD if invitation is None else CROWD_BESIDE_A_CODE),
        phone_counts=counts,
        label=label,
        ask=names.say("lobby.names" if keys else "lobby.names.told"),
        go=names.say("lobby.huddle" if view.huddle else "lobby.next" if keys else "lobby.soon"),
        note=names.say(f"lobby.{small}") if small and not asks else "",
        firewall=asks,
    )


def firewall(invitation: Invitation | None, names: Names) -> str:
    """What the system may ask before it lets a phone in, and what to press; empty for nothing."""
    asks = invitation.firewall if invitation else ""
    return names.say(f"invite.firewall.{asks}", **BUTTONS[asks]) if asks else ""


def _alone(view: ProjectorView, mine: SoloView, names: Names) -> LobbyScene:
    """Who is here, and what they wrote last time."""
    said = names.say("solo.opening", note=mine.opening) if mine.opening else ""
    left_out = names.listed(mine.left_out[:MOST_LEFT_OUT])
    return LobbyScene(
        game=names.game(view.format_id),
        objective=said or view.format.get("objective", ""),
        entrance=None,
        people=(mine.name,),
        crowd=False,
        phone_counts=(),
        label=names.say("solo.here"),
        ask="",
        go=names.say("solo.next"),
        note="",
        left_out=names.say("solo.left_out", listed=left_out) if left_out else "",
    )


def _entrance(view: ProjectorView, names: Names, invitation: Invitation) -> Entrance:
    needed = view.door is Door.CODE
    return Entrance(
        invitation=invitation,
        code_needed=needed,
        code_label=names.say("invite.code.needed" if needed else "invite.code"),
        how=Label("check", names.say("invite.reached"))
        if invitation.reached
        else Label("arrow", names.say("invite.how" if invitation.local else "invite.how.anywhere")),
        wifi=names.say("invite.wifi", name=invitation.wifi),
        shut=Notice(names.say("door.shut"), names.say("invite.shut"))
        if view.door is Door.SHUT
        else None,
    )
