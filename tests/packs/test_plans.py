"""Plans: read with their words, every slip told where it is, and the shipped ones looked at."""

from pathlib import Path

import pytest

from improv.core.plans import Plan, PlanStep, StepBallot, StepKind, said
from improv.packs.check import check
from improv.packs.formats import load_formats
from improv.packs.plans import load_plan, load_plans, shortest
from improv.paths import CARDS

LANGUAGES = {"en", "fa", "ar", "he"}
PLAN = """\
id: morning
heat: 2
steps:
  - {id: hello, kind: talk, minutes: 5}
  - {id: ears, kind: game, game: mirror-pairs, minutes: 6, optional: true}
  - {id: twice, kind: game, game: lawnmower, rounds: 2, ballot: coaching, minutes: 12}
  - {id: tea, kind: break, minutes: 10}
words:
  en:
    name: A morning
    about: For whoever is up.
    steps:
      hello: {title: Hello, say: [Good morning., Sit down.], watch: It gets long.}
      ears: {say: [Listen.]}
      twice: {say: [Again.]}
      tea: {title: Tea, say: [Ten minutes.]}
"""
GAMES = load_formats(CARDS / "formats")
SHIPPED = load_plans(CARDS / "plans", GAMES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan of one's own."""
    file = tmp_path / "plans" / "morning.yaml"
    file.parent.mkdir()
    file.write_text(PLAN, "utf-8")
    return file


def test_every_field_arrives(file: Path) -> None:
    """Steps with their games, rounds, ballots and minutes; the words of each by its id."""
    plan = load_plan(file, GAMES)
    assert (plan.id, plan.series, plan.heat, plan.minutes) == ("morning", False, 2, 33)
    assert plan.steps == (
        PlanStep("hello", StepKind.TALK, 5),
        PlanStep("ears", StepKind.GAME, 6, "mirror-pairs", optional=True),
        PlanStep("twice", StepKind.GAME, 12, "lawnmower", 2, StepBallot.COACHING),
        PlanStep("tea", StepKind.BREAK, 10),
    )
    words = plan.say("fa")
    assert (words["name"], words["tea.title"], words["hello.watch"]) == (
        "A morning",
        "Tea",
        "It gets long.",
    )
    assert said(words, "hello") == ("Good morning.", "Sit down.")
    assert check([file]).problems == ()


SLIPS = {
    "a game that nobody has": (
        "game: lawnmower",
        "game: lawnmowr",
        "6:35",
        "did you mean lawnmower",
    ),
    "an unknown field": ("rounds: 2", "round: 2", "6:46", "did you mean rounds?"),
    "minutes that are none": ("minutes: 10", "minutes: 0", "7:37", "1 to 120"),
    "minutes without end": ("minutes: 10", "minutes: 500", "7:37", "1 to 120"),
    "too short for its game": ("minutes: 12", "minutes: 5", "6:84", "write at least 9"),
    "a game without its name": ("game: lawnmower, ", "", "6:23", "game"),
    "a break with a game": ("kind: break", "kind: break, rounds: 2", "7:36", "of the kind break"),
    "an unknown kind": ("kind: talk", "kind: chat", "4:23", "use one of: game, break, talk"),
    "an unknown ballot": ("ballot: coaching", "ballot: coach", "6:65", "did you mean coaching?"),
    "two of one id": ("id: tea", "id: ears", "7:10", "5:10"),
    "no words for a step": ("      tea: {title: Tea, say: [Ten minutes.]}\n", "", "13:7", "tea"),
    "words for no step": ("      tea:", "      coffee:", "16:7", "coffee"),
    "a talk without a title": ("title: Hello, ", "", "13:14", "title"),
    "a game with a title": ("ears: {say", "ears: {title: Ears, say", "14:14", "title"),
    "nothing to say": ("say: [Again.]", "say: []", "15:20", "say"),
    "no language": ("  en:", "  English:", "9:3", "English"),
    "another id than its file": ("id: morning", "id: evening", "1:5", "morning.yaml"),
    "a heat that no card has": ("heat: 2", "heat: 9", "2:7", "1 to 5"),
    "a vote that the game has not": (
        "game: mirror-pairs",
        "game: mirror-pairs, ballot: quick",
        "5:56",
        "mirror-pairs",
    ),
    "a survey in rounds": (
        "game: mirror-pairs",
        "game: readiness, rounds: 2",
        "5:53",
        "of the kind readiness",
    ),
    "a series with a break": ("heat: 2", "series: true", "4:23", "use one of: game"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_where_it_is(file: Path, slip: str) -> None:
    """With its line and column, and what to write instead."""
    before, after, place, said_of_it = SLIPS[slip]
    assert before in PLAN
    file.write_text(PLAN.replace(before, after, 1), "utf-8")
    lines = list(check([file.parent]).lines("en"))
    assert [line for line in lines if f":{place}: " in line and said_of_it in line], lines
    assert lines == list(check([file]).lines("en"))


def test_more_steps_than_anybody_can_play(file: Path) -> None:
    """Are told at once, and nothing hangs."""
    steps = "".join(f"  - {{id: s{i}, kind: talk, minutes: 1}}\n" for i in range(61))
    words = "".join(f"      s{i}: {{title: A, say: [B.]}}\n" for i in range(61))
    head, tail = PLAN.split("  - {id: hello")[0], "words:\n  en:\n    name: A\n    about: B.\n"
    file.write_text(f"{head}{steps}{tail}    steps:\n{words}", "utf-8")
    (line,) = check([file]).lines("en")
    assert ":4:3: 61 steps are too many; 60 fit" in line


def test_a_plan_names_the_games_beside_it(file: Path) -> None:
    """A game of one's own, too, wherever the collection is."""
    games = file.parent.parent / "formats"
    games.mkdir()
    text = (CARDS / "formats" / "lawnmower.yaml").read_text("utf-8")
    (games / "mower-two.yaml").write_text(text.replace("id: lawnmower", "id: mower-two"), "utf-8")
    file.write_text(PLAN.replace("game: lawnmower", "game: mower-two"), "utf-8")
    assert check([file.parent.parent]).problems == ()


def test_a_plan_is_known_by_its_steps(file: Path) -> None:
    """Also in a folder of any name, beside a game."""
    folder = file.parent.rename(file.parent.with_name("mine"))
    (folder / "lawnmower.yaml").write_bytes((CARDS / "formats" / "lawnmower.yaml").read_bytes())
    assert check([folder]).problems == ()
    assert check([folder / file.name]).files == 1


def test_a_folder_without_a_plan(tmp_path: Path) -> None:
    """Says what a plan would be."""
    (tmp_path / "plans").mkdir()
    (line,) = check([tmp_path / "plans"]).lines("en")
    assert "no plan is here (a plan is a file like first-hour.yaml)" in line


def test_what_is_shipped() -> None:
    """Five plans; each lasts what its name says, and is told in all four languages."""
    minutes = {id_: plan.minutes for id_, plan in SHIPPED.items()}
    assert minutes == {
        "first-hour": 60,
        "half-day": 210,
        "hot-calls-90": 90,
        "huddles": 10,
        "new-colleagues": 75,
    }
    assert all(plan.words.keys() == LANGUAGES for plan in SHIPPED.values())
    assert len(SHIPPED["huddles"].steps) == 8
    assert SHIPPED["huddles"].series


@pytest.mark.parametrize("plan", SHIPPED.values(), ids=SHIPPED)
def test_shipped_steps_have_room(plan: Plan) -> None:
    """Each step is longer than its game is when nobody adds time; what is optional saves some."""
    for step in plan.steps:
        if step.game:
            assert shortest(GAMES[step.game], step.rounds) <= 60 * step.minutes, step.id
    assert plan.series or any(step.optional for step in plan.steps)


@pytest.mark.parametrize("plan", SHIPPED.values(), ids=SHIPPED)
def test_every_step_says_as_much_in_each_language(plan: Plan) -> None:
    """As many lines, and what goes wrong: nobody is told less for the language they speak."""
    fields = {language: words.keys() for language, words in plan.words.items()}
    assert all(names == fields["en"] for names in fields.values())
    assert all(f"{step.id}.watch" in plan.words["en"] for step in plan.steps)


def test_no_two_sessions_of_a_series_are_alike() -> None:
    """Eight in turn, then from the beginning."""
    series = SHIPPED["huddles"]
    played = [series.session(number).steps for number in range(9)]
    assert [len(steps) for steps in played] == [1] * 9
    assert len(set(played[:8])) == 8
    assert played[8] == played[0]
