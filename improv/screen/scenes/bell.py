"""The bell: the scene is over. One picture, two lines."""

from improv.screen import heading
from improv.screen.stage import Stage


def bell(stage: Stage) -> None:
    """A bell that has just rung."""
    u = stage.u
    heading.clock(stage)
    room = heading.content(stage)
    picture, words = room.top(room.height * 0.60, u(1))
    side = picture.height
    stage.shape(picture.middle(side, side), "rays", stage.colour, stage.fade())
    stage.icon(picture.middle(side * 0.56, side * 0.56), "bell", stage.colour)
    head, rest = words.top(words.height * 0.6)
    heading.announce(stage, head, stage.say("bell.title"), rest, stage.say("bell.thanks"))
