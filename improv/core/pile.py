"""A pile: what may be drawn, what of it came lately, and what of it suits the moment best."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from improv.core.cards import Card, Desk, Kind

HOT = frozenset({Kind.PROMPT, Kind.ROLE, Kind.MOOD, Kind.TWIST})
"""The kinds of cards that may be too hot for a scene."""

LATEST = 20
"""So many cards of a kind are remembered as those that came last."""

Latest = Mapping[Kind, tuple[str, ...]]
"""Ids of the cards that came last, the newest at the end."""

_MORE = 1_000_000
"""Than the scenes that a team ever plays."""


class Pile(tuple[Card, ...]):
    """Cards of one kind."""

    # Without __slots__: what is made of it once is kept with it.

    @cached_property
    def ids(self) -> frozenset[str]:
        """Of all of its cards."""
        return frozenset(card.id for card in self)

    @cached_property
    def alike(self) -> tuple[tuple[int, tuple[str, ...], tuple[Card, ...]], ...]:
        """Its cards by their heat and their practices; heat is 0 where it does not matter."""
        groups: dict[tuple[int, tuple[str, ...]], list[Card]] = {}
        for card in self:
            heat = card.heat if card.kind in HOT else 0
            groups.setdefault((heat, card.practices), []).append(card)
        return tuple((heat, trained, tuple(cards)) for (heat, trained), cards in groups.items())

    @cached_property
    def _desks(self) -> dict[tuple[tuple[str, ...], Desk, Desk], Self]:
        return {}

    def desks_for(self, request: Card, desk: Desk) -> Self:
        """Those of these desks that the request may come to, where such a `desk` is asked for.

        All of them where it may come to none.
        """
        key = (request.businesses, request.desk, desk)
        if key not in self._desks:
            fit = type(self)(card for card in self if request.comes_to({card.id}, desk))
            self._desks[key] = fit or self
        return self._desks[key]

    def lately(self, latest: tuple[str, ...]) -> frozenset[str]:
        """Those of `latest` that are in it, half of it at most: they wait for the others."""
        here = [id_ for id_ in latest if id_ in self.ids]
        return frozenset(here[-(len(self) // 2) :]) if len(self) > 1 else frozenset()


@dataclass(frozen=True, slots=True)
class Preference:
    """What suits the moment best: heat first, then what was trained least."""

    heat: int = 0
    """The heat that suits it; 0 is any."""
    trained: Mapping[str, int] = field(default_factory=dict)
    """Id of a practice -> how often it was trained; what was not is not there."""
    first: Mapping[str, int] = field(default_factory=dict)
    """Id of a practice -> its place among those that requests are to be for, before all else."""
    before: tuple[frozenset[str], ...] = ()
    """Ids of requests that come before others for the same practice, whatever their heat; those of
    the first set before those of the next."""

    @classmethod
    def of(cls, heat: int, session: Mapping[str, int], team: Mapping[str, int]) -> Self:
        """The same, where a scene of this session weighs more than all of the team's before it."""
        practices = {*session, *team}
        return cls(heat, {p: _MORE * session.get(p, 0) + team.get(p, 0) for p in practices})

    def best(self, pile: Pile, taken: Set[str]) -> list[Card]:
        """The cards of `pile` that are not taken and that suit best, each as well as another."""
        best: tuple[int, int, float] | None = None
        found: list[Card] = []
        for heat, practices, cards in pile.alike:
            place, far = self._place(cards[0].kind, practices), self._far(heat)
            if best is not None and (place, far) > best[:2]:
                continue
            rank = place, far, self._trained(practices)
            if best is not None and rank > best:
                continue
            fresh = [card for card in cards if card.id not in taken]
            if fresh:
                found = found + fresh if rank == best else fresh
                best = rank
        early = (self._early(ids - taken, pile, found) for ids in self.before)
        return next(filter(None, early), found)

    def _early(self, ids: Set[str], pile: Pile, found: list[Card]) -> list[Card]:
        """Those of these requests that are for a practice that comes as early as in `found`."""
        here = [card for card in pile if card.id in ids] if found else []
        earliest = self._place(found[0].kind, found[0].practices) if here else 0
        return [card for card in here if self._place(card.kind, card.practices) <= earliest]

    def _place(self, kind: Kind, practices: tuple[str, ...]) -> int:
        """The place of the request's practice that comes first."""
        if not self.first or kind is not Kind.PROMPT:
            return 0
        return min(self.first.get(practice, len(self.first)) for practice in practices)

    def _far(self, heat: int) -> int:
        """How far that is from the heat that suits; of two that are as far the cooler is nearer."""
        return 2 * abs(heat - self.heat) - (heat < self.heat) if heat and self.heat else 0

    def _trained(self, practices: tuple[str, ...]) -> float:
        """How often practices were trained, on average."""
        trained = self.trained
        if not trained or not practices:
            return 0
        return sum([trained.get(practice, 0) for practice in practices]) / len(practices)


ANYTHING = Preference()
"""All cards suit."""


def with_latest(latest: Latest, card: Card) -> Latest:
    """`latest` after this card came."""
    before = [id_ for id_ in latest.get(card.kind, ()) if id_ != card.id]
    return {**latest, card.kind: (*before, card.id)[-LATEST:]}
