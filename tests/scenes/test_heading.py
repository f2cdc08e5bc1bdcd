"""The heading: the phase, the round, who has voted, where late phones come in; and the clock."""

import pytest

from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.view_models import ProjectorView
from improv.scenes.heading import any_clock, clock, heading
from improv.scenes.words import Names
from tests.scenes.views import EN, FA, INVITATION, round_view, timer, view, vote_view

K = PhaseKind


def counter(here: ProjectorView, *, voted: bool = True, phones: bool = False) -> str:
    """The line under the phase's name, without its isolates."""
    made = heading(here, EN, INVITATION if phones else None, voted=voted, listens=False)
    return made.counter.translate(dict.fromkeys(range(0x2066, 0x206A)))


def test_the_round_is_counted_where_there_is_one() -> None:
    """Of so many, where that is known; not in what closes a session."""
    here = round_view(ordinal=2)
    assert counter(view(K.BRIEF, round=here)) == "Round 2"
    assert counter(view(K.BRIEF, round=here, rounds=3)) == "Round 2 of 3"
    for kind in (K.LOBBY, K.STANDINGS, K.KUDOS, K.END):
        assert counter(view(kind, round=here)) == ""


def test_how_many_have_voted() -> None:
    """By phone, where there are any; never while somebody votes at the keyboard."""
    here = view(K.VOTE, round=round_view(), vote=vote_view(voters=5, voted=3))
    assert counter(here) == "Round 1 · 3 of 5 have voted"
    assert counter(here, voted=False) == "Round 1"
    assert counter(view(K.VOTE, round=round_view(), vote=vote_view())) == "Round 1"


def test_late_phones_see_the_address_first() -> None:
    """With the code where it is asked for; in the lobby it stands large, and the game here."""
    here = round_view()
    assert counter(view(K.BRIEF, round=here), phones=True) == "10.0.0.7:8765 · Round 1"
    coded = view(K.BRIEF, round=here, door=Door.CODE)
    assert counter(coded, phones=True) == "10.0.0.7:8765 · KRWT · Round 1"
    assert counter(view(format_id="call"), phones=True) == "call"


def test_a_part_of_the_play_has_its_name_elsewhere() -> None:
    """There the heading says what the phase is; everywhere else it says its own name."""
    names = Names("en", {"phase.bridge": "The bridge"})
    play = view(K.PLAY, phase="bridge", round=round_view())
    assert heading(play, names, None, voted=True, listens=False).title == EN.say("phase.play")
    brief = view(K.BRIEF, phase="bridge", round=round_view())
    assert heading(brief, names, None, voted=True, listens=False).title == "The bridge"


@pytest.mark.parametrize(
    ("now", "face"),
    [(0, "1:30"), (29_001, "1:01"), (31_000, "59"), (89_999, "1"), (90_000, EN.say("clock.time"))],
)
def test_the_face_of_a_clock(now: int, face: str) -> None:
    """Whole seconds, begun ones counted; minutes from the first on; then that it is over."""
    made = clock(view(K.PLAY, clock=timer(0, 90_000)), EN)
    assert made is not None
    assert made.text(now) == face
    assert made.left(now) == 90_000 - now


def test_the_face_is_in_the_languages_digits() -> None:
    """Minutes and seconds."""
    made = clock(view(K.PLAY, clock=timer(0, 75_000)), FA)
    assert made is not None
    assert made.text(0) == "۱:۱۵"
    assert made.text(70_500, minutes=True) == "۰:۰۵", "as the facilitator has it"


def test_one_that_rang_stays_over() -> None:
    """Whatever is left of it after an undo."""
    made = clock(view(K.PLAY, clock=timer(0, 75_000, rang=True)), EN)
    assert made is not None
    assert made.over(10)


def test_the_ring_of_a_short_clock_moves_more_often() -> None:
    """Or it would jump."""
    for total, step in ((90_000, 1000), (45_000, 250)):
        made = clock(view(K.PLAY, clock=timer(10, 10 + total)), EN)
        assert made is not None
        assert (made.total, made.step) == (total, step)


def test_the_draw_shows_no_clock_but_in_a_pause() -> None:
    """Nor do the lobby and the end."""
    here = timer(0, 1000)
    assert clock(view(K.DRAW, clock=here), EN) is None
    assert any_clock(view(K.DRAW, clock=here), EN) is not None, "the facilitator sees it"
    assert clock(view(K.DRAW, clock=here, paused=True), EN) is not None
    assert clock(view(K.PLAY), EN) is None


def test_a_clock_out_of_sight_is_the_facilitators_alone() -> None:
    """Not in a pause either; people still see when a break is over."""
    here = timer(0, 1000)
    for kind in (K.RULES, K.BRIEF, K.PLAY, K.VOTE, K.DEBRIEF):
        hidden = view(kind, clock=here, clock_in_sight=False, paused=kind is K.PLAY)
        assert clock(hidden, EN) is None
        assert any_clock(hidden, EN) is not None
    assert clock(view(K.BREAK, clock=here, clock_in_sight=False), EN) is not None
