"""The bell: the scene is over. One picture, two lines."""

from improv.scenes.closing import BellScene
from improv.screen import heading
from improv.screen.builder import Builder


def bell(builder: Builder, scene: BellScene) -> None:
    """A bell that has just rung."""
    room = heading.content(builder)
    picture, words = room.top(room.height * 0.60, builder.u(1))
    side = picture.height
    builder.shape(picture.middle(side, side), "rays", builder.colour, builder.fade())
    builder.icon(picture.middle(side * 0.56, side * 0.56), "bell", builder.colour)
    head, rest = words.top(words.height * 0.6)
    heading.announce(builder, head, scene.title, rest, scene.thanks)
