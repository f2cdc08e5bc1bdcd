"""The bell: the scene is over. One picture, two lines."""

from improv.screen import heading
from improv.screen.stage import Stage
from improv.text import Weight


def bell(stage: Stage) -> None:
    """A bell that has just rung."""
    u, theme = stage.u, stage.theme
    heading.clock(stage)
    room = heading.content(stage)
    picture, words = room.top(room.height * 0.60, u(1))
    side = picture.height
    stage.shape(picture.middle(side, side), "rays", stage.colour, stage.fade())
    stage.icon(picture.middle(side * 0.56, side * 0.56), "bell", stage.colour)
    head, rest = words.top(words.height * 0.6)
    stage.words(
        stage.say("bell.title"),
        head,
        stage.scale.display,
        theme.ink,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="middle",
    )
    stage.words(
        stage.say("bell.thanks"),
        rest,
        stage.scale.lead,
        theme.soft,
        body=True,
        lines=1,
        across="centre",
    )
