"""Plans: a workshop as data. This file says what a plan is, never what happens in it (agenda.py).

A plan is steps in an order, each of so many minutes: a game of some rounds, a break, or a talk that
the facilitator leads. A series is a plan of which every session plays one step, the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from improv.core.cards import Words

STEP_MINUTES = range(1, 121)
STEP_ROUNDS = range(1, 11)
MOST_STEPS = 60
"""So many steps a plan has, those that are put in while it is played among them."""

INSERTED_MINUTES = 8
"""What a game takes that was not planned."""


class StepKind(StrEnum):
    """The closed list of what a step of a plan may be."""

    GAME = "game"
    BREAK = "break"
    TALK = "talk"


class StepBallot(StrEnum):
    """What the room is asked in a step; without one it is what the session asks."""

    QUICK = "quick"
    COACHING = "coaching"
    UNRANKED = "unranked"  # as its game says, and nobody competes
    NONE = "none"  # nobody votes


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step. `id` is unique in its plan, and names its words: `<id>.title`, `<id>.say.1`."""

    id: str
    kind: StepKind
    minutes: int
    """Planned, of STEP_MINUTES."""
    game: str = ""
    """Of a game, its id; a break and a talk have none."""
    rounds: int = 1
    ballot: StepBallot | None = None
    optional: bool = False
    """Whether it may be left out when it is late."""
    left_out: bool = False
    """The facilitator left it out, or what was left of it."""
    added: bool = False
    """The facilitator put it in: it was not planned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. Words: language -> field -> text.

    The fields: `name`, `about`; `<step>.title` (what the room reads of a break or a talk),
    `<step>.say.1` ... (what the facilitator says) and `<step>.watch` (what goes wrong in it).
    """

    id: str
    steps: tuple[PlanStep, ...]
    series: bool = False
    """Whether every session plays one of its steps."""
    heat: int = 0
    """The hottest card that comes by itself, unless the session says; 0 is as heat.py says."""
    words: Mapping[str, Words] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """Of all its steps; of a series of its longest, which is what one session takes."""
        each = [step.minutes for step in self.steps]
        return max(each) if self.series else sum(each)

    @property
    def games(self) -> frozenset[str]:
        """Ids of the games, and surveys, of its steps."""
        return frozenset(step.game for step in self.steps)

    def say(self, language: str) -> Words:
        """Its words in `language`, else in English, else in whatever language it has."""
        return self.words.get(language) or self.words.get("en") or next(iter(self.words.values()))

    def session(self, played: int) -> "Plan":
        """What the next session plays, after `played` of them: of a series one step, in turn."""
        if not self.series:
            return self
        return replace(self, steps=(self.steps[played % len(self.steps)],))


@dataclass(frozen=True, slots=True)
class Agenda:
    """A plan while it is played: its steps now, and the one that is on. Instants are ms."""

    steps: tuple[PlanStep, ...]
    minutes: int
    """What was planned at first: the room was told when it ends."""
    index: int = -1
    """Which step is on; -1 before the first."""
    began: int = 0
    """When the step that is on began; session clock."""
    started: int = 0
    """When the first step began."""
    played: int = 0
    """How many rounds had been played when the step that is on began."""

    @property
    def step(self) -> PlanStep | None:
        """The step that is on; None before the first."""
        return self.steps[self.index] if self.index >= 0 else None

    @property
    def coming(self) -> tuple[int, ...]:
        """The places of the steps that are still to be played."""
        later = range(self.index + 1, len(self.steps))
        return tuple(place for place in later if not self.steps[place].left_out)


def said(words: Words, step: str) -> tuple[str, ...]:
    """What the facilitator says in a step, line by line."""
    lines: list[str] = []
    while (line := words.get(f"{step}.say.{len(lines) + 1}")) is not None:
        lines.append(line)
    return tuple(lines)
