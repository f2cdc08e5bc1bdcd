"""Where a game is shown: in a window if there is a display, else in a browser; and how it ends."""

from pathlib import Path

import pytest

from improv.terminal.console import Console
from improv.text.items import missing
from improv.wiring.errors import CannotPlay, WrongUsage
from improv.wiring.options import GameOptions, PhoneOptions, ScreenOptions, SoundOptions
from improv.wiring.play import play
from improv.wiring.sessions import open_journal, read_journal
from tests.wiring.games import LOCAL, NO_PHONES, SAMPLE, console, printed

SILENT = SoundOptions(mute=True)


def demo(data: Path, **more: object) -> GameOptions:
    """A demo with the sample pack, as fast as it goes."""
    options = {"packs": (SAMPLE,), "rounds": 1, "seed": 3, "demo": True, "speed": 1e6, **more}
    return GameOptions(data, **options)  # type: ignore[arg-type]


def played(
    options: GameOptions,
    screen: ScreenOptions,
    *,
    sound: SoundOptions = SILENT,
    phones: PhoneOptions = LOCAL,
) -> Console:
    """The console after a game."""
    asked = console()
    play(options, screen, sound, phones, asked)
    return asked


def ended(data: Path) -> list[bool]:
    """Of each session in the folder, whether it ended."""
    journal = read_journal(data)
    try:
        return [header.ended for header in journal.sessions()]
    finally:
        journal.close()


def test_without_a_display_the_game_is_in_a_browser(tmp_path: Path, no_display: None) -> None:
    """The console says why, and where; a demo invites no phones there."""
    asked = played(demo(tmp_path), ScreenOptions())
    assert printed(asked).startswith("there is no display here: the game is shown in a browser\n")
    assert printed(asked).endswith("Curtain\n")
    assert "Phones join" not in printed(asked)
    assert ended(tmp_path) == [True]


@pytest.mark.parametrize("wrong", [{"format": "lawnmover"}, {"resume": "2026-01-02-abcdef"}])
def test_what_cannot_be_played_is_told_before_anything_is_shown(
    tmp_path: Path, no_display: None, wrong: dict[str, str]
) -> None:
    """A window would only hide the words: here it would be the error of a display."""
    with pytest.raises(WrongUsage, match=r"lawnmower|no session is called"):
        played(demo(tmp_path, **wrong), ScreenOptions(kind="window"))
    open_journal(tmp_path).close()


def test_a_window_that_was_asked_for_needs_a_display(tmp_path: Path, no_display: None) -> None:
    """Nothing is shown elsewhere, and the folder is free again."""
    with pytest.raises(CannotPlay, match="connect a screen"):
        played(demo(tmp_path), ScreenOptions(kind="window"))
    open_journal(tmp_path).close()


@pytest.mark.parametrize("kind", ["", "window"])
def test_with_a_display_the_game_is_in_a_window(
    tmp_path: Path, dummy_display: None, kind: str
) -> None:
    """Nothing is said of a browser."""
    screen = ScreenOptions(kind=kind, window=(320, 240))  # type: ignore[arg-type]
    asked = played(demo(tmp_path, speed=None), screen)
    assert printed(asked).startswith("Round 1:")
    assert ended(tmp_path) == [True]


def test_without_a_screen_there_is_no_page(tmp_path: Path) -> None:
    """Only lines on the console."""
    asked = played(demo(tmp_path), ScreenOptions(kind="none"))
    assert "http" not in printed(asked)
    assert printed(asked).startswith("Round 1:")


def test_what_could_not_be_saved_is_an_error_at_the_end(tmp_path: Path) -> None:
    """After the game, with the reason and the file."""
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file")
    asked = console()
    with pytest.raises(CannotPlay) as raised:
        play(demo(in_the_way), ScreenOptions(kind="none"), SILENT, NO_PHONES, asked)
    assert str(raised.value).startswith("this session was not saved:")
    assert str(in_the_way) in str(raised.value)
    assert printed(asked).endswith("Curtain\n")


@pytest.mark.parametrize(
    "sound", [SoundOptions(voice=("ghost",)), SoundOptions(voices=Path("nowhere"))]
)
def test_a_wrong_voice_is_found_before_anything_begins(tmp_path: Path, sound: SoundOptions) -> None:
    """No journal is made."""
    with pytest.raises(WrongUsage):
        played(demo(tmp_path / "data"), ScreenOptions(kind="none"), sound=sound)
    assert not (tmp_path / "data").exists()


def test_the_journal_is_closed_whatever_happens(tmp_path: Path) -> None:
    """A game that cannot begin leaves the folder to the next."""
    with pytest.raises(WrongUsage, match="no format is called"):
        played(demo(tmp_path, format="zzz"), ScreenOptions(kind="none"))
    open_journal(tmp_path).close()
    assert ended(tmp_path) == []


RARE = "\U00020000\U00017000\U00012000"
"""Letters that few machines have a font for."""


@pytest.mark.skipif(not missing(RARE), reason="every letter has a font here")
def test_a_name_without_letters_is_told_at_the_start(tmp_path: Path, no_display: None) -> None:
    """By name, with the codes of the letters."""
    options = demo(tmp_path, players=("Ana", f"Li {RARE}", "Bo", "Cy"))
    said = printed(played(options, ScreenOptions(kind="none"), phones=NO_PHONES))
    (line,) = (line for line in said.splitlines() if f"U+{ord(missing(RARE)[0]):04X}" in line)
    assert f"Li {RARE}" in line.replace("\u2068", "").replace("\u2069", "")
