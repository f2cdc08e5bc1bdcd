"""`improv check`: every problem at once, and an exit code for scripts."""

import re
import shutil
from pathlib import Path

from tests.cli.commands import DEMO, improv


def some_cards(folder: Path, *packs: str) -> Path:
    """A copy of the shipped cards, but of few packs: the others take their time."""
    cards = folder / "cards"
    for name in ("service-desk", "formats", *packs):
        shutil.copytree(f"cards/{name}", cards / name)
    shutil.copy("cards/practices.yaml", cards)
    return cards


def test_letters_that_no_font_has_are_told_with_their_file(tmp_path: Path) -> None:
    """They are no fault of the pack's: another machine may have the font."""
    pack = tmp_path / "mine"
    shutil.copytree("tests/samples/four-tongues", pack)
    words = (pack / "en.yaml").read_text(encoding="utf-8")
    (pack / "en.yaml").write_text(f"{words}# \u0378\n", encoding="utf-8")
    ran = improv("check", pack)
    (line,) = (line for line in ran.stdout.splitlines() if "U+0378" in line)
    assert line.startswith(f"{pack / 'en.yaml'}: no font here has")


def test_what_a_pack_lacks_to_be_played_is_told(tmp_path: Path) -> None:
    """It is no problem, as another pack may have it; a demo without it ends in the same words."""
    pack = tmp_path / "four-tongues"
    shutil.copytree("tests/samples/four-tongues", pack)
    cards = (pack / "cards.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in cards if "kind: mood" not in line)
    moods = re.findall(r"id: ([\w-]+), kind: mood", "".join(cards))
    (pack / "cards.yaml").write_text(kept, encoding="utf-8")
    for words in pack.glob("??.yaml"):
        texts = re.split(r"^(?=[\w-]+:)", words.read_text(encoding="utf-8"), flags=re.MULTILINE)
        left = [card for card in texts if card.partition(":")[0] not in moods]
        words.write_text("".join(left), encoding="utf-8")
    ran = improv("check", pack)
    assert ran.returncode == 0
    cannot = "cannot be played without another pack, as it has no card of kind mood"
    said = f"{pack} in ar, en, fa, he: {cannot}"
    assert said in ran.stdout.splitlines()
    ran = improv(*DEMO, "--pack", pack, "--data", tmp_path / "data")
    assert ran.returncode == 1
    assert ran.stderr.startswith(
        "lawnmower needs cards that are missing from four-tongues in en: mood ("
    )


def test_check_prints_every_problem_at_once(tmp_path: Path) -> None:
    """file:line:column: what is wrong (what to do); 0 when clean, 1 with problems."""
    assert improv("check", "cards").returncode == 0
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "cards.yaml").write_text(
        "pack: mine\ncards:\n  - {id: a, kind: promt, practices: [A2]}\n  - {id: a, kind: tip}\n"
    )
    (pack / "en.yaml").write_text("a: {title: A, text: B}\nb: {text: C}\n")
    ran = improv("check", pack)
    assert ran.returncode == 1
    assert f"{pack / 'cards.yaml'}:3:" in ran.stdout
    assert "did you mean prompt?" in ran.stdout
    assert ran.stdout.count(".yaml:") >= 3


def test_coverage_is_a_line_for_each_practice() -> None:
    """Its cards and games in each language, its name, and what is known to be missing."""
    ran = improv("check", "--coverage", "cards")
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    row = next(line for line in lines if line.startswith("D6 "))
    assert len(row.split()[1:5]) == 4
    assert all("+" in figure for figure in row.split()[1:5])
    assert row.endswith("Exercise for the ears")
    assert "trained by fewer than 2, as is known: A10, A18, B22" in lines


def test_coverage_tells_how_much_of_a_pack_is_told_anew(tmp_path: Path) -> None:
    """A line for each pack, with a figure for each language, and the packs that have too little."""
    cards = some_cards(tmp_path, "warm-up", "hotel-and-travel")
    file = cards / "warm-up" / "cards.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("local", "here"), "utf-8")
    lines = improv("check", "--coverage", cards).stdout.splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines if "/" in line.partition(" ")[2]}
    assert len(rows["warm-up"]) == 4
    assert all(figure.startswith("0/") for figure in rows["warm-up"])
    (few,) = (line for line in lines if line.startswith("fewer than a third are told anew: "))
    assert "warm-up" in few
    assert "hotel-and-travel" not in few


def test_coverage_tells_of_new_holes_and_of_filled_ones(tmp_path: Path) -> None:
    """Both are for the author to mend, and so it is no success."""
    cards = some_cards(tmp_path)
    file = cards / "practices.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("untrained: [A10, A18, B22]", "untrained: [A10, B22, D6]"), "utf-8"
    )
    ran = improv("check", "--coverage", cards)
    assert ran.returncode == 1
    assert "trained by fewer than 2: A18" in ran.stdout
    assert "trained by 2 or more now, take them out of `untrained`: D6" in ran.stdout


def test_coverage_waits_until_nothing_is_wrong(tmp_path: Path) -> None:
    """Problems are told first, and alone."""
    cards = some_cards(tmp_path)
    (cards / "practices.yaml").write_text("practices: {A2: x}\n", "utf-8")
    ran = improv("check", "--coverage", cards)
    assert ran.returncode == 1
    assert "cards+games" not in ran.stdout


def test_what_a_voice_says_is_proposed_and_written(tmp_path: Path) -> None:
    """What is missing, and what is doubtful, each with its place; then nothing is missing."""
    pack = tmp_path / "small"
    pack.mkdir()
    cards = "pack: small\nnames: {he: קטן}\ncards:\n"
    cards += "  - {id: no-line, kind: prompt, practices: [A1]}\n"
    (pack / "cards.yaml").write_text(cards, "utf-8")
    words = 'no-line:\n  title: "אין קו"\n  text: "הקו מת, 12 ימים."\n'
    (pack / "he.yaml").write_text(words, "utf-8")
    shown = improv("check", str(pack), "--say")
    assert f"{pack / 'he.yaml'}:3: say.text: ה" in shown.stdout
    assert "without a spoken form: 1" in shown.stdout
    assert (pack / "he.yaml").read_text("utf-8") == words
    written = improv("check", str(pack), "--write")
    assert "proposals written: 1" in written.stdout
    assert 'say.text: "הַ' in (pack / "he.yaml").read_text("utf-8")
    file = pack / "he.yaml"
    file.write_text(file.read_text("utf-8").replace("מת,", "חי,"), "utf-8")
    changed = improv("check", str(pack), "--say").stdout
    assert "without a spoken form: 0" in changed
    assert "other letters than are written: חי, / " in changed
