"""A demo's lines: each round and its tally once, in the session's words and digits."""

from collections.abc import Iterator

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.core.tally import Distribution, Tally
from improv.locale import without_isolates
from improv.scenes import Names
from improv.terminal.narrator import Narrator, tally_lines
from tests.core.session_driver import SessionDriver

K = PhaseKind


def printed(to: PhaseKind, *, latin: bool = False) -> Iterator[str]:
    """The lines of a session up to a phase, each state shown twice."""
    lines: list[str] = []
    narrator = Narrator(lines.append, latin=latin)
    driver = SessionDriver("call", names=("Ana", "Bo", "Cy"), standings=True)
    for _ in range(40):
        narrator(driver.state)
        narrator(driver.state)
        if driver.state.kind is to:
            break
        if driver.state.kind is K.VOTE:
            driver.act(a.ShowHands(id="", rows={"handling": (0, 1, 2, 3)}))
        driver.act(a.End(id="")) if driver.state.kind is K.DEBRIEF else driver.next()
    return iter(lines)


def test_a_round_is_told_when_it_is_drawn() -> None:
    """The game, then the cards and the cast by name; once, however often it is shown."""
    title, *lines = printed(K.BRIEF)
    assert title.startswith("Round 1: ")
    assert len(lines) == len(set(lines))
    assert {line.partition(":")[0].strip() for line in lines} >= {"Agent", "Customer", "Request"}
    assert sum(name in line for line in lines for name in ("Ana", "Bo", "Cy")) == 2


def test_a_tally_is_told_when_it_is_revealed() -> None:
    """Not while it is hidden."""
    assert not any("6 by hand" in line for line in printed(K.RESULT))
    assert sum("6 by hand" in line for line in printed(K.DEBRIEF)) == 1


def test_the_end_is_told() -> None:
    """With where the scenes stand before it, as far as they are ranked."""
    *_, thanks, curtain = printed(K.END)
    assert (thanks, curtain) == ("Thank you", "Curtain")


def test_all_figures_of_a_tally() -> None:
    """By criterion, then all of them together, the choices and the moves, in the digits chosen."""
    tally = Tally(
        by_phone=1,
        by_hand=3,
        ranked=True,
        criteria={"calm": Distribution((1, 0, 1, 2)), "heard": Distribution((0, 0, 4, 0))},
        overall=Distribution((1, 0, 5, 2)),
        choices={"2": 3, "mood-1": 1},
        moves={"bridge": 2},
    )
    own = {"option.mood-1": "Angry"}
    lines = [without_isolates(line) for line in tally_lines(tally, Names("en", own))]
    assert [line.partition(":")[0] for line in lines] == [
        "4 ballots",
        "Calm",
        "Heard",
        "All together",
        "Choices",
        "Moves seen",
    ]
    assert "The room is split" in lines[1]
    assert "Angry" in lines[4]
    assert "۴" in next(tally_lines(tally, Names("fa", own)))
    assert "4" in next(tally_lines(tally, Names("fa-u-nu-latn", own)))


def test_nothing_steers_the_direction_of_a_console() -> None:
    """It shows isolates as boxes, and copies them."""
    assert not any("\u2066" <= letter <= "\u2069" for line in printed(K.END) for letter in line)
