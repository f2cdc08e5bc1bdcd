"""The vote by hand or at the keyboard: one question at a time, its points in words."""

from improv.core.formats import MOVES, BallotKind
from improv.core.views import VoteView
from improv.core.votes import CHOICE_ROW, GRADES, MOVES_ROW
from improv.look import CRITERION_SHAPES
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.scenes.ballot import choices, cursor_of, hands_of
from improv.screen.stage import Stage
from improv.text import Weight

MOVE_ICONS = {
    "listened": "bubble",
    "named_feeling": "heart",
    "light_laugh": "mask",
    "clear_step": "arrow",
    "plain_limit": "diamond",
    "bridge": "shop",
}


def vote(stage: Stage) -> None:
    """The criterion that is asked now, or the choice; ticks for moves along the foot."""
    asked = stage.view.vote
    if asked is None:
        return
    u = stage.u
    ring = heading.clock(stage)
    room = heading.content(stage)
    head, room = room.top(u(13), u(2.6))
    if ring is not None:
        head = head.end(ring.width, u(4))[1]
    low, room = room.foot(u(16), u(2.2))
    if BallotKind.RATE in asked.kinds and asked.criteria:
        _rate(stage, head, room, asked)
        if stage.frame.desk.keyboard_voting:
            _keyboard(stage, low, asked, "vote.keyboard.how")
        else:
            _moves(stage, low)
        return
    if stage.frame.desk.keyboard_voting:
        _keyboard(stage, low, asked, "vote.keyboard.pick")
    else:
        room = Box(room.x, room.y, room.width, low.bottom - room.y)
    _question(stage, head, stage.say(f"vote.{asked.kinds[0].value}"), "", "hand")
    # The lines that were said have no words but their number, which is there already.
    labels = [
        "" if option.isdecimal() else heading.option_words(stage, option)
        for option in asked.options
    ]
    choices(stage, room, labels, hands_of(stage, CHOICE_ROW, len(labels)), CHOICE_ROW)


def _rate(stage: Stage, head: Box, room: Box, asked: VoteView) -> None:
    desk = stage.frame.desk
    at = len(desk.marks) if desk.keyboard_voting else asked.asking
    index = min(at, len(asked.criteria) - 1)
    criterion = asked.criteria[index]
    several = len(asked.criteria) > 1
    if several:
        dots, head = head.foot(stage.u(4.2), stage.u(0.6))
        _progress(stage, dots, asked, index)
    name = heading.criterion_words(stage, criterion)
    shape = CRITERION_SHAPES.get(criterion, "star")
    _question(stage, head, name, criterion, shape)
    labels = [heading.criterion_words(stage, criterion, grade) for grade in GRADES]
    counts = hands_of(stage, criterion, len(labels))
    choices(stage, room, labels, counts, criterion, stage.theme.grades)


def _question(stage: Stage, box: Box, words: str, criterion: str, shape: str) -> None:
    """What is judged now, behind its shape."""
    side = min(box.height, stage.u(9.5))
    mark, rest = box.start(side, stage.u(2))
    colour = stage.theme.criterion(criterion) if criterion else stage.colour
    stage.icon(mark, shape, colour)
    stage.words(
        words,
        rest,
        stage.scale.title,
        stage.theme.ink,
        weight=Weight.BLACK,
        down="middle",
        lines=1,
    )


def _progress(stage: Stage, box: Box, asked: VoteView, index: int) -> None:
    """The criteria as their shapes; those that are over are filled, the one that is on is big."""
    theme = stage.theme
    x = box.x
    for i, criterion in enumerate(asked.criteria):
        side = box.height * (1.0 if i == index else 0.72)
        here = Box(x, box.y + (box.height - side) / 2, side, side)
        colour = theme.criterion(criterion) if i <= index else theme.track
        stage.icon(here, CRITERION_SHAPES.get(criterion, "star"), colour)
        x += box.height * 1.35
    of = stage.say("vote.criterion_of", number=index + 1, total=len(asked.criteria))
    words = Box(x + stage.u(1), box.y, stage.u(24), box.height)
    stage.words(of, words, stage.scale.note, theme.soft, lines=1, down="middle")


def _moves(stage: Stage, box: Box) -> None:
    """Moves seen: a tick and a count each."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    counts = hands_of(stage, MOVES_ROW, len(MOVES))
    chosen = cursor_of(stage, MOVES_ROW)
    rows = 2 if scale.wide < 2 else 1
    cells: list[Box] = []
    for row in box.rows(rows, u(1.4)):
        cells += row.columns(len(MOVES) // rows, u(1.6))
    inners = [cell.inset(u(1.3), u(0.8)).end(u(5.5), u(0.6)) for cell in cells]
    parts = [rest.start(min(u(4.2), rest.height), u(1)) for _, rest in inners]
    labels = [stage.say(f"move.{move}") for move in MOVES]
    size = stage.common_size(labels, [words for _, words in parts], scale.note, Weight.REGULAR)
    for i, (move, place) in enumerate(zip(MOVES, cells, strict=True)):
        on = i == chosen
        edge = theme.accent.fill if on else theme.track
        stage.panel(place, theme.panel.fill, u(1.4), edge, u(0.75 if on else 0.3))
        mark, words = parts[i]
        stage.icon(mark, MOVE_ICONS[move], theme.panel.mark)
        if counts[i] or on:
            stage.words(
                stage.figures(counts[i]),
                inners[i][0],
                scale.body,
                theme.panel.ink,
                weight=Weight.BLACK,
                lines=1,
                across="end",
                down="middle",
            )
        stage.words(labels[i], words, size, theme.panel.soft, down="middle")


def _keyboard(stage: Stage, box: Box, asked: VoteView, how: str) -> None:
    """Voting at the keyboard: how, and that it counted; never what."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    stage.surface(box, theme.accent, u(2))
    inner = box.inset(u(3), u(1.6))
    count, words = inner.end(u(34), u(2))
    stage.words(
        stage.say("vote.counted", count=asked.voted),
        count,
        scale.lead * 1.1,
        theme.accent.ink,
        weight=Weight.BLACK,
        lines=1,
        across="end",
        down="middle",
    )
    stage.words(stage.say(how), words, scale.body, theme.accent.ink, down="middle")
