"""The draw: the reels settle one after the other; a locked one stays."""

from improv.core.cards import Kind
from improv.core.views import ReelView
from improv.look import mix, settle
from improv.look.motion import STAGGER
from improv.screen.boxes import Box
from improv.screen.cards import SHAPES
from improv.screen.heading import content
from improv.screen.icons import KIND_ICONS
from improv.screen.stage import Stage
from improv.text import Weight


def draw(stage: Stage) -> None:
    """One card a reel."""
    on = stage.view.round
    if on is None:
        return
    boxes = _places(stage, content(stage), len(on.reels))
    turning = 0
    for reel, box in zip(on.reels, boxes, strict=True):
        begin = turning * STAGGER
        turning += not reel.locked
        settled = 1.0 if reel.locked else stage.progress(begin)
        _reel(stage, reel, box, settled)


def _places(stage: Stage, room: Box, count: int) -> list[Box]:
    """Up to four in two rows; an odd one out takes the whole width."""
    gap = stage.u(3)
    if count <= 2:
        return list(room.columns(max(count, 1), gap))
    columns = 2 if count <= 4 else 3
    rows = room.rows(-(-count // columns), gap)
    places: list[Box] = []
    for row in rows:
        places += row.columns(min(columns, count - len(places)), gap)
    return places


def _reel(stage: Stage, reel: ReelView, box: Box, settled: float) -> None:
    kind = reel.card.kind
    u, scale = stage.u, stage.scale
    swatch = stage.theme.cards[kind.value]
    inner = SHAPES[kind.value](stage, box)
    label, rest = inner.top(scale.note * 1.3, u(0.2))
    mark, words = label.start(label.height, u(1.2))
    stage.icon(mark, KIND_ICONS[kind.value], swatch.mark)
    if reel.locked:
        lock, words = words.end(label.height, u(1))
        stage.icon(lock, "lock", swatch.mark)
    stage.words(
        stage.say(f"kind.{kind.value}"), words, scale.note, swatch.soft, lines=1, down="middle"
    )
    drop = (settle(settled) - 1) * inner.height
    if settled < 1:
        _blur(stage, rest, swatch.fill, swatch.mark, settled)
    alpha = round(255 * min(1.0, settled * 1.6))
    title = reel.card.words.get("title", "")
    text = reel.card.words.get("text", "")
    if kind is Kind.PROMPT:  # its words come in the brief, and it is the biggest thing there
        stage.words(
            title,
            rest,
            scale.display * (1.4 if box.width > 1.6 * scale.height * 0.6 else 1.05),
            swatch.ink,
            least=scale.body,
            weight=Weight.BLACK,
            down="middle",
            alpha=alpha,
            clip=rest if settled < 1 else None,
            shift=(0, drop),
        )
        return
    name, rest = rest.top(min(rest.height * 0.42, scale.lead * 2.5), u(0.6))
    filled = stage.words(
        title,
        name,
        scale.lead * 1.08,
        swatch.ink,
        least=scale.body * 0.9,
        weight=Weight.BLACK,
        alpha=alpha,
        clip=inner if settled < 1 else None,
        shift=(0, drop),
    )
    under = Box(rest.x, filled.bottom + u(0.6), rest.width, inner.bottom - filled.bottom - u(0.6))
    stage.words(
        text,
        under,
        scale.body,
        swatch.soft,
        alpha=alpha,
        clip=inner if settled < 1 else None,
        shift=(0, drop),
    )


def _blur(
    stage: Stage,
    box: Box,
    fill: tuple[int, int, int],
    mark: tuple[int, int, int],
    settled: float,
) -> None:
    """What a turning reel looks like: bars that pass and fade."""
    height = box.height / 5
    for i in range(4):
        y = (i * 1.4 * height + settled * 3.2 * box.height) % (box.height - height * 0.6)
        bar = Box(box.x, box.y + y, box.width * (0.85 - 0.17 * i), height * 0.5)
        stage.panel(bar, mix(fill, mark, 0.35 * (1 - settled)), height * 0.25)
