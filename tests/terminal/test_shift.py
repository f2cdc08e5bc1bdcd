"""A shift in lines: each scene told once, and every line that is typed does what it says."""

import re
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.formats import PhaseKind as K
from improv.locale.phrases import phrase, without_isolates
from improv.scenes.scene import scene_of
from improv.scenes.solo import QuotesScene
from improv.scenes.words import Names
from improv.screen.solo_moments import solo_moments, solo_session
from improv.terminal.shift_lines import heard_lines
from tests.core.sample_decks import SHIFT, solo_deck
from tests.director.rooms import SESSION
from tests.fakes import FakeJournal
from tests.terminal.shifts import shift

LANGUAGES = ("en", "fa", "ar", "he")


def words(language: str, name: str, **values: str | int) -> str:
    """The interface's, as they are printed."""
    return without_isolates(phrase(language, name, **values))


def events_in(journal: FakeJournal) -> list[dict[str, Any]]:
    """What is in the journal."""
    return [record.event for record in journal.records(SESSION)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_shift_is_played_by_lines(language: str) -> None:
    """In four languages: nothing but words and no escape code, and each scene is told once."""
    journal = FakeJournal()
    with shift(language, journal=journal) as played:
        played.to(K.REACT)
        played.type("2\n")
        played.wait(lambda: played.kind is K.REPLY)
        played.to(K.CHECK)
        played.type("3\n")
        played.wait(lambda: played.kind is K.REFLECT)
        played.type("آرام بودم\n\n")
        assert played.finish() is True
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u2066-\u2069]", played.text)
        for name in ("terminal.next", "terminal.choose", "terminal.write", "solo.end"):
            assert words(language, name) in played.lines
        assert played.lines.count(words(language, "terminal.seconds", count=45)) == 2
        assert words(language, "terminal.noted", note="آرام بودم") in played.lines
        scenes = played.lines.count("")
    events = events_in(journal)
    entered = [event for event in events if event["type"] == "phase_entered"]
    assert scenes == len(entered) + 2, "the lobby and the draw"
    said = {event["type"]: event for event in events}
    assert said["reply_chosen"]["reply"] == "dismissed"
    assert said["self_checked"]["grade"] == 3
    assert said["note_written"]["text"] == "آرام بودم"


def test_lines_that_come_at_once_are_done_one_after_the_other() -> None:
    """As from a file, and its end ends the shift: what was done is in the journal."""
    journal = FakeJournal()
    with shift(journal=journal) as played:
        played.type("\n\n\n\n\n1\n")
        played.end_input()
        assert played.finish() is False
        assert played.kind is K.REPLY
    assert [event["reply"] for event in events_in(journal) if event["type"] == "reply_chosen"]


def test_letters_do_what_the_help_says() -> None:
    """Undo, pause, reading aloud, help, the end; also by the same keys of other layouts."""
    with shift() as played:
        played.to(K.BRIEF)
        played.type("u\n")
        played.wait(lambda: played.kind is K.DRAW)
        played.type("ح\n")  # the key P on a Persian keyboard
        played.wait(lambda: played.lines[-1] == words("en", "terminal.paused", key="p"))
        played.type("p\nm\n")
        played.wait(lambda: played.lines[-1] == words("en", "voice.muted"))
        assert words("en", "terminal.resumed") in played.lines
        played.type("M\n")
        played.wait(lambda: played.lines[-1] == words("en", "voice.unmuted"))
        played.type("?\n")
        played.wait(lambda: played.lines[-1] == words("en", "terminal.help.quit"))
        played.type("q\n")
        assert played.finish() is False
        assert played.kind is K.DRAW


@pytest.mark.parametrize("line", ["what?", "7", "0", "-1", "١٢", "x" * 5000, "\x1b[2J"])
def test_what_does_nothing_is_told(line: str) -> None:
    """Figures that are no choice, words where none are asked for: the phase stays."""
    with shift() as played:
        played.to(K.REACT)
        played.type(f"{line}\n")
        played.wait(lambda: played.lines[-1] == words("en", "terminal.unknown", help="?"))
        assert played.kind is K.REACT
        assert "\x1b" not in played.text


def test_figures_of_any_script_choose() -> None:
    """As the languages write them."""
    with shift("fa") as played:
        played.to(K.REACT)
        played.type("۳\n")
        played.wait(lambda: played.kind is K.REPLY)


def test_a_refusal_is_told_in_words() -> None:
    """There is nothing to undo in the lobby."""
    with shift() as played:
        played.wait(lambda: played.lines)
        played.type("u\n")
        played.wait(lambda: words("en", "refusal.nothing_to_undo") in played.lines)


def test_the_clock_ends_an_answer_and_what_was_printed_stays() -> None:
    """Nothing has to be read in time."""
    with shift() as played:
        played.to(K.PLAY)
        played.clock.seconds += 46
        played.room.post(a.Blank(id="b", on=False))  # whoever acts finds what was due
        played.wait(lambda: played.kind is K.REACT)
        played.wait(lambda: played.lines[-1] == words("en", "terminal.choose"))
        assert words("en", "terminal.seconds", count=45) in played.lines


def test_a_last_line_without_its_end_counts() -> None:
    """A file may end so."""
    with shift() as played:
        played.to(K.REACT)
        played.type("2")
        played.end_input()
        assert played.finish() is False
        assert played.kind is K.REPLY


def test_what_was_heard_is_told_in_lines() -> None:
    """Each stretch of time, at most two remarks, what nobody can know, and how to hear it again."""
    session = solo_session(solo_deck(), SHIFT, "en")
    next(name for name in solo_moments(session) if name == "solo-heard")
    view = session.snapshot().projector
    assert view.solo is not None
    body = scene_of(view, session.now).body
    assert isinstance(body, QuotesScene)
    assert body.heard is not None
    lines = list(heard_lines(body.heard))
    names = Names("en")
    you = f": {names.say('listening.you')}"
    assert sum(without_isolates(line).endswith(you) for line in lines) == 3
    assert names.say("listening.early.means") in lines
    assert names.say("listening.talk.means") not in lines
    assert lines[-2:] == [names.say("listening.unknown"), f"r: {names.say('listening.play')}"]
