"""What stands in the same place in every scene: the phase's name, the round, the clock.

Also the names that scenes need: of phases, criteria, options and seats, from the format's own
words where it has them, else the interface's.
"""

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.locale import isolate
from improv.screen.boxes import Box
from improv.screen.icons import PHASE_ICONS
from improv.screen.stage import Stage
from improv.text import Weight

HEAD = 12.5
"""The height of the heading, in hundredths."""

SMALL = 21.0
"""The ring's diameter beside a scene, in hundredths."""

GAP = 2.6


def heading(stage: Stage) -> None:
    """The phase's name and, under it, which round this is."""
    u, safe = stage.u, stage.safe
    kind = stage.view.kind
    medal = Box(safe.x, safe.y, u(10.5), u(10.5))
    stage.medal(medal, PHASE_ICONS[kind.value], stage.colour, stage.theme.on_phase)
    counter = " · ".join(
        filter(None, (_address_words(stage), round_words(stage), _voted_words(stage)))
    )
    room = safe.width - u(SMALL + 16)
    words = Box(medal.right + u(2.4), safe.y - u(0.2), room, u(7.2 if counter else 11))
    stage.words(
        # A part of a scene has its own name large, beside the big clock.
        kind_words(stage) if kind is PhaseKind.PLAY else phase_words(stage),
        words,
        u(6.2),
        stage.theme.ink,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    if counter:
        under = Box(words.x, safe.y + u(7.1), room, u(4.4))
        stage.words(counter, under, stage.scale.note, stage.theme.soft, lines=1, down="middle")


def phase_words(stage: Stage) -> str:
    """What the phase is called."""
    return stage.view.format.get(f"phase.{stage.view.phase}") or kind_words(stage)


def kind_words(stage: Stage) -> str:
    """What phases of that kind are called."""
    name = f"phase.{stage.view.kind.value}"
    return stage.view.format.get(name) or stage.say(name)


def _address_words(stage: Stage) -> str:
    """Where late phones come in. It goes first, so that it never moves; the lobby has it large."""
    invitation, view = stage.frame.invitation, stage.view
    if invitation is None:
        return ""
    if view.kind is PhaseKind.LOBBY:
        return view.format.get("name", view.format_id)
    asked = (invitation.address, invitation.code)[: 2 if view.door is Door.CODE else 1]
    return " · ".join(map(isolate, asked))


def round_words(stage: Stage) -> str:
    """Which round it is, where there is one."""
    view = stage.view
    closing = (PhaseKind.LOBBY, PhaseKind.STANDINGS, PhaseKind.KUDOS, PhaseKind.END)
    if view.round is None or view.kind in closing:
        return ""
    if view.rounds is None:
        return stage.say("round", round=view.round.ordinal)
    return stage.say("round.of", round=view.round.ordinal, rounds=view.rounds)


def _voted_words(stage: Stage) -> str:
    """How many phones have voted, where there are any."""
    vote = stage.view.vote
    if vote is None or not vote.voters or stage.frame.desk.keyboard_voting:
        return ""
    return stage.say("vote.voted", count=vote.voted, voters=vote.voters)


def seat_words(stage: Stage, seat: str) -> str:
    """What a seat is called: the format's word for it, the interface's, or its id."""
    return stage.view.format.get(f"seat.{seat}") or _known(stage, f"seat.{seat}", seat)


def criterion_words(stage: Stage, criterion: str, grade: int = 0) -> str:
    """A criterion's name, or what it means to give it a grade."""
    name = f"criterion.{criterion}" + (f".{grade}" if grade else "")
    return stage.view.format.get(name) or _known(stage, name, "" if grade else criterion)


def option_words(stage: Stage, option: str) -> str:
    """An option of a choice: the format's word, else the number of a line."""
    own = stage.view.format.get(f"option.{option}")
    if own:
        return own
    return stage.say("vote.line", number=int(option)) if option.isdecimal() else option


def _known(stage: Stage, name: str, otherwise: str) -> str:
    try:
        return stage.say(name)
    except KeyError:
        return otherwise


def clock_size(stage: Stage) -> float:
    """The ring's diameter, in hundredths: big in a scene, small beside everything else."""
    if stage.view.kind is not PhaseKind.PLAY:
        return SMALL
    return 34.0 if stage.scale.wide < 1.5 else 40.0


def clock(stage: Stage, *, disc: bool = False) -> Box | None:
    """The ring with its figures in the upper end corner; None where the phase has no clock.

    A `disc` under it keeps it bright over a picture that stepped back.
    """
    view, u = stage.view, stage.u
    if view.clock is None:
        return None
    side = u(clock_size(stage))
    box = Box(stage.safe.right - side, stage.safe.y, side, side)
    if disc:
        stage.shape(box, "disc", stage.theme.top)
    total = max(1, view.clock.deadline - view.clock.entered)
    left = max(0, view.clock.deadline - stage.frame.now)
    over = view.clock.rang or left == 0
    step = _step(total)
    shown = -(-left // step) * step  # in steps, so that it stands still between them
    colour = stage.theme.soft if over else stage.colour
    stage.ring(box, colour, 0.0 if over else min(1.0, shown / total), side * 0.085)
    if not over and not view.paused:
        stage.want(view.clock.deadline - (left - 1) // step * step)
    face = box.inset(side * 0.16)
    if over:
        stage.words(
            stage.say("clock.time"),
            face,
            side * 0.2,
            stage.theme.soft,
            weight=Weight.BOLD,
            across="centre",
            down="middle",
            lines=1,
        )
        return box
    seconds = -(-left // 1000)
    text = f"{seconds // 60}:{seconds % 60:02}" if seconds >= 60 else str(seconds)
    stage.words(
        stage.figures(text),
        face,
        side * (0.29 if seconds >= 60 else 0.42),
        stage.theme.ink,
        weight=Weight.BLACK,
        across="centre",
        down="middle",
        lines=1,
    )
    return box


def _step(total: int) -> int:
    """How often the ring moves, in ms: a short clock more often, or it would jump."""
    return 1000 if total > 45_000 else 250


def content(stage: Stage) -> Box:
    """The room under the heading."""
    safe = stage.safe
    return safe.top(stage.u(HEAD), stage.u(GAP))[1]


def stacked(
    stage: Stage, box: Box, title: tuple[str, float], line: tuple[str, float], gap: float = 0
) -> tuple[Box, Box]:
    """Two boxes, one under the other in the middle of a box, for a heavy title and a line.

    Each is (words, size); neither gets more height than its words take, and the line goes first.
    """
    low = 1 + stage.measure(line[0], box, line[1], Weight.REGULAR, body=True)
    room = box.foot(low, gap)[1]
    head = stage.measure(title[0], room, title[1], Weight.BLACK, body=False)
    return box.middle(box.width, head + gap + low).top(head, gap)


def announce(stage: Stage, head: Box, title: str, rest: Box, line: str) -> None:
    """A few very large words in the middle, and a quieter line below them."""
    stage.words(
        title,
        head,
        stage.scale.display,
        stage.theme.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    stage.words(line, rest, stage.scale.lead, stage.theme.soft, body=True, lines=1, across="centre")
