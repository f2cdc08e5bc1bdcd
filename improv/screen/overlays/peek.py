"""The peek of a single display: the room looks away, then one player reads their secrets.

The facilitator's secret is the host remote and its PIN, and the clock where the room sees none.
"""

import pygame

from improv.core.cards import Audience
from improv.core.view_models import HostView
from improv.director.ports import Remote
from improv.locale.phrases import isolate
from improv.scenes.secrets import in_order, kinds_of
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.heading import time_left
from improv.screen.keys import Key
from improv.screen.layouts.truth import lay_open
from improv.screen.ui_state import Peek
from improv.text.fonts import Weight


def peek(builder: Builder, host: HostView) -> None:
    """The request to look away; then, while the key is held, the secrets."""
    seat, remote = builder.frame.ui.peek_for, builder.frame.remote
    facilitator = seat == Audience.FACILITATOR
    name = builder.names.reader(seat)
    if builder.frame.ui.peek is Peek.AWAY:
        _away(builder, name)
        return
    u, theme = builder.u, builder.theme
    head, rest = builder.safe.top(u(11), u(3))
    mark, words = head.start(u(10.5), u(2.4))
    builder.medal(mark, "lock", theme.accent.fill, theme.accent.ink)
    if facilitator and not builder.view.clock_in_sight:
        time, words = words.end(u(24), u(2))
        time_left(builder, time)
    builder.line(builder.say("peek.title", seat=name), words, u(6.2), theme.ink, Weight.BLACK)
    if facilitator:
        if remote is not None:
            _remote(builder, rest, remote)
        return
    secrets = in_order(kinds_of(host.reels), host.secrets.get(seat, {}), builder.names)
    lay_open(builder, rest, secrets)


def _remote(builder: Builder, box: Box, remote: Remote) -> None:
    u, theme = builder.u, builder.theme
    head, rest = box.top(box.height * 0.45, u(2))
    lines = (isolate(remote.address), builder.say("invite.pin", pin=remote.pin))
    for text, place, down in zip(lines, (head, rest), ("bottom", "top"), strict=True):
        builder.words(
            text,
            place,
            builder.scale.display,
            theme.ink,
            weight=Weight.BLACK,
            lines=1,
            across="centre",
            down=down,
        )


def _away(builder: Builder, name: str) -> None:
    u, theme, scale = builder.u, builder.theme, builder.scale
    picture, words = builder.safe.top(builder.safe.height * 0.46, u(2))
    side = picture.height * 0.62
    builder.icon(picture.middle(side, side), "eye-shut", theme.accent.fill)
    head, rest = words.top(words.height * 0.46, u(1))
    builder.line(
        builder.say("peek.away"), head, scale.poster * 0.8, theme.ink, Weight.BLACK, across="centre"
    )
    low, rest = rest.foot(u(8), u(1))
    held = pygame.K_i if builder.frame.ui.peek_for == Audience.FACILITATOR else pygame.K_z
    for place in (picture.middle(side, side), low):
        builder.target(place, Key(symbol=held))
    width = min(rest.width, u(120))
    rest = Box((builder.whole.width - width) / 2, rest.y, width, rest.height)
    builder.words(builder.say("peek.why"), rest, scale.body * 1.1, theme.soft, across="centre")
    builder.line(
        builder.say("peek.hold", seat=name),
        low,
        scale.body,
        builder.colour,
        Weight.BOLD,
        across="centre",
    )
