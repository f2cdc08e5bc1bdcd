"""The vote by hand or at the keyboard: one question at a time, its points in words."""

from improv.core.formats import MOVES, BallotKind
from improv.core.view_models import VoteView
from improv.core.votes import CHOICE_ROW, GRADES, MOVES_ROW
from improv.scenes.icons import CRITERION_ICONS
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.ballot import choices, cursor_of, hands_of
from improv.text import Weight

MOVE_ICONS = {
    "listened": "bubble",
    "named_feeling": "heart",
    "light_laugh": "mask",
    "clear_step": "arrow",
    "plain_limit": "diamond",
    "bridge": "shop",
}


def vote(builder: Builder) -> None:
    """The criterion that is asked now, or the choice; ticks for moves along the foot."""
    asked = builder.view.vote
    if asked is None:
        return
    u = builder.u
    ring = heading.clock(builder)
    room = heading.content(builder)
    head, room = room.top(u(13), u(2.6))
    if ring is not None:
        head = head.end(ring.width, u(4))[1]
    low, room = room.foot(u(16), u(2.2))
    if BallotKind.RATE in asked.kinds and asked.criteria:
        _rate(builder, head, room, asked)
        if builder.frame.desk.keyboard_voting:
            _keyboard(builder, low, asked, "vote.keyboard.how")
        else:
            _moves(builder, low)
        return
    if builder.frame.desk.keyboard_voting:
        _keyboard(builder, low, asked, "vote.keyboard.pick")
    else:
        room = Box(room.x, room.y, room.width, low.bottom - room.y)
    _question(builder, head, builder.say(f"vote.{asked.kinds[0].value}"), "", "hand")
    # The lines that were said have no words but their number, which is there already.
    labels = [
        "" if option.isdecimal() else heading.option_words(builder, option)
        for option in asked.options
    ]
    choices(builder, room, labels, hands_of(builder, CHOICE_ROW, len(labels)), CHOICE_ROW)


def _rate(builder: Builder, head: Box, room: Box, asked: VoteView) -> None:
    desk = builder.frame.desk
    at = len(desk.marks) if desk.keyboard_voting else asked.asking
    index = min(at, len(asked.criteria) - 1)
    criterion = asked.criteria[index]
    several = len(asked.criteria) > 1
    if several:
        dots, head = head.foot(builder.u(4.2), builder.u(0.6))
        _progress(builder, dots, asked, index)
    name = heading.criterion_words(builder, criterion)
    shape = CRITERION_ICONS.get(criterion, "star")
    _question(builder, head, name, criterion, shape)
    labels = [heading.criterion_words(builder, criterion, grade) for grade in GRADES]
    counts = hands_of(builder, criterion, len(labels))
    choices(builder, room, labels, counts, criterion, builder.theme.grades)


def _question(builder: Builder, box: Box, words: str, criterion: str, shape: str) -> None:
    """What is judged now, behind its shape."""
    side = min(box.height, builder.u(9.5))
    mark, rest = box.start(side, builder.u(2))
    colour = builder.theme.criterion(criterion) if criterion else builder.colour
    builder.icon(mark, shape, colour)
    builder.words(
        words,
        rest,
        builder.scale.title,
        builder.theme.ink,
        weight=Weight.BLACK,
        down="middle",
        lines=1,
    )


def _progress(builder: Builder, box: Box, asked: VoteView, index: int) -> None:
    """The criteria as their shapes; those that are over are filled, the one that is on is big."""
    theme = builder.theme
    x = box.x
    for i, criterion in enumerate(asked.criteria):
        side = box.height * (1.0 if i == index else 0.72)
        here = Box(x, box.y + (box.height - side) / 2, side, side)
        colour = theme.criterion(criterion) if i <= index else theme.track
        builder.icon(here, CRITERION_ICONS.get(criterion, "star"), colour)
        x += box.height * 1.35
    of = builder.say("vote.criterion_of", number=index + 1, total=len(asked.criteria))
    words = Box(x + builder.u(1), box.y, builder.u(24), box.height)
    builder.words(of, words, builder.scale.note, theme.soft, lines=1, down="middle")


def _moves(builder: Builder, box: Box) -> None:
    """Moves seen: a tick and a count each."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    counts = hands_of(builder, MOVES_ROW, len(MOVES))
    chosen = cursor_of(builder, MOVES_ROW)
    rows = 2 if scale.wide < 2 else 1
    cells: list[Box] = []
    for row in box.rows(rows, u(1.4)):
        cells += row.columns(len(MOVES) // rows, u(1.6))
    inners = [cell.inset(u(1.3), u(0.8)).end(u(5.5), u(0.6)) for cell in cells]
    parts = [rest.start(min(u(4.2), rest.height), u(1)) for _, rest in inners]
    labels = [builder.say(f"move.{move}") for move in MOVES]
    size = builder.common_size(labels, [words for _, words in parts], scale.note, Weight.REGULAR)
    for i, (move, place) in enumerate(zip(MOVES, cells, strict=True)):
        round_ = i == chosen
        edge = theme.accent.fill if round_ else theme.track
        builder.panel(place, theme.panel.fill, u(1.4), edge, u(0.75 if round_ else 0.3))
        mark, words = parts[i]
        builder.icon(mark, MOVE_ICONS[move], theme.panel.mark)
        if counts[i] or round_:
            builder.words(
                builder.figures(counts[i]),
                inners[i][0],
                scale.body,
                theme.panel.ink,
                weight=Weight.BLACK,
                lines=1,
                across="end",
                down="middle",
            )
        builder.words(labels[i], words, size, theme.panel.soft, down="middle")


def _keyboard(builder: Builder, box: Box, asked: VoteView, how: str) -> None:
    """Voting at the keyboard: how, and that it counted; never what."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    builder.surface(box, theme.accent, u(2))
    inner = box.inset(u(3), u(1.6))
    count, words = inner.end(u(34), u(2))
    builder.words(
        builder.say("vote.counted", count=asked.voted),
        count,
        scale.lead * 1.1,
        theme.accent.ink,
        weight=Weight.BLACK,
        lines=1,
        across="end",
        down="middle",
    )
    builder.words(builder.say(how), words, scale.body, theme.accent.ink, down="middle")
