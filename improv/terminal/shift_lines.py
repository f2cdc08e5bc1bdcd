"""The scenes of somebody alone as lines of text: what they say, in the order of reading.

Made for ears: a sentence a line, no drawing, no columns, nothing that has to be read in time. Knows
scenes; never the console, nor what is typed there.
"""

from collections.abc import Iterator

from improv.scenes.cards import BriefScene, DrawScene
from improv.scenes.closing import EndScene
from improv.scenes.debrief import DebriefScene
from improv.scenes.listening import ListeningScene
from improv.scenes.lobby import LobbyScene
from improv.scenes.parts import Notice
from improv.scenes.play import PlayScene
from improv.scenes.rules import RulesScene
from improv.scenes.scene import Scene
from improv.scenes.solo import ChoiceScene, QuotesScene

_AGAIN = "r"
"""What is typed to hear something again."""


def scene_lines(scene: Scene, told: str) -> Iterator[str]:
    """The lines of a scene. `told` is what the customer was last read to say: not said again."""
    if not isinstance(scene.body, EndScene):  # which has its title itself
        yield scene.heading.title
    match scene.body:
        case LobbyScene() as lobby:
            yield from (lobby.game, lobby.objective)
        case RulesScene() as rules:
            yield from rules.lines
            if rules.safe:
                yield rules.safe
        case DrawScene() as draw:
            yield scene.heading.counter
            for reel in draw.reels:
                yield f"{reel.name}: {reel.title}"
                if reel.text:
                    yield reel.text
        case BriefScene() as brief:
            yield from _brief(brief, scene)
        case PlayScene() as play:
            yield from _play(play, scene, told)
        case ChoiceScene() as choice:
            yield choice.question
            yield from (f"{option.figure}. {option.text}" for option in choice.options)
        case QuotesScene() as quotes:
            yield from (f"{quote.figure}: {quote.text}" for quote in quotes.quotes)
        case DebriefScene() as reflect:
            yield from reflect.questions
            yield from (f"{one.name}: {one.text}" for one in reflect.reminders)
        case EndScene() as end:
            yield from (end.title, end.played)
        case _:
            pass


def request_of(scene: Scene) -> str:
    """What the customer says in this scene; empty where they say nothing."""
    return scene.body.request if isinstance(scene.body, BriefScene | PlayScene) else ""


def notice_line(notice: Notice) -> str:
    """A title and a text as one line."""
    return f"{notice.title}. {notice.text}"


def _brief(brief: BriefScene, scene: Scene) -> Iterator[str]:
    if brief.rule:
        yield brief.rule
    yield _customer(brief.request, scene)


def _play(play: PlayScene, scene: Scene, told: str) -> Iterator[str]:
    if play.part:
        yield play.part
    if play.instruction:
        yield play.instruction
    if play.request and play.request not in (told, play.instruction):
        yield _customer(play.request, scene)
    if play.taboo:
        yield f"{play.taboo.title}: {play.taboo.text}"
    if scene.clock:
        yield scene.names.say("terminal.seconds", count=round(scene.clock.total / 1000))


def heard_lines(heard: ListeningScene) -> Iterator[str]:
    """What a microphone heard of the answer, a line for each stretch of time."""
    if heard.in_words:
        yield heard.title
        yield from heard.in_words
    for remark in heard.remarks:
        yield remark.heard
        yield remark.may_mean
    yield heard.unknown
    yield f"{_AGAIN}: {heard.play}"


def _customer(words: str, scene: Scene) -> str:
    return f"{scene.names.seat('customer')}: {words}"
