"""The scenes of somebody who practises alone: a choice, something to compare, a thought to keep."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from improv.core.cards import MODELS, POINTS, REPLIES
from improv.core.view_models import ProjectorView, SoloView
from improv.scenes.cards import BriefScene, brief, round_of
from improv.scenes.debrief import DebriefScene
from improv.scenes.listening import ListeningScene, listening
from improv.scenes.parts import Label
from improv.scenes.secrets import open_secrets
from improv.scenes.words import Names

MOST_REMARKS = 2
"""On what was heard: somebody can change one thing in their second try."""


@dataclass(frozen=True, slots=True)
class ChoiceScene:
    """A question, and the answers to choose from."""

    question: str
    options: tuple[Label, ...]
    """The figure is the key that chooses it; `kind` is its name."""
    note: str
    hint: str
    """The note, and which keys choose: a page that has buttons shows the note alone."""


@dataclass(frozen=True, slots=True)
class QuotesScene:
    """One or two things that might be said or tried."""

    quotes: tuple[Label, ...]
    """The figure is what stands over it; the kind says which card it looks like."""
    note: str
    hint: str
    """The note, and which key goes on: a page that has buttons shows the note alone."""
    heard: ListeningScene | None = None
    """What a microphone heard of the answer that it is about."""


def alone(view: ProjectorView) -> SoloView:
    """What only somebody alone is shown."""
    assert view.solo is not None
    return view.solo


def react(view: ProjectorView, names: Names) -> ChoiceScene:
    """What did I do? Only what the customer has an answer to."""
    options = [
        Label("", names.say(f"solo.reply.{reply}"), names.figures(number), reply)
        for number, reply in enumerate(REPLIES, start=1)
        if reply in alone(view).replies
    ]
    return ChoiceScene(
        names.say("solo.react.ask"), tuple(options), "", names.say("solo.react.hint")
    )


def check(view: ProjectorView, names: Names) -> ChoiceScene:
    """The question of the call's practice, and the words of its points."""
    words = alone(view).check
    options = [
        Label("", words.get(f"point.{point}", ""), names.figures(point), str(point))
        for point in POINTS
    ]
    note = names.say("solo.check.note")
    hint = f"{note} {names.say('solo.check.hint')}"
    return ChoiceScene(words.get("text", ""), tuple(options), note, hint)


def reply(view: ProjectorView, names: Names) -> BriefScene:
    """What the customer answers, where the request stood."""
    return brief(view, names)


def coach(view: ProjectorView, names: Names) -> QuotesScene:
    """One thing to try, before the same call comes once more."""
    tip = round_of(view).tip or names.say("solo.coach.tip")
    quote = Label("bulb", tip, names.say("solo.coach.label"), "tip")
    return QuotesScene((quote,), "", names.say("solo.coach.hint"), _heard(alone(view), names))


def _heard(mine: SoloView, names: Names) -> ListeningScene | None:
    if mine.heard is None:
        return None
    answer, timeline = mine.heard.answer, mine.heard.timeline
    scene = listening(names, answer, timeline, mine.heard.heat, mine.heard.earlier)
    return replace(scene, remarks=scene.remarks[:MOST_REMARKS])


def models(view: ProjectorView, names: Names) -> QuotesScene:
    """A weak and a good answer; the good one last, for that is what stays."""
    note = names.say("solo.models.note")
    hint = f"{note} {names.say('solo.models.hint')}"
    return QuotesScene(tuple(_models(view, names)), note, hint)


def _models(view: ProjectorView, names: Names) -> Iterator[Label]:
    kinds = {"weak": "business", "good": "prompt"}
    for name in MODELS:
        if text := alone(view).models.get(f"model.{name}"):
            yield Label("headset", text, names.say(f"solo.model.{name}"), kinds[name])


def reflect(view: ProjectorView, names: Names) -> DebriefScene:
    """Two questions only thought about, what was behind the call, and a line to write."""
    mine = alone(view)
    questions = (mine.check.get("think.1", ""), mine.check.get("think.2", ""))
    secrets = open_secrets(round_of(view), names)
    return DebriefScene(
        questions=tuple(filter(None, questions)),
        tip=mine.note or names.say("solo.note.hint"),
        tip_label=names.say("solo.note.ask"),
        reminders=tuple(one for one in secrets if one.field in ("secret", "reveal"))[:1],
    )
