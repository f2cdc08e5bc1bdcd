"""The debrief: what there is to talk about."""

from improv.core.formats import PhaseKind
from improv.scenes.debrief import debrief
from improv.scenes.words import Names
from tests.scenes.views import EN, round_view, view


def test_a_format_asks_its_own_questions() -> None:
    """In every round the same; a format without any has a pair of the program's, in turn."""
    own = {"debrief.1": "What went first?", "debrief.2": "And on Monday?"}
    for ordinal in (1, 2):
        here = view(PhaseKind.DEBRIEF, round=round_view(ordinal=ordinal), format=own)
        assert debrief(here, Names("en", own)).questions == tuple(own.values())
    turns = [
        debrief(view(PhaseKind.DEBRIEF, round=round_view(ordinal=ordinal)), EN).questions
        for ordinal in (1, 2, 5)
    ]
    assert turns[0] != turns[1]
    assert turns[0] == turns[2]
    assert all(len(pair) == 2 for pair in turns)


def test_what_a_guess_had_to_find_is_told_where_no_vote_says_it() -> None:
    """Before what the call was about; with a vote the result has said it."""
    own = {"option.wronged": "Wronged"}
    secrets = {"prompt": {"reveal": "It was promised.", "correct": "A slip."}}
    here = round_view(answer="wronged", secrets=secrets)
    for voted, told in (
        (False, ["Wronged", "It was promised."]),
        (True, ["It was promised.", "A slip."]),
    ):
        shown = debrief(view(PhaseKind.DEBRIEF, round=here, has_vote=voted), Names("en", own))
        assert [one.text for one in shown.reminders] == told
