"""The facilitator's picture, for a display that the room cannot see.

Secrets, coming twists, who is next, hands so far, how many have not voted, the keys. The same
items and colours as the projector's; nothing here is ever painted on the projector.
"""

from collections.abc import Iterator

import pygame

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.visibility import ANSWER
from improv.director.ports import Snapshot
from improv.locale.phrases import isolate
from improv.scenes.cards_trouble import in_language
from improv.scenes.draw_reason import draw_reason
from improv.scenes.heading import round_words
from improv.scenes.phone_counts import voters_count
from improv.scenes.secrets import in_order, kinds_of
from improv.scenes.vote_doubts import vote_doubts
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.column import Column
from improv.screen.composition import Picture, picture_of
from improv.screen.frame import Frame
from improv.screen.heading import time_left
from improv.screen.keys import Command, help_rows
from improv.screen.overlays.bar import bar
from improv.screen.overlays.help import help_overlay
from improv.screen.overlays.notices import toast
from improv.screen.overlays.panels import panel
from improv.screen.painter import Painter
from improv.screen.phone_status import phone_status
from improv.screen.plan_status import plan_strip, plan_words
from improv.screen.ui_state import Panel, UiState
from improv.text.fonts import Weight

_KEYS_SHOWN = 7
_WAITING_SHOWN = 8
_ARROWS = {"↑": "up", "↓": "down"}
_BEFORE_THE_VOTE = (PhaseKind.DRAW, PhaseKind.BRIEF, PhaseKind.PLAY)


class FacilitatorPainter(Painter):
    """A painter of the facilitator's picture, in which nothing moves."""

    def __init__(self, size: tuple[int, int], theme: str, *, latin_digits: bool = False) -> None:
        super().__init__(size)
        self._size, self._theme, self._latin_digits = size, theme, latin_digits

    def render(
        self,
        snapshot: Snapshot,
        now: int,
        wall: float,  # noqa: ARG002  (nothing moves)
        ui: UiState,
    ) -> tuple[pygame.Surface, list[pygame.Rect]]:
        """Paint what changed since the last time; the picture and the areas that changed."""
        return self.paint(self._compose(snapshot, now, ui))

    def prepare(self, snapshot: Snapshot, now: int, ui: UiState) -> Iterator[None]:
        """Draw what the picture of a snapshot will need, a little at each step."""
        return self.prepare_picture(self._compose(snapshot, now, ui))

    def _compose(self, snapshot: Snapshot, now: int, ui: UiState) -> Picture:
        look = (self._size, self._theme)
        frame = Frame.of(snapshot, now, ui, *look, latin_digits=self._latin_digits)
        return compose_facilitator(frame)


def compose_facilitator(frame: Frame) -> Picture:
    """The facilitator's picture of a frame that has a host view."""
    builder = Builder(frame)
    u = builder.u
    builder.panel(builder.whole, builder.theme.top)
    whole = builder.whole.inset(u(2.4), u(2))
    head, rest = whole.top(u(10), u(1.6))
    foot, rest = rest.foot(u(9), u(1.4))
    _head(builder, head)
    if not builder.frame.ui.panel:
        _foot(builder, foot)
    if frame.invitation is not None:
        high = u(30) if builder.scale.wide < 1.1 else u(10.4)
        strip, rest = rest.top(high, u(1.6))
        phone_status(builder, strip, frame.invitation, frame.remote)
    if frame.host is not None and frame.host.plan is not None:
        strip, rest = rest.top(u(14.4), u(1.6))
        plan_strip(builder, strip, frame.host.plan)
    if builder.scale.wide < 1.1:
        left, right = rest.rows(2, u(1.6))
    else:
        left, right = rest.start(rest.width * 0.56, u(1.6))
    _left(builder, left)
    _right(builder, right)
    _over(builder)
    return picture_of(builder)


def _over(builder: Builder) -> None:
    """Add what was opened with a key: it is here, and not on the projector."""
    ui, host = builder.frame.ui, builder.frame.host
    assert host is not None
    if ui.panel is Panel.HELP:
        phones = builder.frame.invitation is not None
        help_overlay(builder, help_rows(builder.view.kind, single=False, phones=phones))
    elif ui.panel:
        panel(builder, host)
    if ui.panel:  # else the keys at the foot can be clicked
        bar(builder, float("inf"))
    if ui.toast is not None:
        toast(builder)


def _head(builder: Builder, box: Box) -> None:
    """Where the game is, what is special about it now, and the time that is left."""
    u, view = builder.u, builder.view
    time, words = box.end(u(24), u(2))
    title, under = words.top(u(5.8))
    names = builder.names
    where = (names.phase(view.phase, view.kind), round_words(view, names))
    builder.line(names.beside(where), title, u(4.6), builder.theme.ink, Weight.BLACK)
    trouble = builder.frame.trouble
    unusual = names.beside((names.game(view.format_id), *_unusual(builder)))
    state = builder.say(f"trouble.{trouble}") if trouble else unusual
    builder.words(state, under, u(2.8), builder.theme.soft, lines=1)
    time_left(builder, time)


def _unusual(builder: Builder) -> list[str]:
    """What is special now: a pause, a blank projector, no sound."""
    view, host = builder.view, builder.frame.host
    assert host is not None
    states = {
        "stop.title": view.stopped,
        "facilitator.paused": view.paused and not view.stopped,
        "facilitator.blank": view.blank,
        "facilitator.muted": view.muted,
        "facilitator.silent": view.volume == 0,
        "facilitator.unranked": host.unranked,
        "facilitator.standings.on": host.standings and view.votes,
        "facilitator.clock": not view.clock_in_sight,
    }
    return [builder.say(name) for name, on in states.items() if on]


def _foot(builder: Builder, box: Box) -> None:
    """The keys that matter most now, to be pressed or clicked; H shows all of them."""
    rows = help_rows(builder.view.kind, single=False)
    usual = [row for row in rows if row.words not in ("key.back", "key.blank", "key.start")]
    back, more = (
        next(row for row in rows if row.command is command)
        for command in (Command.BACK, Command.HELP)
    )
    keys = [back, *usual[: _KEYS_SHOWN - 2], more]
    u = builder.u
    builder.surface(box, builder.theme.panel, u(1))
    for place, row in zip(box.inset(u(1.6), u(0.8)).columns(len(keys), u(1.4)), keys, strict=True):
        if row.key is not None:
            builder.target(place, row.key)
        cap, words = place.top(place.height / 2)
        caps = row.caps.split("  ")[0]
        if caps in _ARROWS:
            builder.icon(cap.start(cap.height)[0], _ARROWS[caps], builder.theme.panel.mark)
        else:
            builder.line(isolate(caps), cap, u(2.8), builder.theme.panel.mark, Weight.BOLD)
        builder.line(builder.say(row.words), words, u(2.8), builder.theme.panel.soft)


def _left(builder: Builder, box: Box) -> None:
    """The secrets and the cards; in a vote, the hands so far and who has not voted."""
    host, view, names = builder.frame.host, builder.view, builder.names
    assert host is not None
    column = Column(builder, box)
    if host.waiting:
        column.title(builder.say("facilitator.waiting"))
        who = [person.name or builder.say("facilitator.phone") for person in host.waiting]
        column.line(names.listed(who[:_WAITING_SHOWN]) + ("…" if who[_WAITING_SHOWN:] else ""))
    if lines := in_language(builder.frame.cards_trouble, view.language):
        column.title(builder.say("watch.title"))
        for text in lines:
            column.line(text)
    _doubts(builder, column)
    if view.vote is not None:
        _vote(builder, column)
    if view.follow_ups:
        column.line(builder.say("intention.why"))
    if view.round is None:
        if host.plan is not None:
            plan_words(builder, column, host.plan)
        _people(builder, column)
        return
    column.title(builder.say("facilitator.secrets"))
    # A text may be for several: it stands here once. What stands in no reel came with a twist.
    hidden: dict[str, dict[str, str]] = {}
    for whose in host.secrets.values():
        for source, words in whose.items():
            if source != ANSWER:
                hidden.setdefault(source, {}).update(words)
    if host.answer:
        column.line(builder.say("facilitator.answer", answer=names.option(host.answer)))
    if not hidden and not host.answer:
        column.note(builder.say("facilitator.secrets.none"))
    titles = {reel.id: reel.card.words.get("title", reel.id) for reel in host.reels}
    for source in dict.fromkeys((*titles, *hidden)):
        if source in hidden:
            column.line(titles.get(source, names.kind(Kind.TWIST)), bold=True)
            for one in in_order(kinds_of(host.reels), {source: hidden[source]}, names):
                column.pair(one.name, one.text)
    if view.kind in _BEFORE_THE_VOTE:
        column.title(builder.say("facilitator.cards"))
        if reason := draw_reason(host, names):
            column.note(reason)
        for reel in host.reels:
            column.pair(names.kind(reel.card.kind), reel.card.words.get("title", ""))
            if reel.card.kind is Kind.PROMPT:
                column.line(reel.card.words.get("text", ""))
    column.done()


def _people(builder: Builder, column: Column) -> None:
    """Who is here, while there is no round."""
    here = [person for person in builder.view.people if person.present]
    column.title(builder.say("facilitator.here", number=len(here)))
    named = [person.name for person in here if person.name]
    column.line(builder.names.listed(named) or builder.say("facilitator.volunteers"))
    remote = builder.frame.remote
    if remote is not None and len(remote.networks) > 1:
        column.title(builder.say("invite.networks"))
        for i, network in enumerate(remote.networks):
            column.line(isolate(network), bold=i == remote.chosen)
    column.done()


def _doubts(builder: Builder, column: Column) -> None:
    """What may be wrong with the votes, and what can be done before the result is shown."""
    host = builder.frame.host
    assert host is not None
    if found := vote_doubts(host, builder.frame.burst, builder.names):
        column.title(builder.say("facilitator.votes"))
        for text in found:
            column.line(text)
        if builder.frame.remote is not None:
            column.note(builder.say("facilitator.votes.how"))


def _vote(builder: Builder, column: Column) -> None:
    vote = builder.view.vote
    assert vote is not None
    column.title(builder.say("facilitator.hands"))
    for row in builder.frame.ui.hands.rows:
        counts = "  ".join(builder.names.figures(count) for count in row.counts)
        column.pair(builder.names.row(row.id), counts)
    invitation = builder.frame.invitation
    voters = voters_count(vote, invitation.unseen if invitation else 0)
    missing = voters - vote.voted
    if voters:
        some = builder.say("facilitator.not_voted", count=max(0, missing))
        column.note(some if missing > 0 else builder.say("facilitator.all_voted"))


def _right(builder: Builder, box: Box) -> None:
    """People, twists, heat, tokens, thanks, promises."""
    host, view, names = builder.frame.host, builder.view, builder.names
    assert host is not None
    column = Column(builder, box)
    if view.round is not None and view.kind not in (PhaseKind.KUDOS, PhaseKind.END):
        column.title(builder.say("facilitator.cast"))
        for seat in view.round.cast:
            column.pair(names.seat(seat.seat), names.player(seat))
        _scene(builder, column)
    _lines(builder, column)
    waiting = [text for _, text, nodded in host.kudos if not nodded]
    if waiting:
        column.title(builder.say("facilitator.kudos.waiting"))
        for text in waiting:
            column.line(text)
    if view.kind not in (PhaseKind.KUDOS, PhaseKind.END):
        column.title(builder.say("facilitator.next_players"))
        for seat in host.next_players:
            column.pair(names.seat(seat.seat), names.player(seat))
        if not host.next_players:
            column.note(builder.say("facilitator.volunteers"))
        for reel in host.next_reels:
            column.pair(names.kind(reel.card.kind), reel.card.words.get("title", ""))
    if host.promises:
        column.title(builder.say("facilitator.promises.made"))
        for promise in host.promises[-4:]:
            kept = builder.say("promise.kept", promise=promise.text)
            column.line(kept if promise.kept else promise.text)
    column.done()


def _lines(builder: Builder, column: Column) -> None:
    """What was written and waits, and what the room may see; never whose it is."""
    host, names = builder.frame.host, builder.names
    assert host is not None
    waiting = [line.text for line in host.lines if not line.approved]
    approved = [line for line in host.lines if line.approved]
    if waiting:
        column.title(builder.say("facilitator.lines.waiting"))
        for text in waiting:
            column.line(isolate(text))
    if approved:
        column.title(builder.say("facilitator.lines.approved"))
        for line in approved:
            column.line(isolate(line.text))
    if any(line.consents is not None for line in host.lines):
        willing = sum(line.consents is True for line in approved)
        column.note(names.say("facilitator.lines.willing", count=willing))


def _scene(builder: Builder, column: Column) -> None:
    """What can still happen in this scene."""
    host, round_, names = builder.frame.host, builder.view.round, builder.names
    assert host is not None
    assert round_ is not None
    if builder.view.kind not in _BEFORE_THE_VOTE:
        return
    column.note(builder.say("facilitator.heat", level=round_.heat))
    if round_.tokens:
        left = (f"{names.token(t)} {names.figures(n)}" for t, n in round_.tokens.items())
        column.note(names.beside(left))
    column.title(builder.say("facilitator.coming"))
    for instant, twist in host.coming:
        column.pair(_when(builder, instant), twist.title or twist.text)
    if host.spare:
        column.note(builder.say("facilitator.spare", count=host.spare))
    elif not host.coming:
        column.note(builder.say("facilitator.coming.none"))


def _when(builder: Builder, instant: int) -> str:
    if instant < 0:
        return builder.say("facilitator.coming.later")
    seconds = max(0, -(-(instant - builder.frame.now) // 1000))
    if seconds and not builder.view.paused:
        builder.change_at(instant - (seconds - 1) * 1000)
    return builder.say("facilitator.coming.in", count=seconds)
