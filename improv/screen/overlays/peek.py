"""The peek of a single display: the room looks away, then one player reads their secrets.

The facilitator's secret is the host remote and its PIN.
"""

from improv.core.cards import Audience
from improv.core.views import HostView
from improv.director.ports import Remote
from improv.locale import isolate
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.desk import Peek
from improv.screen.scenes.truth import in_order, lay_open
from improv.screen.stage import Stage
from improv.text import Weight


def peek(stage: Stage, host: HostView) -> None:
    """First the request to look away; the secrets only while the key is held."""
    seat, remote = stage.frame.desk.peek_for, stage.frame.remote
    facilitator = seat == Audience.FACILITATOR
    name = stage.say("peek.facilitator") if facilitator else heading.seat_words(stage, seat)
    if stage.frame.desk.peek is Peek.AWAY:
        _away(stage, name)
        return
    u, theme = stage.u, stage.theme
    head, rest = stage.safe.top(u(11), u(3))
    mark, words = head.start(u(10.5), u(2.4))
    stage.medal(mark, "lock", theme.accent.fill, theme.accent.ink)
    stage.words(
        stage.say("peek.title", seat=name),
        words,
        u(6.2),
        theme.ink,
        weight=Weight.BLACK,
        lines=1,
        down="middle",
    )
    if facilitator:
        if remote is not None:
            _remote(stage, rest, remote)
        return
    kinds = {reel.id: reel.card.kind.value for reel in host.reels}
    opened = [
        (kinds[reel], field, text)
        for reel, fields in host.secrets.get(seat, {}).items()
        for field, text in fields.items()
    ]
    lay_open(stage, rest, in_order(opened))


def _remote(stage: Stage, box: Box, remote: Remote) -> None:
    """Where the host remote is, and its PIN."""
    u, theme = stage.u, stage.theme
    head, rest = box.top(box.height * 0.45, u(2))
    lines = (isolate(remote.address), stage.say("invite.pin", pin=remote.pin))
    for text, place, down in zip(lines, (head, rest), ("bottom", "top"), strict=True):
        stage.words(
            text,
            place,
            stage.scale.display,
            theme.ink,
            weight=Weight.BLACK,
            lines=1,
            across="centre",
            down=down,
        )


def _away(stage: Stage, name: str) -> None:
    u, theme, scale = stage.u, stage.theme, stage.scale
    picture, words = stage.safe.top(stage.safe.height * 0.46, u(2))
    side = picture.height * 0.62
    eye = picture.middle(side, side)
    stage.icon(eye, "eye-shut", theme.accent.fill)
    head, rest = words.top(words.height * 0.46, u(1))
    stage.words(
        stage.say("peek.away"),
        head,
        scale.poster * 0.8,
        theme.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    low, rest = rest.foot(u(8), u(1))
    width = min(rest.width, u(120))
    rest = Box((stage.whole.width - width) / 2, rest.y, width, rest.height)
    stage.words(stage.say("peek.why"), rest, scale.body * 1.1, theme.soft, across="centre")
    stage.words(
        stage.say("peek.hold", seat=name),
        low,
        scale.body,
        stage.colour,
        weight=Weight.BOLD,
        lines=1,
        across="centre",
        down="middle",
    )
