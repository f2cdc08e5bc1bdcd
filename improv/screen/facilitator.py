"""The facilitator's picture, for a display that the room cannot see.

Secrets, coming twists, who is next, hands so far, how many have not voted, the keys. The same
marks and colours as the projector's; nothing here is ever painted on the projector.
"""

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.views import TwistView
from improv.core.votes import CHOICE_ROW, MOVES_ROW
from improv.locale import isolate
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.column import Column
from improv.screen.desk import Panel
from improv.screen.frame import Frame
from improv.screen.keys import help_rows
from improv.screen.overlays.help import help_overlay
from improv.screen.overlays.notices import toast
from improv.screen.overlays.panels import panel
from improv.screen.reach import reach
from improv.screen.scene import Picture
from improv.screen.stage import Stage
from improv.text import Weight

_KEYS_SHOWN = 6
_ARROWS = {"↑": "up", "↓": "down"}
_BEFORE_THE_VOTE = (PhaseKind.DRAW, PhaseKind.BRIEF, PhaseKind.PLAY)


def facilitate(frame: Frame) -> Picture:
    """The picture of a frame that has a host view."""
    stage = Stage(frame)
    u = stage.u
    stage.panel(stage.whole, stage.theme.top)
    whole = stage.whole.inset(u(2.4), u(2))
    head, rest = whole.top(u(10), u(1.6))
    foot, rest = rest.foot(u(9), u(1.4))
    _head(stage, head)
    _foot(stage, foot)
    if frame.invitation is not None:
        high = u(30) if stage.scale.wide < 1.1 else u(10.4)
        strip, rest = rest.top(high, u(1.6))
        reach(stage, strip, frame.invitation, frame.remote)
    if stage.scale.wide < 1.1:
        left, right = rest.rows(2, u(1.6))
    else:
        left, right = rest.start(rest.width * 0.56, u(1.6))
    _left(stage, left)
    _right(stage, right)
    _over(stage)
    return Picture(tuple(stage.marks), tuple(stage.placed), stage.moving, stage.wanted)


def _over(stage: Stage) -> None:
    """What was opened with a key lies here, and not on the projector."""
    desk, host = stage.frame.desk, stage.frame.host
    assert host is not None
    if desk.panel is Panel.HELP:
        phones = stage.frame.invitation is not None
        help_overlay(stage, help_rows(stage.view.kind, single=False, phones=phones))
    elif desk.panel:
        panel(stage, host)
    if desk.toast is not None:
        toast(stage)


def _head(stage: Stage, box: Box) -> None:
    """Where the game is, what is special about it now, and the time that is left."""
    u, view = stage.u, stage.view
    time, words = box.end(u(24), u(2))
    title, under = words.top(u(5.8))
    named = " · ".join(filter(None, (heading.phase_words(stage), heading.round_words(stage))))
    stage.words(named, title, u(4.6), stage.theme.ink, weight=Weight.BLACK, lines=1, down="middle")
    told = " · ".join((view.format.get("name", view.format_id), *_told(stage)))
    trouble = stage.frame.trouble
    told = stage.say(f"trouble.{trouble}") if trouble else told
    stage.words(told, under, u(2.8), stage.theme.soft, lines=1)
    if view.clock is None:
        return
    left = max(0, view.clock.deadline - stage.frame.now)
    seconds = -(-left // 1000)
    if left and not view.paused:
        stage.want(view.clock.deadline - (seconds - 1) * 1000)
    over = view.clock.rang or not left
    text = stage.say("clock.time") if over else f"{seconds // 60}:{seconds % 60:02}"
    stage.words(
        stage.figures(text),
        time,
        u(9),
        stage.theme.soft if over else stage.colour,
        weight=Weight.BLACK,
        lines=1,
        across="end",
        down="middle",
    )


def _told(stage: Stage) -> list[str]:
    """What is not as usual."""
    view, host = stage.view, stage.frame.host
    assert host is not None
    marks = {
        "desk.paused": view.paused,
        "desk.blank": view.blank,
        "desk.muted": view.muted,
        "desk.silent": view.volume == 0,
        "desk.unranked": host.unranked,
        "desk.standings.on": host.standings,
    }
    return [stage.say(name) for name, on in marks.items() if on]


def _foot(stage: Stage, box: Box) -> None:
    """The keys that matter now; all of them behind H."""
    rows = help_rows(stage.view.kind, single=False)
    usual = [row for row in rows if row.words not in ("key.back", "key.blank", "key.start")]
    keys = [*usual[: _KEYS_SHOWN - 1], next(row for row in rows if row.words == "key.help")]
    u = stage.u
    stage.surface(box, stage.theme.panel, u(1))
    for place, row in zip(box.inset(u(1.6), u(0.8)).columns(len(keys), u(1.4)), keys, strict=True):
        cap, words = place.top(place.height / 2)
        caps = row.caps.split("  ")[0]
        if caps in _ARROWS:
            stage.icon(cap.start(cap.height)[0], _ARROWS[caps], stage.theme.panel.mark)
        else:
            stage.words(
                isolate(caps),
                cap,
                u(2.8),
                stage.theme.panel.mark,
                weight=Weight.BOLD,
                lines=1,
                down="middle",
            )
        stage.words(
            stage.say(row.words), words, u(2.8), stage.theme.panel.soft, lines=1, down="middle"
        )


def _left(stage: Stage, box: Box) -> None:
    """What only the facilitator may see, and the cards; in a vote, how it goes."""
    host, view = stage.frame.host, stage.view
    assert host is not None
    column = Column(stage, box)
    if view.vote is not None:
        _vote(stage, column)
    if view.round is None:
        _people(stage, column)
        return
    column.title(stage.say("desk.secrets"))
    hidden = [
        (reel, name, text)
        for whose in host.secrets.values()
        for reel, words in whose.items()
        for name, text in words.items()
    ]
    if host.answer:
        column.line(stage.say("desk.answer", answer=heading.option_words(stage, host.answer)))
    if not hidden and not host.answer:
        column.note(stage.say("desk.secrets.none"))
    for reel in host.reels:
        mine = [(name, text) for where, name, text in hidden if where == reel.id]
        if mine:
            column.line(reel.card.words.get("title", reel.id), bold=True)
        for name, text in mine:
            column.pair(stage.say(f"field.{name}"), text)
    if view.kind in _BEFORE_THE_VOTE:
        column.title(stage.say("desk.cards"))
        for reel in host.reels:
            column.pair(stage.say(f"kind.{reel.card.kind}"), reel.card.words.get("title", ""))
            if reel.card.kind is Kind.PROMPT:
                column.line(reel.card.words.get("text", ""))
    column.done()


def _people(stage: Stage, column: Column) -> None:
    """Who is here, while there is no round."""
    here = [person for person in stage.view.people if person.present]
    column.title(stage.say("desk.here", number=len(here)))
    named = [person.name for person in here if person.name]
    column.line(stage.listed(named) or stage.say("desk.volunteers"))
    remote = stage.frame.remote
    if remote is not None and len(remote.networks) > 1:
        column.title(stage.say("invite.networks"))
        for i, network in enumerate(remote.networks):
            column.line(isolate(network), bold=i == remote.chosen)
    column.done()


def _vote(stage: Stage, column: Column) -> None:
    vote = stage.view.vote
    assert vote is not None
    column.title(stage.say("desk.hands"))
    for row in stage.frame.desk.hands.rows:
        counts = "  ".join(stage.figures(count) for count in row.counts)
        named = _ROWS.get(row.id)
        column.pair(stage.say(named) if named else heading.criterion_words(stage, row.id), counts)
    missing = vote.voters - vote.voted
    if vote.voters:
        some = stage.say("desk.not_voted", count=max(0, missing))
        column.note(some if missing > 0 else stage.say("desk.all_voted"))


_ROWS = {MOVES_ROW: "desk.row.moves", CHOICE_ROW: "desk.row.choice"}


def _right(stage: Stage, box: Box) -> None:
    """People, twists, heat, tokens, thanks, promises."""
    host, view = stage.frame.host, stage.view
    assert host is not None
    column = Column(stage, box)
    if view.round is not None and view.kind not in (PhaseKind.KUDOS, PhaseKind.END):
        column.title(stage.say("desk.cast"))
        for seat in view.round.cast:
            column.pair(
                heading.seat_words(stage, seat.seat), seat.name or stage.say("seat.volunteer")
            )
        _scene(stage, column)
    waiting = [text for _, text, nodded in host.kudos if not nodded]
    if waiting:
        column.title(stage.say("desk.kudos.waiting"))
        for text in waiting:
            column.line(text)
    if view.kind not in (PhaseKind.KUDOS, PhaseKind.END):
        column.title(stage.say("desk.next_players"))
        for seat in host.next_players:
            column.pair(heading.seat_words(stage, seat.seat), seat.name)
        if not host.next_players:
            column.note(stage.say("desk.volunteers"))
        for reel in host.next_reels:
            column.pair(stage.say(f"kind.{reel.card.kind}"), reel.card.words.get("title", ""))
    if host.promises:
        column.title(stage.say("desk.promises.made"))
        for promise in host.promises[-4:]:
            column.line(promise.text)
    column.done()


def _scene(stage: Stage, column: Column) -> None:
    """What can still happen in this scene."""
    host, on = stage.frame.host, stage.view.round
    assert host is not None
    assert on is not None
    if stage.view.kind not in _BEFORE_THE_VOTE:
        return
    column.note(stage.say("desk.heat", level=on.heat))
    if on.tokens:
        left = (f"{stage.say(f'token.{t}')} {stage.figures(n)}" for t, n in on.tokens.items())
        column.note(" · ".join(left))
    column.title(stage.say("desk.coming"))
    for instant, twist in host.coming:
        column.pair(_when(stage, instant), twist_words(twist))
    if host.spare:
        column.note(stage.say("desk.spare", count=host.spare))
    elif not host.coming:
        column.note(stage.say("desk.coming.none"))


def _when(stage: Stage, instant: int) -> str:
    if instant < 0:
        return stage.say("desk.coming.later")
    seconds = max(0, -(-(instant - stage.frame.now) // 1000))
    if seconds and not stage.view.paused:
        stage.want(instant - (seconds - 1) * 1000)
    return stage.say("desk.coming.in", count=seconds)


def twist_words(twist: TwistView) -> str:
    """A twist in a line."""
    return twist.card.words.get("title", "") if twist.card else twist.promise or twist.cue
