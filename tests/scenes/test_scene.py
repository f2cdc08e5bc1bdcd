"""Every moment of a session has a scene, in every language."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import get_args

import pytest

from improv.core.formats import PhaseKind
from improv.scenes.ask import AskScene
from improv.scenes.ballot import GuessScene, VoteScene
from improv.scenes.cards import BriefScene, DrawScene
from improv.scenes.closing import BellScene, EndScene, KudosScene, SettleScene
from improv.scenes.debrief import DebriefScene
from improv.scenes.interlude import InterludeScene
from improv.scenes.lobby import LobbyScene
from improv.scenes.play import PlayScene
from improv.scenes.result import ResultScene
from improv.scenes.rules import RulesScene
from improv.scenes.scene import Scene, scene_key, scene_of
from improv.scenes.secrets import TruthScene
from improv.scenes.solo import ChoiceScene, QuotesScene
from improv.scenes.standings import StandingsScene
from improv.scenes.words import Names
from improv.screen.scene_registry import Moment, moments
from tests.phones.browser import LANGUAGES, shipped
from tests.scenes.views import EN, round_view, timer, view

K = PhaseKind
BODIES: dict[PhaseKind, tuple[type, ...]] = {
    K.LOBBY: (LobbyScene,),
    K.RULES: (RulesScene,),
    K.DRAW: (DrawScene,),
    K.BRIEF: (BriefScene, QuotesScene),
    K.ASK: (AskScene,),
    K.PLAY: (PlayScene,),
    K.GUESS: (GuessScene,),
    K.TRUTH: (TruthScene,),
    K.BELL: (BellScene,),
    K.SETTLE: (SettleScene,),
    K.VOTE: (VoteScene,),
    K.RESULT: get_args(ResultScene),
    K.DEBRIEF: (DebriefScene,),
    K.STANDINGS: (StandingsScene,),
    K.KUDOS: (KudosScene,),
    K.REACT: (ChoiceScene,),
    K.REPLY: (BriefScene,),
    K.COACH: (QuotesScene,),
    K.MODELS: (QuotesScene,),
    K.CHECK: (ChoiceScene,),
    K.REFLECT: (DebriefScene,),
    K.BREAK: (InterludeScene,),
    K.TALK: (InterludeScene,),
    K.END: (EndScene,),
}


def scene(moment: Moment) -> Scene:
    """What that moment shows."""
    seen = moment.snapshot
    return scene_of(
        seen.projector,
        moment.now,
        invitation=seen.invitation,
        trouble=seen.trouble and seen.trouble.value,
    )


def texts(value: object) -> Iterator[str]:
    """Every text in a value, but the format's own words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("names", "key", "invitation", "icon", "kind"):
                yield from texts(getattr(value, field.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_moment_has_its_scene(language: str) -> None:
    """Of the type of its phase, or none while the room is shown nothing."""
    seen = set()
    for moment in moments(shipped(), language):
        made, room = scene(moment), moment.snapshot.projector
        assert (made.kind, made.key) == (room.kind, scene_key(room))
        assert made.heading.title
        if room.blank:
            assert made.body is None
        else:
            assert isinstance(made.body, BODIES[room.kind]), moment.name
            seen.add(type(made.body))
    assert seen >= {one for kinds in BODIES.values() for one in kinds}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_no_time(language: str) -> None:
    """Later it is the same, unless a mute ended: nobody has to make it anew for the clock."""
    for moment in moments(shipped(), language):
        later = replace(moment, now=moment.now + 900)
        assert scene(moment) == scene(later), moment.name


def test_figures_are_in_the_languages_digits() -> None:
    """Persian ones in Persian, but for what is typed as it stands and for cards' own words."""
    latin = re.compile("[0-9]")
    for moment in moments(shipped(), "fa"):
        if moment.name in ("vote-hands", "result", "result-coaching", "standings", "vote-coaching"):
            found = [text for text in texts(scene(moment)) if latin.search(text)]
            assert found == [], moment.name


def test_latin_digits_where_they_are_asked_for() -> None:
    """The same scene, with the figures of the Latin script."""
    here = view(K.PLAY, language="fa", round=round_view(), clock=timer(0, 30_000))
    clock = scene_of(here, 0, latin_digits=True).clock
    assert clock is not None
    assert clock.text(1000) == "29"


def test_a_pause_and_trouble_lie_over_any_scene() -> None:
    """In words; by the name of what keeps the disk from writing."""
    made = scene_of(view(paused=True), 0, trouble="full")
    assert made.pause is not None
    assert made.trouble is not None
    assert made.pause.title == EN.say("pause.title")
    assert made.trouble.title == EN.say("trouble.full")
    assert made.trouble.text
    assert scene_of(view(), 0).pause is None


def test_a_pause_with_no_time_left_says_how_to_give_some() -> None:
    """Undo has led back to a vote that its clock had ended: Next alone would end it again."""
    here = view(K.VOTE, round=round_view(), clock=timer(0, 30_000), paused=True)
    for now, title in ((29_999, "pause.title"), (30_000, "pause.over.title")):
        made = scene_of(here, now)
        assert made.pause is not None
        assert made.pause.title == EN.say(title)


def test_another_key_is_another_picture() -> None:
    """Another phase, other cards, another criterion, and the reveal; not a pause."""
    here = view(K.DRAW, round=round_view())
    assert scene_key(here) == scene_key(replace(here, paused=True))
    assert scene_key(here) != scene_key(replace(here, phase_id=2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_microphone_is_seen(language: str) -> None:
    """In words, beside which call it is."""
    here = view(kind=PhaseKind.BRIEF, language=language, round=round_view())
    words = Names(language).say("listening.open")
    assert words not in scene_of(here, 0).heading.counter
    assert scene_of(here, 0, listens=True).heading.counter.endswith(words)
