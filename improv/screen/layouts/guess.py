"""The guess: one question, and what there is to choose from."""

from improv.core.votes import CHOICE_ROW
from improv.screen import heading
from improv.screen.builder import Builder
from improv.screen.layouts.ballot import choices, hands_of
from improv.text import Weight


def guess(builder: Builder) -> None:
    """The question; the options under it, if the format has some."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    ring = heading.clock(builder)
    room = heading.content(builder)
    vote = builder.view.vote
    options = vote.options if vote is not None else ()
    question = builder.say("guess.ask")
    if not options or vote is None:
        whole = room.end(ring.width, u(5))[1] if ring is not None else room
        builder.words(
            question, whole, scale.display * 1.3, theme.ink, weight=Weight.BLACK, down="middle"
        )
        return
    head, rest = room.top(u(14), u(3))
    head = head.end(u(heading.SMALL), u(4))[1]
    builder.words(question, head, scale.title, theme.ink, weight=Weight.BLACK, down="middle")
    labels = [heading.option_words(builder, option) for option in options]
    choices(builder, rest, labels, hands_of(builder, CHOICE_ROW, len(options)), CHOICE_ROW)
