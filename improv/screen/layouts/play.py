"""The scene itself: little to read. The clock is big, a twist cannot be missed."""

from improv.core.cards import Kind
from improv.core.view_models import CardView, RoundView, TwistView
from improv.look import ease, mix
from improv.scenes.icons import KIND_ICONS, TOKEN_ICONS
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.cards import banner, bubble, bubble_room
from improv.text import Weight

MUTE = 5000
"""ms that a mute token holds."""


def play(builder: Builder) -> None:
    """The request small, the clock big; heat and tokens under it."""
    round_ = builder.view.round
    if round_ is None:
        return
    u, scale = builder.u, builder.scale
    narrow = scale.wide < 1.5
    ring = heading.clock(builder)
    side = ring.width if ring is not None else 0
    room = heading.content(builder)
    entered = builder.view.clock.entered if builder.view.clock is not None else 0
    twist = next((one for one in reversed(round_.twists) if one.at >= entered), None)
    if twist is not None:
        low, room = room.foot(u(21 if twist.cue else 31.5 if narrow else 27), u(2.2))
        _twist(builder, low, twist, round_)
    gauges, left = room.end(max(side, u(34)), u(3 if narrow else 5))
    if ring is not None:
        gauges = Box(
            gauges.x, ring.bottom + u(2.4), gauges.width, room.bottom - ring.bottom - u(2.4)
        )
    _gauges(builder, gauges, round_)
    if builder.frame.now < round_.mute_until:
        _mute(builder, left, round_)
        return
    if builder.view.phase != builder.view.kind.value:
        head, left = left.top(u(15), u(1.5))
        builder.words(
            heading.phase_words(builder),
            head,
            scale.display,
            builder.colour,
            weight=Weight.BLACK,
            lines=1,
            down="middle",
            alpha=builder.fade(),
        )
    _who(builder, left, round_, context=twist is None or not narrow)


def _who(builder: Builder, box: Box, round_: RoundView, *, context: bool) -> None:
    """Who is calling where, in a line, and what was said."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    cards = {reel.card.kind: reel.card for reel in round_.reels}
    rest = box
    if context:
        shown = [cards[kind] for kind in (Kind.BUSINESS, Kind.ROLE, Kind.MOOD) if kind in cards]
        row, rest = box.top(u(8 if scale.wide < 1.5 else 6), u(2.2))
        _chips(builder, row, shown)
    prompt = cards.get(Kind.PROMPT)
    if prompt is None:
        return
    swatch = theme.cards["prompt"]
    text, size = prompt.words.get("text", ""), scale.lead
    around = rest.height - bubble_room(builder, rest).height
    room = bubble_room(builder, rest)
    needed = builder.measure(text, room, size, Weight.BOLD, body=True) + around
    inner = bubble(builder, rest.top(min(rest.height, needed))[0])
    builder.words(text, inner, size, swatch.ink, body=True, weight=Weight.BOLD, down="middle")


def _chips(builder: Builder, box: Box, cards: list[CardView]) -> None:
    """The cards of the draw as short labels in a row, all of one size."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    cells = [cell.start(u(4.3), u(1.1)) for cell in box.columns(max(len(cards), 1), u(2))]
    titles = [card.words.get("title", "") for card in cards]
    rooms = [words for _, words in cells[: len(cards)]]
    size = builder.common_size(titles, rooms, scale.note, Weight.REGULAR)
    for card, title, (mark, words) in zip(cards, titles, cells, strict=False):
        colour = theme.cards[card.kind.value].mark if theme.edge is None else theme.ink
        builder.icon(mark, KIND_ICONS[card.kind.value], colour)
        builder.words(title, words, size, theme.soft, down="middle")


def _gauges(builder: Builder, box: Box, round_: RoundView) -> None:
    """The heat, and the tokens that are left."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    if box.height < u(6):
        return
    flames, rest = box.top(min(u(7), box.height), u(2))
    label, bars = flames.start(flames.width * 0.38)
    builder.words(builder.say("play.heat"), label, scale.note, theme.soft, lines=1, down="middle")
    width = bars.width / 5
    for i in range(5):
        cell = Box(bars.x + i * width, bars.y, width, bars.height).inset(u(0.4))
        lit = i < round_.heat
        colour = theme.phases["bell"] if lit else theme.track
        builder.icon(cell, "flame", colour)
    if rest.height < u(6):
        return
    row = Box(rest.x, rest.y, rest.width, u(6.5))
    for (token, left), cell in zip(
        round_.tokens.items(), row.columns(max(len(round_.tokens), 1), u(2)), strict=False
    ):
        mark, words = cell.start(row.height, u(1))
        shown = theme.ink if left else mix(theme.track, theme.soft, 0.2)
        builder.icon(mark.inset(u(0.6)), TOKEN_ICONS.get(token, "circle"), shown)
        builder.words(
            builder.figures(left) if left else builder.figures(0),
            words,
            scale.body,
            theme.ink if left else theme.soft,
            weight=Weight.BOLD,
            lines=1,
            down="middle",
        )


def _twist(builder: Builder, box: Box, twist: TwistView, round_: RoundView) -> None:
    """The newest twist: it slides in from the end, torn at both sides."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    swatch = theme.cards["twist"]
    came = ease(builder.since(twist.at))
    inner = banner(builder, box.moved(across=(1 - came) * (builder.whole.width - box.x)))
    if came < 0.6:
        return
    icon, words = inner.start(min(u(13), inner.height), u(3))
    builder.icon(icon, "bell" if twist.cue else "spark", swatch.mark)
    if twist.cue:
        count, words = words.end(u(22), u(4))
        builder.words(
            builder.say("play.take", number=round_.takes),
            count,
            scale.lead,
            swatch.ink,
            weight=Weight.BLACK,
            lines=1,
            across="end",
            down="middle",
        )
        builder.words(
            twist.cue,
            words,
            scale.title,
            swatch.ink,
            body=True,
            weight=Weight.BLACK,
            down="middle",
            card=swatch,
        )
        return
    title = (
        builder.say("twist.promise") if twist.card is None else twist.card.words.get("title", "")
    )
    text = twist.promise if twist.card is None else twist.card.words.get("text", "")
    head, rest = words.top(words.height * 0.4, u(0.4))
    lines = builder.measure(text, rest, scale.body * 1.2, Weight.BOLD, body=True)
    spare = max(0.0, rest.height - lines) / 2
    builder.words(
        title,
        head.moved(down=spare),
        scale.title,
        swatch.ink,
        weight=Weight.BLACK,
        lines=1,
        down="bottom",
        card=swatch,
    )
    rest = rest.top(spare)[1]
    size = scale.body * 1.2
    builder.words(text, rest, size, swatch.ink, weight=Weight.BOLD, body=True, card=swatch)


def _mute(builder: Builder, box: Box, round_: RoundView) -> None:
    """Five quiet seconds: one icon, few words."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    builder.want(round_.mute_until)
    quiet, on_quiet = theme.phases["brief"], theme.on_phase
    builder.panel(box, quiet, u(3))
    inner = box.inset(u(4))
    icon, words = inner.start(min(u(24), inner.width * 0.3), u(4))
    builder.icon(icon, "mute", on_quiet)
    title, why = builder.say("play.muted"), builder.say("play.muted.why")
    size, small = scale.title, scale.body * 1.2
    head, rest = heading.stacked(builder, words, (title, size), (why, small), u(1))
    builder.words(title, head, size, on_quiet, weight=Weight.BLACK)
    builder.words(why, rest, small, on_quiet, body=True)
