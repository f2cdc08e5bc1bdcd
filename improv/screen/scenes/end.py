"""The end: curtain."""

from improv.screen import heading
from improv.screen.stage import Stage
from improv.text import Weight


def end(stage: Stage) -> None:
    """Thank you, and how many scenes it was."""
    u, scale, theme = stage.u, stage.scale, stage.theme
    room = heading.content(stage)
    head, rest = room.top(room.height * 0.58, u(2))
    played = stage.view.played
    stage.words(
        stage.say("end.title"),
        head,
        scale.poster,
        stage.colour,
        weight=Weight.BLACK,
        lines=1,
        across="centre",
        down="bottom",
    )
    under = stage.say("end.played", count=played) if played else stage.say("end.none")
    stage.words(under, rest, scale.lead, theme.ink, body=True, across="centre")
