"""`improv new`: made, checked and played by its name, by the real commands."""

from pathlib import Path

import pytest

from tests.cli.commands import DEMO, improv


@pytest.mark.slow
def test_a_pack_is_made_checked_and_played(tmp_path: Path) -> None:
    """Each by its name alone, in a language that was asked for."""
    data = ("--data", tmp_path)
    made = improv("new", "my-hotel", "--lang", "en", "he", *data)
    assert made.returncode == 0
    assert str(tmp_path / "packs" / "my-hotel") in made.stdout
    assert "`improv play --pack my-hotel --watch`" in made.stdout
    checked = improv("check", "my-hotel", *data)
    assert (checked.returncode, checked.stdout) == (0, "4 files, no problem found\n")
    played = improv(*DEMO, "--pack", "my-hotel", "--lang", "he", "--rounds", "1", *data)
    assert played.returncode == 0, played.stdout + played.stderr
    again = improv("new", "my-hotel", *data)
    assert again.returncode == 2
    assert again.stderr.startswith("improv new: there is a pack `my-hotel` already")


@pytest.mark.slow
def test_what_a_pack_lacks_to_be_played_is_one_sentence(tmp_path: Path) -> None:
    """Before anything is shown: what the game asks for, and three ways on."""
    data = ("--data", tmp_path)
    improv("new", "mine", *data)
    cards = tmp_path / "packs" / "mine" / "cards.yaml"
    lines = cards.read_text("utf-8").splitlines(keepends=True)
    kinds = ("kind: mood", "kind: twist")
    cards.write_text("".join(one for one in lines if not any(k in one for k in kinds)), "utf-8")
    said = improv(*DEMO, "--pack", "mine", *data)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        "lawnmower needs cards that are missing from mine in en: mood, twist "
        "(write one, or add a pack: `--pack service-desk`, or take a game that does not need them: "
        "`--format what-next`)\n"
    )
    for more in (("--pack", "service-desk"), ("--format", "what-next")):
        assert improv(*DEMO, "--pack", "mine", *more, "--rounds", "1", *data).returncode == 0


def test_names_that_no_path_can_be_are_checked(tmp_path: Path) -> None:
    """Too long, as a file and as folders, and not there: a line each, and no fault of ours."""
    ran = improv("check", "a" * 3000, "a/" * 3000, "no-such-pack", "--data", tmp_path)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.count("\n") == 3
