"""The lobby: which game comes, what it trains, and who is here."""

from improv.core.roster import Person
from improv.director.ports import Invitation
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.invitation import invite
from improv.screen.logo import signature
from improv.screen.phone_status import joined
from improv.screen.text_box import leading_of
from improv.text import Weight

CROWD, CROWD_BESIDE_A_CODE = 16, 8
"""From more people than this on, the names take the stage."""
MOST_COLUMNS = 8


def lobby(builder: Builder) -> None:
    """The invitation, or the game across the stage; who is here; which key begins."""
    u, invitation = builder.u, builder.frame.invitation
    room = builder.safe.top(u(12.5), u(1.5))[1]
    foot, room = room.foot(u(7.5), u(2.5))
    people = [person for person in builder.view.people if person.present and person.name]
    crowd = len(people) > (CROWD if invitation is None else CROWD_BESIDE_A_CODE)
    if invitation is None:
        names = _game(builder, room, crowd=crowd)
    else:
        names = invite(builder, room, invitation, crowd=crowd)
    _names(builder, names, people)
    signature(builder, builder.safe.top(u(5.6))[0].moved(down=u(2.4)))
    _foot(builder, foot)


def _game(builder: Builder, box: Box, *, crowd: bool) -> Box:
    """The name of the game, and what it trains; what is left of the box."""
    u, scale, theme, view = builder.u, builder.scale, builder.theme, builder.view
    head, room = box.top(u(13 if crowd else 18 if scale.wide < 1.5 else 24), u(2.5))
    builder.words(
        view.format.get("name", view.format_id),
        head,
        u(16.5),
        theme.ink,
        least=scale.title,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    if crowd:
        return room
    if scale.wide < 1.5:
        rest, names = room.top(u(15.5), u(2.5))
    else:
        names, rest = room.end(room.width * 0.46, u(6))
    aim = view.format.get("objective", "")
    builder.words(aim, rest, scale.lead * 1.05, theme.soft, body=True)
    return names


def _names(builder: Builder, box: Box, people: list[Person]) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    invitation = builder.frame.invitation
    builder.surface(box, theme.panel, u(2.5))
    inner = box.inset(u(3.6), u(2.2))
    small = _room_note(builder) if invitation is None else ""
    beside = bool(small) and inner.width > u(90)
    if small and not beside:
        low, inner = inner.foot(u(9.2), u(1))
        builder.words(small, low, scale.note, theme.panel.soft, down="bottom")
    counted = () if invitation is None else _counted(builder, invitation)
    if counted and not people:
        _figures(builder, inner, counted)
        return
    label, rest = inner.top(u(8.4 if inner.height > u(24) else 6.4), u(0.6))
    mark, words = label.start(u(6), u(1.8))
    builder.icon(mark, "people", theme.panel.mark)
    if beside:
        note, words = words.end(words.width * 0.64, u(2))
        builder.words(small, note, scale.note, theme.panel.soft, across="end", down="middle")
    builder.words(
        " · ".join(counted) or builder.say("lobby.here"),
        words,
        scale.lead * 0.85,
        theme.panel.ink,
        weight=Weight.BOLD,
        lines=1,
        down="middle",
    )
    if people:
        _grid(builder, rest, people)
    else:
        builder.words(
            builder.say("lobby.names"), rest, scale.lead, theme.panel.soft, body=True, down="middle"
        )


def _counted(builder: Builder, invitation: Invitation) -> tuple[str, str]:
    """How many have joined with a phone, and how many phones listen now."""
    return (
        builder.say("invite.joined", count=joined(builder)),
        builder.say("invite.connected", count=invitation.connected),
    )


def _figures(builder: Builder, box: Box, counted: tuple[str, str]) -> None:
    """Phones without names: how many there are is all that there is to see."""
    theme, size = builder.theme.panel, builder.scale.title
    mark, words = box.start(builder.u(14), builder.u(4))
    builder.icon(mark, "people", theme.mark)
    upper, lower = words.middle(words.width, builder.u(22)).rows(2)
    builder.words(counted[0], upper, size, theme.ink, weight=Weight.BLACK, lines=1, down="bottom")
    builder.words(counted[1], lower, builder.scale.lead, theme.soft, lines=1)


def _grid(builder: Builder, box: Box, people: list[Person]) -> None:
    """The names, as large as all of them fit; those that never do are counted in the last cell."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    lead = max(1.45, *(leading_of(person.name, Weight.REGULAR) + 0.05 for person in people))
    smaller = scale.note, scale.least * 1.1
    for size in (*(scale.body * share for share in (1.3, 1.15, 1, 0.85)), *smaller):
        row = min(size * lead, box.height)
        rows = max(1, int(box.height / row + 0.05))
        columns = min(_columns(builder, box, people, size), -(-len(people) // rows))
        if len(people) <= rows * columns:
            break
    shown = people if len(people) <= rows * columns else people[: rows * columns - 1]
    rows = min(rows, -(-len(people) // columns))
    cells = [
        cell
        for column in box.columns(columns, u(2.5))
        for cell in column.top(rows * row)[0].rows(rows)
    ]
    for person, cell in zip(shown, cells, strict=False):
        dot, words = cell.start(min(u(2.2), size * 0.45), u(1.6))
        builder.icon(dot, "circle", theme.panel.mark)
        builder.words(person.name, words, size, theme.panel.ink, lines=1, down="middle")
    if len(shown) < len(people):
        more = builder.say("lobby.more", count=len(people) - len(shown))
        words = cells[len(shown)]
        builder.words(more, words, scale.note, theme.panel.soft, lines=1, down="middle")


def _columns(builder: Builder, box: Box, people: list[Person], size: float) -> int:
    """In how many columns most names have their room, and the longest has it when set smaller."""
    names = sorted((person.name for person in people), key=len)
    usual, longest = names[len(names) * 3 // 4], names[-1]

    def hold(columns: int) -> bool:
        width = box.columns(columns, builder.u(2.5))[0].width - builder.u(3.8)
        return all(
            builder.fits(name, Box(0, 0, width, 1.8 * at), at, Weight.REGULAR)
            for name, at in ((usual, size), (longest, builder.scale.least))
        )

    return next((columns for columns in range(MOST_COLUMNS, 1, -1) if hold(columns)), 1)


def _room_note(builder: Builder) -> str:
    if builder.view.figures == "ranked":
        return ""
    return builder.say(f"lobby.{builder.view.figures}")


def _foot(builder: Builder, box: Box) -> None:
    """Which key goes on; the one thing to do here."""
    theme, u = builder.theme, builder.u
    small = _room_note(builder)
    if small and builder.frame.invitation is not None:  # the names have no room for it there
        note, box = box.end(box.width * 0.42, u(3))
        builder.words(small, note, builder.scale.note, theme.soft, across="end", down="middle")
    mark, words = box.start(u(6), u(2))
    builder.icon(mark, "arrow", builder.colour)
    builder.words(
        builder.say("lobby.huddle" if builder.view.huddle else "lobby.next"),
        words,
        builder.scale.body,
        theme.ink,
        weight=Weight.BOLD,
        lines=1,
        down="middle",
    )
