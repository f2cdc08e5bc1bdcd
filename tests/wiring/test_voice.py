"""The sound of a game: what may be asked for, and that no fault of it ends the game."""

import os
from pathlib import Path

import pytest

from improv.core.formats import PhaseKind
from improv.journal.deferred import DeferredJournal
from improv.wiring.errors import WrongUsage
from improv.wiring.options import GameOptions, SoundOptions
from improv.wiring.voice import VOICES, check, set_voices_folder
from tests.wiring.games import console, game, printed
from tests.wiring.test_game import press_next, wait_for


@pytest.mark.parametrize("voice", ["auto", "off", "fa=piper:amir", "en=pyttsx3", "he=off"])
def test_a_voice_that_could_be_there_is_no_mistake(voice: str) -> None:
    """Whether it is there is found out in the game."""
    check(SoundOptions((voice,)))


@pytest.mark.parametrize("voice", ["ghost", "auto:someone", "loud voice", ""])
def test_a_voice_that_cannot_be_there_is_wrong(voice: str) -> None:
    """Said in words that show what may be written."""
    with pytest.raises(WrongUsage) as raised:
        check(SoundOptions((voice,)))
    assert "voice." not in str(raised.value)
    assert voice in str(raised.value)


def test_workers_find_the_folder_of_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an absolute path: they may run elsewhere."""
    monkeypatch.setenv(VOICES, "before")
    set_voices_folder(None)
    assert os.environ[VOICES] == "before"
    monkeypatch.chdir(tmp_path.parent)
    set_voices_folder(Path(tmp_path.name))
    assert os.environ[VOICES] == str(tmp_path)
    with pytest.raises(WrongUsage, match="there is no folder"):
        set_voices_folder(tmp_path / "nowhere")


def test_a_sound_that_breaks_does_not_end_the_game(
    tmp_path: Path, journal: DeferredJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said on the console and to the facilitator, once; the game goes on."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    asked = console()
    broken = SoundOptions(("a mistake",))  # `check` would have found it
    played = game(GameOptions(tmp_path), journal, sound=broken, asked=asked)

    def show(live: object, waker: object) -> None:
        wait_for(lambda: live.latest().note is not None)  # type: ignore[attr-defined]
        assert live.latest().note.name == "voice.failed"  # type: ignore[attr-defined]
        press_next(live, PhaseKind.DRAW)  # type: ignore[arg-type]

    assert played.run(show, 1.0) is None
    assert printed(asked).count("The sound has stopped") == 1
