"""What is said in the place of what is written: found, checked by its words, written down."""

from pathlib import Path
from shutil import copytree

import pytest

from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.packs.problems import PackProblems
from improv.packs.spoken import SpokenText, spoken_texts, written_with
from improv.paths import CARDS

CARD = """pack: small
names: {en: Small}
cards:
  - {id: wrong-room, kind: prompt, practices: [A1], heat: 2}
  - {id: whisperer, kind: role, practices: [A1]}
"""
WORDS = """wrong-room:  # a comment that stays
  title: "Room 12"
  text: "Room 12, please."
  say.text: "Room twelve, please."
whisperer:
  title: "Whisperer"
  text: "You whisper \\"hush\\"."
"""


def small(folder: Path, words: str = WORDS) -> Path:
    """A pack of two cards."""
    pack = folder / "small"
    pack.mkdir()
    (pack / "cards.yaml").write_text(CARD, encoding="utf-8")
    (pack / "en.yaml").write_text(words, encoding="utf-8")
    return pack


def test_what_is_read_aloud_is_found_with_what_is_said(tmp_path: Path) -> None:
    """The text of a request, title and text of a role; a request's title is not read."""
    pack = small(tmp_path)
    found = [(one.line, one.name, one.written, one.said) for one in spoken_texts(pack)]
    assert found == [
        (3, "text", "Room 12, please.", "Room twelve, please."),
        (6, "title", "Whisperer", ""),
        (7, "text", 'You whisper "hush".', ""),
    ]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("Room one_two, please.", False), ("Room one two, please.", True), ("Room twelve", True)],
)
def test_each_written_word_has_one_that_is_said(tmp_path: Path, said: str, wrong: bool) -> None:
    """Several for one are joined; else the captions would mark another word."""
    pack = small(tmp_path, WORDS.replace("Room twelve, please.", said))
    if not wrong:
        assert load_pack(pack).words["en"]["small/wrong-room"]["say.text"] == said
        return
    with pytest.raises(PackProblems) as raised:
        load_pack(pack)
    (problem,) = raised.value.problems
    assert (problem.line, problem.what.name) == (4, "found.spoken")
    assert "say.text" in problem.say("en")


def test_what_is_proposed_is_written_before_its_text(tmp_path: Path) -> None:
    """Comments, order and all else stay; the file is read again as it was meant."""
    pack = small(tmp_path)
    missing = {one: one.written.upper() for one in spoken_texts(pack) if not one.said}
    text, count = written_with(pack / "en.yaml", missing)
    assert count == 2
    assert [line for line in text.splitlines(keepends=True) if "say." not in line] == [
        line for line in WORDS.splitlines(keepends=True) if "say." not in line
    ]
    (pack / "en.yaml").write_text(text, encoding="utf-8")
    assert [one.said for one in spoken_texts(pack)] == [
        "Room twelve, please.",
        "WHISPERER",
        'YOU WHISPER "HUSH".',
    ]


def test_of_a_game_its_name_its_rules_and_its_cue_are_said(tmp_path: Path) -> None:
    """In a mapping of its language, which is made where it is missing."""
    folder = tmp_path / "formats"
    copytree(CARDS / "formats", folder)
    copytree(CARDS, tmp_path / "cards")
    (tmp_path / "practices.yaml").write_bytes((CARDS / "practices.yaml").read_bytes())
    file = folder / "new-choice.yaml"
    texts = [t for t in spoken_texts(folder) if t.file == file and t.language == "en"]
    assert [text.name for text in texts] == ["name", "rule.1", "rule.2", "rule.3", "cue"]
    missing: dict[SpokenText, str] = {text: text.written.upper() for text in texts}
    text, count = written_with(file, missing)
    assert count == 5
    file.write_text(text, encoding="utf-8")
    assert written_with(file, missing) == (text, 0)
    words = load_formats(folder)["new-choice"].words["en"]
    assert words["say.cue"] == words["cue"].upper()
    assert words["say.rule.2"] == words["rule.2"].upper()
    assert words["rule.2"] != words["say.rule.2"]


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    """As Windows writes them."""
    pack = small(tmp_path)
    file = pack / "en.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + WORDS.replace("\n", "\r\n").encode())
    missing = {one: one.written for one in spoken_texts(pack) if not one.said}
    text, count = written_with(file, missing)
    assert count == 2
    assert text.startswith("\ufeffwrong-room:")
    assert text.count("\n") == text.count("\r\n") == WORDS.count("\n") + 2


def test_what_shares_its_line_is_left_to_the_author(tmp_path: Path) -> None:
    """A line before it would break the file."""
    words = WORDS.split("whisperer")[0] + "whisperer: {title: Low, text: You whisper.}\n"
    pack = small(tmp_path, words)
    missing = {one: one.written for one in spoken_texts(pack) if not one.said}
    assert len(missing) == 2
    assert written_with(pack / "en.yaml", missing) == (words, 0)
