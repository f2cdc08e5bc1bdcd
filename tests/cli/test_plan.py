"""`improv plan`: workshops listed, explained, and on a page to print."""

import re
from pathlib import Path

import pytest

from improv.locale.phrases import phrase
from improv.packs.formats import load_formats
from improv.packs.plans import load_plans
from improv.paths import CARDS
from tests.cli.commands import DEMO, improv

RTL = {"fa": "ساعت اول", "ar": "الساعة الأولى", "he": "השעה הראשונה"}


def test_every_plan_is_listed() -> None:
    """With its id, its name, how long it takes and whom it is for."""
    lines = improv("plan").stdout.splitlines()
    ids = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert ids == [file.stem for file in sorted((CARDS / "plans").glob("*.yaml"))]
    text = "\n".join(lines)
    assert "The first hour: 60 minutes" in text
    assert "Eight huddles: 8 sessions, 10 minutes each" in text


def test_one_is_explained() -> None:
    """Step by step: when it begins, what it is, what to say, what goes wrong, what may go."""
    text = improv("plan", "first-hour").stdout
    assert re.search(
        r"^0:17  The lawnmower call: 12 minutes . 2 rounds . nobody competes$", text, re.MULTILINE
    )
    assert re.search(r"^0:29  Stretch: break . 3 minutes$", text, re.MULTILINE)
    assert text.count("may be left out") == 2
    assert "      - Play, watch or stop" in text
    assert "      ! Watch out: People polish." in text


@pytest.mark.parametrize("language", RTL)
def test_it_is_explained_in_the_systems_language(language: str) -> None:
    """The name of the plan, of its games, and the figures."""
    text = improv("plan", "first-hour", LC_ALL=f"{language}.UTF-8").stdout
    assert text.startswith(RTL[language])
    assert not re.search("[a-zA-Z]{4}", text)


@pytest.mark.parametrize("language", ["en", *RTL])
def test_the_page_needs_nothing(language: str, tmp_path: Path) -> None:
    """It is in the direction of its language, and asks for no file and no network."""
    file = tmp_path / "plan.html"
    run = improv("plan", "half-day", "--print", str(file), "--lang", language)
    assert (run.returncode, run.stdout) == (0, "")
    page = file.read_text("utf-8")
    assert f'<html lang="{language}" dir="{"rtl" if language in RTL else "ltr"}">' in page
    assert page.count('<li class="step') == 24
    assert page.count('class="step optional"') == 6
    for half in ("intention.when", "intention.first"):  # eight slips to cut out
        assert page.count(phrase(language, half)) == 8
    assert "default-src 'none'" in page
    assert not re.search(r"https?://(?!www\.w3\.org)|<script|<link|url\(", page)


def test_the_page_goes_to_the_console() -> None:
    """`-` is the console, and nothing else is written there."""
    run = improv("plan", "huddles", "--print", "-")
    assert run.stdout.startswith("<!doctype html>")
    assert run.stdout.rstrip().endswith("</html>")


def test_a_plan_of_ones_own(tmp_path: Path) -> None:
    """By its file, wherever it is."""
    text = (CARDS / "plans" / "first-hour.yaml").read_text("utf-8")
    file = tmp_path / "our-hour.yaml"
    file.write_text(text.replace("id: first-hour", "id: our-hour"), "utf-8")
    assert improv("plan", str(file)).stdout.startswith("The first hour: 60 minutes")


def test_a_plan_in_the_data_folder_is_found_by_its_name(tmp_path: Path) -> None:
    """It is listed and explained; a broken one beside it is told, and keeps nobody from that."""
    text = (CARDS / "plans" / "first-hour.yaml").read_text("utf-8")
    (tmp_path / "plans").mkdir()
    for name, game in (("our-hour", "rewind"), ("torn", "rewound")):
        own = text.replace("id: first-hour", f"id: {name}").replace("game: rewind", f"game: {game}")
        (tmp_path / "plans" / f"{name}.yaml").write_text(own, "utf-8")
    listed = improv("plan", "--data", tmp_path)
    assert listed.returncode == 0
    assert re.findall(r"^[a-z0-9-]+", listed.stdout, re.MULTILINE)[-2:] == [
        "new-colleagues",
        "our-hour",
    ]
    assert re.search(r"plans/torn\.yaml:\d+:\d+: .*rewound", listed.stderr)
    explained = improv("plan", "our-hour", "--data", tmp_path)
    assert explained.stdout.startswith("The first hour: 60 minutes")
    assert explained.stderr == ""
    broken = improv("plan", "torn", "--data", tmp_path)
    assert (broken.returncode, "rewound" in broken.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["first-hours"], 2, "no plan is called `first-hours` (did you mean first-hour?)"),
        (["xyzzy"], 2, "plans: first-hour, half-day, hot-calls-90, huddles, new-colleagues"),
        (["--print", "-"], 2, "which plan is --print meant for?"),
        (["first-hour", "--print", "-", "--lang", "xx"], 2, "xx"),
        (["first-hour", "--print", "/nowhere/plan.html"], 1, "cannot write to /nowhere/plan.html"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], code: int, words: str) -> None:
    """In a sentence."""
    run = improv("plan", *arguments)
    assert run.returncode == code
    assert words in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["first-hour", "half-day"])
def test_a_demo_plays_a_plan_to_its_end(plan: str, tmp_path: Path) -> None:
    """Every game of it in its order, as often as it says."""
    run = improv(*DEMO, "--plan", plan, "--seed", "5", "--data", str(tmp_path))
    assert run.returncode == 0, run.stderr
    games = load_formats(CARDS / "formats")
    steps = load_plans(CARDS / "plans", games)[plan].steps
    played = [step for step in steps if step.game and not games[step.game].survey]
    wanted = [games[s.game].words["en"]["name"] for s in played for _ in range(s.rounds)]
    assert re.findall(r"^Round \d+: (.+)$", run.stdout, re.MULTILINE) == wanted
    assert run.stdout.rstrip().endswith("Curtain")


@pytest.mark.parametrize("other", [("--format", "lawnmower"), ("--rounds", "2")])
def test_a_plan_and_a_game_are_two_wishes(other: tuple[str, str], tmp_path: Path) -> None:
    """Which of them is obeyed nobody could tell."""
    run = improv(*DEMO, "--plan", "first-hour", *other, "--data", str(tmp_path))
    assert run.returncode == 2
    assert f"--plan says what is played: leave out {other[0]}" in run.stderr
