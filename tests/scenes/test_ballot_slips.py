"""Ballots on paper: which there are, and what is on them."""

import re
from collections.abc import Mapping

import pytest

from improv.core.formats import COACHING, MOVES, Format
from improv.scenes.ballot_slips import Slip, slips
from improv.wiring.catalogue import load_games

GAMES: Mapping[str, Format] = load_games(())


def of(*games: str, language: str = "en") -> tuple[Slip, ...]:
    """The slips of shipped games."""
    return slips((GAMES[name] for name in games), language)


def test_games_without_questions_of_their_own_share_two() -> None:
    """The quick ballot and the coaching one; each grade with its words, and moves to tick."""
    quick, coaching = of("lawnmower", "emotion-lift")
    assert (quick.title, coaching.title) == ("", "")
    assert [len(one.answers) for one in quick.asked] == [4]
    assert len(coaching.asked) == len(COACHING)
    assert len(quick.moves) == len(MOVES)
    assert "2" in quick.moves_asked


def test_a_game_with_questions_of_its_own_has_a_slip() -> None:
    """By its name; what the agent guesses aloud is on none."""
    (slip,) = of("three-strikes")
    assert slip.title == "Three strikes"
    assert [one.graded for one in slip.asked] == [True, True]
    guessed = of("status-swap")[0].asked[0]
    assert (guessed.graded, len(guessed.answers)) == (False, 4)


def test_a_line_is_chosen_by_its_number() -> None:
    """What is written or played is on no slip that was printed before; nothing is ticked beside."""
    (slip,) = of("new-choice")
    assert (slip.asked[0].answers, slip.moves, slip.moves_asked) == ((), (), "")


def test_what_nobody_votes_on_has_no_slip() -> None:
    """Pairs talk."""
    assert of("mirror-pairs") == ()


@pytest.mark.parametrize("language", ["fa", "ar", "he"])
def test_a_slip_is_in_its_language(language: str) -> None:
    """No question or answer is in Latin letters."""
    for slip in of(*(name for name, game in GAMES.items() if not game.survey), language=language):
        for asked in slip.asked:
            assert re.search("[A-Za-z]", "".join((asked.question, *asked.answers))) is None
