"""The end: the curtains close."""

from improv.screen.backdrop import DRAWN
from improv.screen.brand import signature
from improv.screen.stage import Stage
from improv.text import Weight


def end(stage: Stage) -> None:
    """Thank you, and how many scenes it was, between the curtains."""
    scale, theme = stage.scale, stage.theme
    room = stage.safe.inset((DRAWN + 0.03) * stage.whole.width - scale.margin_x, stage.u(8))
    head, rest = room.top(room.height * 0.58, stage.u(2))
    played = stage.view.played
    stage.words(
        stage.say("end.title"),
        head,
        scale.poster,
        stage.colour,
        weight=Weight.BLACK,
        across="centre",
        down="bottom",
    )
    under = stage.say("end.played", count=played) if played else stage.say("end.none")
    low, rest = rest.foot(stage.u(5.6), stage.u(2))
    stage.words(under, rest, scale.lead, theme.ink, body=True, across="centre")
    signature(stage, low, across="centre")
