"""The guess: one question, and what there is to choose from."""

from improv.core.votes import CHOICE_ROW
from improv.screen import heading
from improv.screen.scenes.ballot import choices, hands_of
from improv.screen.stage import Stage
from improv.text import Weight


def guess(stage: Stage) -> None:
    """The question; the options under it, if the format has some."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    ring = heading.clock(stage)
    room = heading.content(stage)
    vote = stage.view.vote
    options = vote.options if vote is not None else ()
    question = stage.say("guess.ask")
    if not options or vote is None:
        whole = room.end(ring.width, u(5))[1] if ring is not None else room
        stage.words(
            question, whole, scale.display * 1.3, theme.ink, weight=Weight.BLACK, down="middle"
        )
        return
    head, rest = room.top(u(14), u(3))
    head = head.end(u(heading.SMALL), u(4))[1]
    stage.words(question, head, scale.title, theme.ink, weight=Weight.BLACK, down="middle")
    labels = [heading.option_words(stage, option) for option in options]
    choices(stage, rest, labels, hands_of(stage, CHOICE_ROW, len(options)), CHOICE_ROW)
