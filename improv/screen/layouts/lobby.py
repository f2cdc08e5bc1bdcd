"""The lobby: which game comes, what it trains, and who is here."""

from collections.abc import Sequence

from improv.scenes.lobby import LobbyScene
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.invitation import invite
from improv.screen.logo import signature
from improv.screen.text_box import leading_of
from improv.text.fonts import Weight

MOST_COLUMNS = 8


def lobby(builder: Builder, scene: LobbyScene) -> None:
    """The invitation, or the game across the stage; who is here; which key begins."""
    u = builder.u
    space = builder.safe.top(u(12.5), u(1.5))[1]
    foot, space = space.foot(u(13.5 if scene.firewall else 7.5), u(2.5))
    if scene.entrance is None:
        names = _game(builder, space, scene)
    else:
        names = invite(builder, space, scene.entrance, crowd=scene.crowd)
    _names(builder, names, scene)
    signature(builder, builder.safe.top(u(5.6))[0].moved(down=u(2.4)))
    _foot(builder, foot, scene)


def _game(builder: Builder, box: Box, scene: LobbyScene) -> Box:
    """The name of the game, and what it trains; what is left of the box."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    head, space = box.top(u(13 if scene.crowd else 18 if scale.wide < 1.5 else 24), u(2.5))
    builder.line(scene.game, head, u(16.5), theme.ink, Weight.BLACK, least=scale.title)
    if scene.crowd:
        return space
    if scale.wide < 1.5:
        rest, names = space.top(u(15.5), u(2.5))
    else:
        names, rest = space.end(space.width * 0.46, u(6))
    builder.words(scene.objective, rest, scale.lead * 1.05, theme.soft, body=True)
    return names


def _names(builder: Builder, box: Box, scene: LobbyScene) -> None:
    u, scale, swatch = builder.u, builder.scale, builder.theme.panel
    builder.surface(box, swatch, u(2.5))
    inner = box.inset(u(3.6), u(2.2))
    small = "" if scene.entrance else scene.note
    beside = bool(small) and inner.width > u(90)
    if small and not beside:
        low, inner = inner.foot(u(9.2), u(1))
        builder.words(small, low, scale.note, swatch.soft, down="bottom")
    if scene.left_out:
        high = inner.height > u(28)
        low, inner = inner.foot(u(14), u(1)) if high else inner.end(inner.width * 0.6, u(2))
        builder.words(scene.left_out, low, scale.note, swatch.soft, down="bottom")
    if scene.phone_counts and not scene.people and not scene.firewall:
        _figures(builder, inner, scene.phone_counts)
        return
    label, rest = inner.top(u(8.4 if inner.height > u(24) else 6.4), u(0.6))
    mark, words = label.start(u(6), u(1.8))
    builder.icon(mark, "people", swatch.mark)
    if beside:
        note, words = words.end(words.width * 0.64, u(2))
        builder.words(small, note, scale.note, swatch.soft, across="end", down="middle")
    builder.line(scene.label, words, scale.lead * 0.85, swatch.ink, Weight.BOLD)
    if scene.people:
        _grid(builder, rest, scene.people)
    else:
        body = not scene.firewall  # beside it this is a note
        builder.words(scene.ask, rest, scale.lead, swatch.soft, body=body, down="middle")


def _figures(builder: Builder, box: Box, counts: Sequence[str]) -> None:
    """Phones without names: how many there are is all that there is to see."""
    theme, size = builder.theme.panel, builder.scale.title
    mark, words = box.start(builder.u(14), builder.u(4))
    builder.icon(mark, "people", theme.mark)
    upper, lower = words.middle(words.width, builder.u(22)).rows(2)
    builder.words(counts[0], upper, size, theme.ink, weight=Weight.BLACK, lines=1, down="bottom")
    builder.words(counts[1], lower, builder.scale.lead, theme.soft, lines=1)


def _grid(builder: Builder, box: Box, people: Sequence[str]) -> None:
    """The names, as large as all of them fit; those that never do are counted in the last cell."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    lead = max(1.45, *(leading_of(name, Weight.REGULAR) + 0.05 for name in people))
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
    for name, cell in zip(shown, cells, strict=False):
        dot, words = cell.start(min(u(2.2), size * 0.45), u(1.6))
        builder.icon(dot, "circle", theme.panel.mark)
        builder.line(name, words, size, theme.panel.ink)
    if len(shown) < len(people):
        more = builder.say("lobby.more", count=len(people) - len(shown))
        words = cells[len(shown)]
        builder.line(more, words, scale.note, theme.panel.soft)


def _columns(builder: Builder, box: Box, people: Sequence[str], size: float) -> int:
    """In how many columns most names have their space, and the longest has it when set smaller."""
    names = sorted(people, key=len)
    usual, longest = names[len(names) * 3 // 4], names[-1]

    def hold(columns: int) -> bool:
        width = box.columns(columns, builder.u(2.5))[0].width - builder.u(3.8)
        return all(
            builder.fits(name, Box(0, 0, width, 1.8 * at), at, Weight.REGULAR)
            for name, at in ((usual, size), (longest, builder.scale.least))
        )

    return next((columns for columns in range(MOST_COLUMNS, 1, -1) if hold(columns)), 1)


def _foot(builder: Builder, box: Box, scene: LobbyScene) -> None:
    """Which key goes on; the one thing to do here."""
    scale, theme, u = builder.scale, builder.theme, builder.u
    if scene.firewall:
        plate, box = box.end(box.width * 0.56, u(3))
        builder.surface(plate, theme.warn, u(1.8))
        words = plate.inset(u(2.2), u(0.8))
        builder.words(scene.firewall, words, scale.note * 1.1, theme.warn.ink, down="middle")
    elif scene.note and scene.entrance:  # the names leave no space for it there
        note, box = box.end(box.width * 0.42, u(3))
        builder.words(scene.note, note, scale.note, theme.soft, across="end", down="middle")
    mark, words = box.start(u(6), u(2))
    builder.icon(mark, "arrow", builder.colour)
    builder.line(scene.go, words, scale.body, theme.ink, Weight.BOLD)
