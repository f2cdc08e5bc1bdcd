"""How phones come in: the code to scan, the address to type, the room code; or that nobody new may.

A part of the lobby. It takes what it needs of a box and gives back what is left for the names.
"""

from improv.locale.phrases import isolate
from improv.scenes.lobby import Entrance
from improv.scenes.parts import Notice
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.qr import qr
from improv.text.fonts import Weight

_WIFI = 29.0
"""The height of the Wi-Fi's code and of the network's name under it, in hundredths."""


def invite(builder: Builder, box: Box, entrance: Entrance, *, crowd: bool) -> Box:
    """The invitation in a box; what is left of it. With a `crowd` the letters go under the code."""
    # Beside the code there is space for large letters and a few names; a crowd of names takes it.
    u, invitation = builder.u, entrance.invitation
    width = min(u(44), box.width * 0.36) if crowd else min(box.height, box.width * 0.42)
    column, rest = box.start(width, u(4))
    if entrance.shut is not None:
        picture, words = column.top(u(22), u(1.6)) if crowd else (column, rest)
        builder.surface(picture, builder.theme.panel, u(3))
        side = min(picture.width, picture.height) * 0.5
        builder.icon(picture.middle(side, side), "lock", builder.theme.panel.mark)
        left = _closed(builder, words, entrance, entrance.shut, crowd=crowd)
    elif crowd:
        picture, words = column.top(min(width, u(36 if invitation.wifi_qr else 44)), u(1.6))
        qr(builder, picture, invitation.qr)
        left = _small(builder, words, entrance)
    elif invitation.wifi_qr and builder.scale.wide < 1.5:
        wifi, picture = column.foot(u(23), u(2))
        qr(builder, picture, invitation.qr)
        small, name = wifi.start(u(23), u(1.5))
        qr(builder, small, invitation.wifi_qr)
        _network(builder, name, entrance, down="middle")
        left = _large(builder, rest, entrance)
    else:
        qr(builder, column, invitation.qr)
        left = _large(builder, rest, entrance, wifi=bool(invitation.wifi_qr))
    return rest if crowd else left


def _large(builder: Builder, box: Box, entrance: Entrance, *, wifi: bool = False) -> Box:
    """Address, room code, what to do, and the Wi-Fi at the end; what is left under them."""
    u = builder.u
    box = _address(builder, box, entrance, 11)
    part = box
    if wifi:
        place, part = box.top(u(_WIFI))[0].end(u(_WIFI) * 1.2, u(3))
        name, picture = place.foot(u(3.8), u(0.3))
        qr(builder, picture, entrance.invitation.wifi_qr)
        _network(builder, name, entrance, across="centre")
    row, part = part.top(u(8.4), u(1.8))
    _room_code(builder, *row.start(u(23), u(2.2)), builder.scale.body, entrance)
    mark, words = part.start(u(5), u(1.8))
    builder.icon(mark.top(u(6))[0], entrance.how.icon, builder.colour)
    how = entrance.how.text
    builder.words(how, words, builder.scale.body, builder.theme.ink, body=True)
    high = builder.measure(how, words, builder.scale.body, Weight.REGULAR, body=True)
    low = row.bottom + u(1.8) + max(u(6), high)
    return box.top(max(u(_WIFI) if wifi else 0, low - box.y), u(2))[1]


def _small(builder: Builder, box: Box, entrance: Entrance) -> Box:
    """The same in a narrow column, without what to do: most are here."""
    u, scale = builder.u, builder.scale
    box = _address(builder, box, entrance, 6.5)
    if not entrance.invitation.wifi_qr:
        row, rest = box.top(u(8.4))
        _room_code(builder, *row.start(u(20), u(2)), scale.body, entrance)
        return rest
    picture, words = box.end(box.height, u(2))
    qr(builder, picture, entrance.invitation.wifi_qr)
    plate, words = words.top(u(6.8), u(0.4))
    label, words = words.top(u(4.4), u(0.2))
    _room_code(builder, plate, label, scale.note, entrance)
    _network(builder, words, entrance)
    return words


def _closed(builder: Builder, box: Box, entrance: Entrance, shut: Notice, *, crowd: bool) -> Box:
    """Nobody new; whoever was in needs the address, should they have lost it."""
    u, theme, scale = builder.u, builder.theme, builder.scale
    head, box = box.top(u(15 if crowd else 11), u(1))
    size = scale.lead if crowd else scale.title
    builder.words(shut.title, head, size, theme.ink, weight=Weight.BLACK, down="middle")
    low = builder.measure(shut.text, box, scale.body, Weight.REGULAR, body=True)
    line, box = box.top(low, u(1.5))
    builder.words(shut.text, line, scale.body, theme.soft, body=True)
    return _address(builder, box, entrance, 6.5 if crowd else 8)


def _address(builder: Builder, box: Box, entrance: Entrance, size: float) -> Box:
    """What to type, as large as it fits one line; what is left under it."""
    line, rest = box.top(builder.u(size * 1.16), builder.u(1.4))
    text = isolate(entrance.invitation.address)
    builder.line(text, line, builder.u(size), builder.theme.ink, Weight.BLACK)
    return rest


def _room_code(builder: Builder, plate: Box, label: Box, size: float, entrance: Entrance) -> None:
    """The four letters, in colour where they are asked for, and what they are."""
    theme, code = builder.theme, isolate(entrance.invitation.code)
    swatch, ink = (theme.accent, theme.ink) if entrance.code_needed else (theme.panel, theme.soft)
    builder.surface(plate, swatch, builder.u(1.8))
    inner, large = plate.inset(builder.u(1.4), 0), plate.height * 0.78
    builder.line(code, inner, large, swatch.ink, Weight.BLACK, across="centre")
    builder.words(entrance.code_label, label, size, ink, down="middle")


def _network(
    builder: Builder, box: Box, entrance: Entrance, across: str = "start", down: str = "top"
) -> None:
    """The Wi-Fi's name, beside its code."""
    size, soft = builder.scale.note, builder.theme.soft
    builder.words(entrance.wifi, box, size, soft, across=across, down=down)
