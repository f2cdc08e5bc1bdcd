"""What is chosen once is there the next time; a file that is no settings is told, and stays."""

import stat
from pathlib import Path

import pytest

from improv.wiring.options import GameOptions
from improv.wiring.settings import NAME, Settings, Unreadable, load, save


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    """Also where the folder is not there yet; nothing else stays beside the file."""
    folder = tmp_path / "new"
    assert load(folder) == Settings()
    for listen in (None, True, False):
        kept = Settings("צוות כחול", {"play": 150, "riddle.play": 90}, listen)
        save(folder, kept)
        assert load(folder) == kept
    assert [path.name for path in folder.iterdir()] == [NAME]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"", "1:1"),
        (b'{"team": "A",\n  "seconds" }', "2:13"),
        (b"[]", "1:1"),
        (b'{"team": 7}', "1:1"),
        (b'{"seconds": "play"}', "1:1"),
        (b'{"listen": 1}', "1:1"),
        (b"[" * 50_000, "1:1"),
        (b"\xff\xfe", "1:1"),
        (b" " * 100_001, "1:1"),
    ],
)
def test_a_file_that_is_no_settings_is_told_and_stays(
    tmp_path: Path, text: bytes, place: str
) -> None:
    """With its path and the place; nobody loses what they wrote by hand."""
    (tmp_path / NAME).write_bytes(text)
    with pytest.raises(Unreadable) as raised:
        load(tmp_path)
    assert str(tmp_path / NAME) in str(raised.value)
    assert place in str(raised.value)
    assert (tmp_path / NAME).read_bytes() == text


def test_times_that_no_phase_can_have_are_left_out(tmp_path: Path) -> None:
    """The others count."""
    (tmp_path / NAME).write_text('{"seconds": {"play": 90, "vote": 1, "brief": true, "x": "9"}}')
    assert load(tmp_path) == Settings("", {"play": 90})


def test_a_folder_that_takes_nothing_keeps_what_was_there(tmp_path: Path) -> None:
    """The error is passed on, and no half file stays."""
    save(tmp_path, Settings("A"))
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    with pytest.raises(OSError, match=NAME):
        save(tmp_path, Settings("B"))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert stat.S_ISDIR((tmp_path / NAME).stat().st_mode)


def test_options_add_to_what_is_kept(tmp_path: Path) -> None:
    """A new time comes in the place of the old one, 0 gives the game its own back."""
    kept = Settings("Blue", {"play": 150, "vote": 30}, listen=False)
    again = GameOptions(tmp_path, kept=kept)
    assert again.to_keep() == kept
    assert again.team_name == "Blue"
    assert GameOptions(tmp_path, kept=kept, demo=True).team_name == ""
    asked = GameOptions(tmp_path, kept=kept, team="", seconds={"play": 0, "brief": 20})
    assert asked.team_name == ""
    assert asked.to_keep() == Settings("", {"vote": 30, "brief": 20}, listen=False)
