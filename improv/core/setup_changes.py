"""What of a setup can be changed in the lobby, and to what.

A facilitator sees the room before they know what suits it. What is changed is a part of the
progress, so that undo brings it back; once the lobby is left the setup stays as it is.
"""

from collections.abc import Mapping

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import HEAT
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why, bad_value
from improv.core.handlers import Decision, Handlers, with_progress
from improv.core.replaced import replaced
from improv.core.state import Setup, State
from improv.core.timing import huddle_rounds

handlers = Handlers()

Value = int | str | bool | None

MOST_ROUNDS = 10
"""So many can be chosen here; a session may be opened with more."""

_YES_NO: Mapping[str, Value] = {"yes": True, "no": False}


def choices(setup: Setup) -> Mapping[str, Mapping[str, Value]]:
    """Field of the setup -> what it can be now, each by the name that an action calls it by."""
    found: dict[str, Mapping[str, Value]] = {}
    if setup.plan is None:  # a plan says how many rounds each step has
        found["rounds"] = _rounds(setup)
    if setup.shift is None:
        found["votes"] = _YES_NO
        if setup.votes:
            found["ballot"] = {"quick": "quick", "coaching": "coaching"}
            found["talk_first"] = {"game": None, **_YES_NO}
        found["heat"] = {"usual": 0, **{str(heat): heat for heat in HEAT}}
    found["clock"] = _YES_NO
    return found


def _rounds(setup: Setup) -> Mapping[str, Value]:
    numbers = sorted({*range(1, MOST_ROUNDS + 1), *([setup.rounds] if setup.rounds else [])})
    unending: Mapping[str, Value] = {} if setup.by_clock else {"open": None}
    return {**unending, **{str(number): number for number in numbers}}


def chosen(setup: Setup, field: str) -> str:
    """The name of what a field is now."""
    # Of its own kind alone: True would be the first round, and nought no heat.
    value = getattr(setup, field)
    found = choices(setup)[field].items()
    names = (name for name, one in found if one == value and type(one) is type(value))
    # A huddle that was begun without a number of rounds has no choice like it.
    return next(names, "open")


@handlers.decides
def _change(state: State, action: a.ChangeSetup, now: int, deck: Deck) -> Decision:
    setup = state.setup
    known = choices(setup).get(action.field)
    if known is None:
        return bad_value("field")
    if action.value not in known:
        return bad_value("value")
    if chosen(setup, action.field) == action.value:
        return ()
    changes = {action.field: known[action.value]}
    game = state.progress.format
    # Five questions are talked about first, unless somebody has said otherwise.
    if action.field == "ballot" and setup.talk_first is not False:
        changes["talk_first"] = True if action.value == "coaching" else None
    # As many rounds of a huddle as fit its ten minutes, unless somebody has chosen how many.
    if setup.by_clock and setup.plan is None and setup.rounds == huddle_rounds(setup, game):
        changes = {"rounds": huddle_rounds(replaced(setup, **changes), game), **changes}
    return (e.SetupChanged(at=now, changes=changes),)


@handlers.decides
def _survey(state: State, action: a.AskSurvey, now: int, deck: Deck) -> Decision:
    game = deck.formats.get(action.survey)
    if game is None or not game.survey:
        return Refusal(Why.UNKNOWN_FORMAT, {"format": action.survey})
    if (game.id in state.setup.surveys) is action.on:
        return ()
    return (e.SurveyChosen(at=now, survey=game.id, on=action.on),)


@handlers.evolves
def _changed(state: State, event: e.SetupChanged) -> State:
    return with_progress(state, setup=replaced(state.setup, **event.changes))


@handlers.evolves
def _survey_chosen(state: State, event: e.SurveyChosen) -> State:
    others = tuple(survey for survey in state.setup.surveys if survey != event.survey)
    surveys = (*others, event.survey) if event.on else others
    return with_progress(state, setup=replaced(state.setup, surveys=surveys))
