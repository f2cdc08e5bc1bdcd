"""A break, or a talk: a picture and a few words; the clock stands where it always does."""

from improv.scenes.interlude import InterludeScene
from improv.screen import heading
from improv.screen.builder import Builder


def interlude(builder: Builder, scene: InterludeScene) -> None:
    """What the step is called, and how long it is."""
    space = heading.content(builder)
    picture, words = space.top(space.height * 0.42, builder.u(1))
    side = picture.height * 0.62
    builder.icon(picture.middle(side, side), scene.icon, builder.colour)
    head, rest = words.top(words.height * 0.6)
    heading.announce(builder, head, scene.title, rest, scene.text)
