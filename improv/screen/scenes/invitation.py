"""How phones come in: the code to scan, the address to type, the room code; or that nobody new may.

A part of the lobby. It takes what it needs of a box and gives back what is left for the names.
"""

from improv.core.roster import Door
from improv.director.ports import Invitation
from improv.locale import isolate
from improv.screen.boxes import Box
from improv.screen.qr import qr
from improv.screen.stage import Stage
from improv.text import Weight

_WIFI = 29.0
"""The height of the Wi-Fi's code and of the network's name under it, in hundredths."""


def invite(stage: Stage, box: Box, invitation: Invitation, *, crowd: bool) -> Box:
    """The invitation in a box; what is left of it.

    Beside the code there is room for large letters and a few names; a `crowd` of names takes that
    room, and the letters go under the code.
    """
    u = stage.u
    width = min(u(44), box.width * 0.36) if crowd else min(box.height, box.width * 0.42)
    column, rest = box.start(width, u(4))
    if stage.view.door is Door.SHUT:
        picture, words = column.top(u(22), u(1.6)) if crowd else (column, rest)
        stage.surface(picture, stage.theme.panel, u(3))
        side = min(picture.width, picture.height) * 0.5
        stage.icon(picture.middle(side, side), "lock", stage.theme.panel.mark)
        left = _closed(stage, words, invitation, crowd=crowd)
    elif crowd:
        picture, words = column.top(min(width, u(36 if invitation.wifi_qr else 44)), u(1.6))
        qr(stage, picture, invitation.qr)
        left = _small(stage, words, invitation)
    elif invitation.wifi_qr and stage.scale.wide < 1.5:
        wifi, picture = column.foot(u(23), u(2))
        qr(stage, picture, invitation.qr)
        small, name = wifi.start(u(23), u(1.5))
        qr(stage, small, invitation.wifi_qr)
        _network(stage, name, invitation, down="middle")
        left = _large(stage, rest, invitation)
    else:
        qr(stage, column, invitation.qr)
        left = _large(stage, rest, invitation, wifi=bool(invitation.wifi_qr))
    return rest if crowd else left


def _large(stage: Stage, box: Box, invitation: Invitation, *, wifi: bool = False) -> Box:
    """Address, room code, what to do, and the Wi-Fi at the end; what is left under them."""
    u = stage.u
    box = _address(stage, box, invitation, 11)
    part = box
    if wifi:
        place, part = box.top(u(_WIFI))[0].end(u(_WIFI) * 1.2, u(3))
        name, picture = place.foot(u(3.8), u(0.3))
        qr(stage, picture, invitation.wifi_qr)
        _network(stage, name, invitation, across="centre")
    row, part = part.top(u(8.4), u(1.8))
    _room_code(stage, *row.start(u(23), u(2.2)), stage.scale.body)
    mark, words = part.start(u(5), u(1.8))
    stage.icon(mark.top(u(6))[0], "check" if invitation.reached else "arrow", stage.colour)
    how = stage.say("invite.reached" if invitation.reached else "invite.how")
    stage.words(how, words, stage.scale.body, stage.theme.ink, body=True)
    high = stage.measure(how, words, stage.scale.body, Weight.REGULAR, body=True)
    low = row.bottom + u(1.8) + max(u(6), high)
    return box.top(max(u(_WIFI) if wifi else 0, low - box.y), u(2))[1]


def _small(stage: Stage, box: Box, invitation: Invitation) -> Box:
    """The same in a narrow column, without what to do: most are here."""
    u, scale = stage.u, stage.scale
    box = _address(stage, box, invitation, 6.5)
    if not invitation.wifi_qr:
        row, rest = box.top(u(8.4))
        _room_code(stage, *row.start(u(20), u(2)), scale.body)
        return rest
    picture, words = box.end(box.height, u(2))
    qr(stage, picture, invitation.wifi_qr)
    plate, words = words.top(u(6.8), u(0.4))
    label, words = words.top(u(4.4), u(0.2))
    _room_code(stage, plate, label, scale.note)
    _network(stage, words, invitation)
    return words


def _closed(stage: Stage, box: Box, invitation: Invitation, *, crowd: bool) -> Box:
    """Nobody new; whoever was in needs the address, should they have lost it."""
    u, theme, scale = stage.u, stage.theme, stage.scale
    head, box = box.top(u(15 if crowd else 11), u(1))
    size = scale.lead if crowd else scale.title
    stage.words(stage.say("door.shut"), head, size, theme.ink, weight=Weight.BLACK, down="middle")
    back = stage.say("invite.shut")
    line, box = box.top(stage.measure(back, box, scale.body, Weight.REGULAR, body=True), u(1.5))
    stage.words(back, line, scale.body, theme.soft, body=True)
    return _address(stage, box, invitation, 6.5 if crowd else 8)


def _address(stage: Stage, box: Box, invitation: Invitation, size: float) -> Box:
    """What to type, as large as it fits one line; what is left under it."""
    line, rest = box.top(stage.u(size * 1.16), stage.u(1.4))
    stage.words(
        isolate(invitation.address),
        line,
        stage.u(size),
        stage.theme.ink,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    return rest


def _room_code(stage: Stage, plate: Box, label: Box, size: float) -> None:
    """The four letters, in colour where they are asked for, and what they are."""
    invitation, needed = stage.frame.invitation, stage.view.door is Door.CODE
    assert invitation is not None
    swatch = stage.theme.accent if needed else stage.theme.panel
    stage.surface(plate, swatch, stage.u(1.8))
    stage.words(
        isolate(invitation.code),
        plate.inset(stage.u(1.4), 0),
        plate.height * 0.78,
        swatch.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    stage.words(
        stage.say("invite.code.needed" if needed else "invite.code"),
        label,
        size,
        stage.theme.ink if needed else stage.theme.soft,
        down="middle",
    )


def _network(
    stage: Stage, box: Box, invitation: Invitation, across: str = "start", down: str = "top"
) -> None:
    """The Wi-Fi's name, beside its code."""
    named = stage.say("invite.wifi", name=invitation.wifi)
    stage.words(named, box, stage.scale.note, stage.theme.soft, across=across, down=down)
