"""The command line's own words: argparse's sentences, said by the catalogues."""

import re
from collections.abc import Sequence

import pytest

from improv.cli import parser

WRONG = [
    (["play", "--nonsense"], "play: --nonsense means nothing here (`improv play --help` lists"),
    (["export", "a", "b"], "export: b means nothing here (`improv export --help` lists"),
    (["play", "--seed"], "play: --seed: needs a value after it"),
    (["play", "--seed", "x"], "play: --seed: `x` is no whole number"),
    (["play", "--demo=x"], "play: --demo: takes no value: leave out `x`"),
    (["play", "--new", "--resume"], "play: --resume: does not go together with --new: keep one"),
    (["play", "--st"], "play: `--st` could be one of --standings, --still: write it out"),
    (["play", "--theme", "it's"], "play: --theme: there is no `it's` here (there are: stage, day"),
    (["pley"], ": COMMAND: there is no `pley` here (there are: play, solo, "),
    (["check"], "check: still needed: PATH"),
    (["preview"], "preview: still needed: --out"),
    (["play", "--rounds", "0"], "play: --rounds: `0` is no number from 1 to 1000"),
]


def refused(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that is said."""
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(arguments)
    (line,) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.parametrize(("arguments", "said"), WRONG)
@pytest.mark.parametrize("language", ["en", "fa", "ar", "he"])
def test_no_sentence_of_argparse_is_left(
    arguments: Sequence[str],
    said: str,
    language: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A wrong command is told in our words: in English as here, elsewhere without English."""
    monkeypatch.setenv("LC_ALL", language)
    line = refused(arguments, capsys)
    if language == "en":
        assert line.startswith(f"improv {said}".replace("improv :", "improv:"))
        return
    typed = r"improv( [a-z]+)?|--[a-z]+|\b[a-z-]{3,}(?=[,)»\"])|it's|PATH|COMMAND|\b[bx]\b"
    assert not re.search(r"[A-Za-z]", re.sub(typed, "", line)), line


@pytest.mark.parametrize("command", [[], ["play"], ["check"], ["preview"], ["export"]])
def test_help_is_in_one_language(
    command: Sequence[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Titles and the usage's first word too."""
    monkeypatch.setenv("LC_ALL", "fa")
    with pytest.raises(SystemExit, match="0"):
        parser().parse_args([*command, "--help"])
    said = capsys.readouterr().out
    assert said.startswith("شیوهٔ نوشتن: improv")
    assert "\nگزینه‌ها:\n  -h, --help" in said
    assert not re.search(r"usage|options|arguments|show|exit", said)
