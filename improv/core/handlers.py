"""Which function decides an action, and which one folds an event into the state.

Each file of rules has its own Handlers, and registers its functions by the type of their second
parameter, as functools.singledispatch does; session.py joins them.
"""

from collections.abc import Callable, Set
from typing import Any, Self, TypeVar

from improv.core.actions import Action
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.events import Event
from improv.core.replaced import replaced
from improv.core.state import State

Decision = tuple[Event, ...] | Refusal
"""What an action leads to. No events: accepted, and nothing changed."""

Decide = Callable[[State, Any, int, Deck], Decision]
"""(state, action, instant in ms of the session clock, deck) -> events or a refusal. Pure."""
Evolve = Callable[[State, Any], State]
"""(state, event) -> the state after it. No rules here: whoever made the event obeyed them."""
# A replay is nothing else, so it gets no deck, no instant and no chance.

D = TypeVar("D", bound=Decide)
E = TypeVar("E", bound=Evolve)
V = TypeVar("V", bound=Event)


class Handlers:
    """The functions of some actions and events."""

    def __init__(self) -> None:
        self.decide: dict[type[Action], Decide] = {}
        self.evolve: dict[type[Event], Evolve] = {}

    def decides(self, function: D) -> D:
        """Register the function that decides an action."""
        self.decide[_second(function)] = function
        return function

    def evolves(self, function: E) -> E:
        """Register the function that folds an event."""
        self.evolve[_second(function)] = function
        return function

    def folds(self, event: type[V], function: Callable[[State, V], State]) -> None:
        """Register the function, of one expression, that folds an event of that type."""
        self.evolve[event] = function

    def join(self, *others: Self) -> None:
        """Take in the functions of others."""
        for other in others:
            self.decide |= other.decide
            self.evolve |= other.evolve


def _second(function: Callable[..., Any]) -> Any:
    """The type of a function's second parameter."""
    return list(function.__annotations__.values())[1]


def with_progress(state: State, **changes: Any) -> State:
    """The state with these fields of its progress replaced."""
    return replaced(state, progress=replaced(state.progress, **changes))


def with_round(state: State, **changes: Any) -> State:
    """The state with these fields of the round that is on replaced."""
    return with_progress(state, round=replaced(state.round_on, **changes))


def with_sat(state: State, number: int, people: Set[str]) -> State:
    """The state in which these people have sat in a seat of round `number`."""
    sat = state.sat.get(number, frozenset()) | people
    return replaced(state, sat={**state.sat, number: sat})
