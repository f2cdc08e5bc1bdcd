"""`improv formats`, and games of one's own: from any folder, without touching the program."""

from pathlib import Path

import pytest

from improv.paths import CARDS
from tests.cli.commands import DEMO, improv


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A game of one's own, under a name that no shipped one has."""
    text = (CARDS / "formats" / "new-choice.yaml").read_text("utf-8")
    text = text.replace("id: new-choice", "id: our-choice").replace("New choice", "Our choice")
    file = tmp_path / "games" / "our-choice.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    return file


def test_every_game_is_listed() -> None:
    """With its id, how long it takes, what it trains, when it comes and how difficult it is."""
    lines = improv("formats").stdout.splitlines()
    firsts = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] for line in firsts] == [
        file.stem
        for folder in ("formats", "solo")
        for file in sorted((CARDS / folder).glob("*.yaml"))
    ]
    assert all(":" in line.split()[1] for line in firsts)
    place = lines.index(next(line for line in lines if line.startswith("mirror-pairs ")))
    assert lines[place + 1].strip().startswith("opener; difficulty 1 of 3")
    assert "at least 2 people" in lines[place + 1]
    assert "D6 Exercise for the ears" in lines[place + 2]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["D15 Words that everyone owns", "2 pieces", "Where did it get lost?"]),
        ("he", ["D15 מילים של כולם", "2 חתיכות", "איפה זה הלך לאיבוד?"]),
        ("fa", ["D15 واژه‌هایی که مال همه است", "۲ تکه‌تکه", "رشته کجا گم شد؟"]),
        ("ar", ["D15 كلمات يعرفها الجميع", "٢ أجزاء منه", "أين ضاع الخيط؟"]),
    ],
)
def test_one_is_explained(language: str, said: list[str]) -> None:
    """Its practices by name, its ballot, questions, rules and tips; in the system's language."""
    text = improv("formats", "two-strangers", LC_ALL=f"{language}.UTF-8").stdout
    assert [one for one in said if one not in text] == []
    assert text.count("\n- ") == 9  # three rules, a criterion, two questions, three tips


def test_what_the_room_chooses_from_is_explained() -> None:
    """The options of a guess; of a pick that has none the question alone."""
    assert (
        "- What was it? Angry, Worried, Tired, Hopeful\n"
        in improv("formats", "gibberish-hotline").stdout
    )
    assert "- Which line was best?\n" in improv("formats", "new-choice").stdout


def test_an_unknown_one_is_told_with_the_nearest() -> None:
    """Wrong usage."""
    ran = improv("formats", "lawnmover")
    assert ran.returncode == 2
    assert "lawnmower" in ran.stderr


def test_a_game_of_ones_own_is_played(own: Path, tmp_path: Path) -> None:
    """By its file, or from a folder by its id; and it is listed with the others."""
    for asked in (("--format", own), ("--formats", own.parent, "--format", "our-choice")):
        ran = improv(*DEMO, "--rounds", "1", "--data", tmp_path / "data", *asked)
        assert ran.returncode == 0, ran.stderr
        assert "Our choice" in ran.stdout
    assert "our-choice" in improv("formats", "--formats", own.parent).stdout
    assert "Our choice" in improv("formats", "our-choice", "--formats", own).stdout


def test_a_game_in_the_data_folder_is_found_by_its_name(own: Path, tmp_path: Path) -> None:
    """It is listed, explained, played, checked; a broken one beside it keeps nobody from that."""
    data = tmp_path / "data"
    data.mkdir()
    own.parent.rename(data / "formats")
    (data / "formats" / "torn.yaml").write_text("id: [", "utf-8")
    listed = improv("formats", "--data", data)
    assert (listed.returncode, "our-choice" in listed.stdout) == (0, True)
    assert f"{data / 'formats' / 'torn.yaml'}:2:1:" in listed.stderr
    explained = improv("formats", "our-choice", IMPROV_DATA=str(data))
    assert (explained.stdout.split("\n")[0], explained.stderr) == ("Our choice", "")
    ran = improv(*DEMO, "--rounds", "1", "--data", data, "--format", "our-choice")
    assert ran.returncode == 0, ran.stderr
    assert "Our choice" in ran.stdout
    assert "`improv check torn` says why" in ran.stdout
    for command in (("formats",), (*DEMO, "--format")):
        broken = improv(*command, "torn", "--data", data)
        assert (broken.returncode, "torn.yaml:2:1:" in broken.stderr) == (1, True)
    assert improv("check", "our-choice", "--data", data).returncode == 0
    assert "torn.yaml:2:1:" in improv("check", "torn", "--data", data).stdout


def test_what_is_wrong_in_it_is_told_by_its_place(own: Path) -> None:
    """All at once, before anything is played; a file that is not there is told, too."""
    own.write_text(own.read_text("utf-8").replace("kind: brief", "kind: brefi"), "utf-8")
    ran = improv(*DEMO, "--format", own)
    assert ran.returncode == 1
    assert f"{own.name}:" in ran.stderr
    assert "brief" in ran.stderr
    ran = improv(*DEMO, "--format", own.with_name("none.yaml"))
    assert ran.returncode == 1
    assert "none.yaml" in ran.stderr
