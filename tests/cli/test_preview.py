"""`improv preview`: pictures in a folder, and the page that shows them."""

from pathlib import Path

from tests.cli.commands import improv
from tests.wiring.test_preview import CARDS, WORDS


def test_the_page_is_printed(tmp_path: Path) -> None:
    """It alone, so that it can be opened by a script; how far it is goes to the errors."""
    pack = tmp_path / "tiny"
    pack.mkdir()
    (pack / "cards.yaml").write_text(CARDS, "utf-8")
    for language, words in WORDS.items():
        (pack / f"{language}.yaml").write_text(words, "utf-8")
    out = tmp_path / "pictures"
    ran = improv("preview", pack, "--out", out, "--lang", "en", "--size", "320x240")
    assert (ran.returncode, ran.stdout) == (0, f"{out / 'index.html'}\n")
    assert ran.stderr == "0 of 2 pictures\n"
    assert len(list(out.glob("*.png"))) == 2
