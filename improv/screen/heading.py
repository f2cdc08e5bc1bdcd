"""What stands in the same place in every scene: the phase's name, the round, the clock.

Also the names that scenes need: of phases, criteria, options and seats, from the format's own
words where it has them, else the interface's.
"""

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.locale import isolate
from improv.scenes.icons import PHASE_ICONS
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.text import Weight

HEAD = 12.5
"""The height of the heading, in hundredths."""

SMALL = 21.0
"""The ring's diameter beside a scene, in hundredths."""

GAP = 2.6


def heading(builder: Builder) -> None:
    """The phase's name and, under it, which round this is."""
    u, safe = builder.u, builder.safe
    kind = builder.view.kind
    medal = Box(safe.x, safe.y, u(10.5), u(10.5))
    builder.medal(medal, PHASE_ICONS[kind.value], builder.colour, builder.theme.on_phase)
    counter = " · ".join(
        filter(None, (_address_words(builder), round_words(builder), _voted_words(builder)))
    )
    room = safe.width - u(SMALL + 16)
    words = Box(medal.right + u(2.4), safe.y - u(0.2), room, u(7.2 if counter else 11))
    builder.words(
        # A part of a scene has its own name large, beside the big clock.
        kind_words(builder) if kind is PhaseKind.PLAY else phase_words(builder),
        words,
        u(6.2),
        builder.theme.ink,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    if counter:
        under = Box(words.x, safe.y + u(7.1), room, u(4.4))
        builder.words(
            counter, under, builder.scale.note, builder.theme.soft, lines=1, down="middle"
        )


def phase_words(builder: Builder) -> str:
    """What the phase is called."""
    return builder.view.format.get(f"phase.{builder.view.phase}") or kind_words(builder)


def kind_words(builder: Builder) -> str:
    """What phases of that kind are called."""
    name = f"phase.{builder.view.kind.value}"
    return builder.view.format.get(name) or builder.say(name)


def _address_words(builder: Builder) -> str:
    """Where late phones come in. It goes first, so that it never moves; the lobby has it large."""
    invitation, view = builder.frame.invitation, builder.view
    if invitation is None:
        return ""
    if view.kind is PhaseKind.LOBBY:
        return view.format.get("name", view.format_id)
    asked = (invitation.address, invitation.code)[: 2 if view.door is Door.CODE else 1]
    return " · ".join(map(isolate, asked))


def round_words(builder: Builder) -> str:
    """Which round it is, where there is one."""
    view = builder.view
    closing = (PhaseKind.LOBBY, PhaseKind.STANDINGS, PhaseKind.KUDOS, PhaseKind.END)
    if view.round is None or view.kind in closing:
        return ""
    if view.rounds is None:
        return builder.say("round", round=view.round.ordinal)
    return builder.say("round.of", round=view.round.ordinal, rounds=view.rounds)


def _voted_words(builder: Builder) -> str:
    """How many phones have voted, where there are any."""
    vote = builder.view.vote
    if vote is None or not vote.voters or builder.frame.desk.keyboard_voting:
        return ""
    return builder.say("vote.voted", count=vote.voted, voters=vote.voters)


def seat_words(builder: Builder, seat: str) -> str:
    """What a seat is called: the format's word for it, the interface's, or its id."""
    return builder.view.format.get(f"seat.{seat}") or _known(builder, f"seat.{seat}", seat)


def criterion_words(builder: Builder, criterion: str, grade: int = 0) -> str:
    """A criterion's name, or what it means to give it a grade."""
    name = f"criterion.{criterion}" + (f".{grade}" if grade else "")
    return builder.view.format.get(name) or _known(builder, name, "" if grade else criterion)


def option_words(builder: Builder, option: str) -> str:
    """An option of a choice: the format's word, else the number of a line."""
    own = builder.view.format.get(f"option.{option}")
    if own:
        return own
    return builder.say("vote.line", number=int(option)) if option.isdecimal() else option


def _known(builder: Builder, name: str, otherwise: str) -> str:
    try:
        return builder.say(name)
    except KeyError:
        return otherwise


def clock_size(builder: Builder) -> float:
    """The ring's diameter, in hundredths: big in a scene, small beside everything else."""
    if builder.view.kind is not PhaseKind.PLAY:
        return SMALL
    return 34.0 if builder.scale.wide < 1.5 else 40.0


def clock(builder: Builder, *, disc: bool = False) -> Box | None:
    """The ring with its figures in the upper end corner; None where the phase has no clock.

    A `disc` under it keeps it bright over a picture that stepped back.
    """
    view, u = builder.view, builder.u
    if view.clock is None:
        return None
    side = u(clock_size(builder))
    box = Box(builder.safe.right - side, builder.safe.y, side, side)
    if disc:
        builder.shape(box, "disc", builder.theme.top)
    total = max(1, view.clock.deadline - view.clock.entered)
    left = max(0, view.clock.deadline - builder.frame.now)
    over = view.clock.rang or left == 0
    step = _step(total)
    shown = -(-left // step) * step  # in steps, so that it stands still between them
    colour = builder.theme.soft if over else builder.colour
    builder.ring(box, colour, 0.0 if over else min(1.0, shown / total), side * 0.085)
    if not over and not view.paused:
        builder.want(view.clock.deadline - (left - 1) // step * step)
    face = box.inset(side * 0.16)
    if over:
        builder.words(
            builder.say("clock.time"),
            face,
            side * 0.2,
            builder.theme.soft,
            weight=Weight.BOLD,
            across="centre",
            down="middle",
            lines=1,
        )
        return box
    seconds = -(-left // 1000)
    text = f"{seconds // 60}:{seconds % 60:02}" if seconds >= 60 else str(seconds)
    builder.words(
        builder.figures(text),
        face,
        side * (0.29 if seconds >= 60 else 0.42),
        builder.theme.ink,
        weight=Weight.BLACK,
        across="centre",
        down="middle",
        lines=1,
    )
    return box


def _step(total: int) -> int:
    """How often the ring moves, in ms: a short clock more often, or it would jump."""
    return 1000 if total > 45_000 else 250


def content(builder: Builder) -> Box:
    """The room under the heading."""
    safe = builder.safe
    return safe.top(builder.u(HEAD), builder.u(GAP))[1]


def stacked(
    builder: Builder, box: Box, title: tuple[str, float], line: tuple[str, float], gap: float = 0
) -> tuple[Box, Box]:
    """Two boxes, one under the other in the middle of a box, for a heavy title and a line.

    Each is (words, size); neither gets more height than its words take, and the line goes first.
    """
    low = 1 + builder.measure(line[0], box, line[1], Weight.REGULAR, body=True)
    room = box.foot(low, gap)[1]
    head = builder.measure(title[0], room, title[1], Weight.BLACK, body=False)
    return box.middle(box.width, head + gap + low).top(head, gap)


def announce(builder: Builder, head: Box, title: str, rest: Box, line: str) -> None:
    """A few very large words in the middle, and a quieter line below them."""
    builder.words(
        title,
        head,
        builder.scale.display,
        builder.theme.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    builder.words(
        line, rest, builder.scale.lead, builder.theme.soft, body=True, lines=1, across="centre"
    )
