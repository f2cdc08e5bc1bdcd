"""What things are called, on every surface: the projector, the pages, the remote, the console.

A format's own word comes first, then the interface's, then the id, because a format may name its
own seats, criteria and options. Knows words and digits; never what a surface looks like.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from improv.core.cards import Audience, Kind, Words
from improv.core.formats import PhaseKind
from improv.core.numerals import digits, language_tag
from improv.core.view_models import ProjectorView, SeatView
from improv.core.votes import CHOICE_ROW, MOVES_ROW
from improv.locale.phrases import isolate, phrase, without_isolates

_ROWS: Mapping[str, str] = {
    MOVES_ROW: "facilitator.row.moves",
    CHOICE_ROW: "facilitator.row.choice",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in one language and in one format."""

    language: str
    """Its tag, which may choose the digits: `fa`, or `fa-u-nu-latn`."""
    own: Words = field(default_factory=dict)
    """The format's own words: `seat.<id>`, `phase.<id>`, `criterion.<id>.<grade>`, ..."""

    @classmethod
    def of(cls, view: ProjectorView, *, latin_digits: bool = False) -> Self:
        """For the language of a view, and the format that is on in it."""
        return cls(language_tag(view.language, latin=latin_digits), view.format)

    def say(self, name: str, /, **values: str | int) -> str:
        """The interface's words of that name; KeyError for a name that is not there."""
        return phrase(self.language, name, **values)

    def figures(self, number: str | int) -> str:
        """A number in the digits that were chosen."""
        return digits(self.language, number)

    def listed(self, names: Iterable[str]) -> str:
        """Names in a row, without the empty ones; empty for none."""
        return f"{self.say('list.comma')} ".join(isolate(name) for name in names if name)

    def beside(self, parts: Iterable[str]) -> str:
        """What stands beside each other in a line, without the empty ones."""
        # A dot beside Persian or Arabic figures is a zero: each language has a sign of its own.
        between = without_isolates(self.say("list.beside", first="", second=""))
        return between.join(filter(None, parts))

    def percent(self, share: float) -> str:
        """A share of 0 to 1 as whole percent."""
        return self.say("result.percent", number=round(100 * share))

    def game(self, format_id: str) -> str:
        """What the format is called."""
        return self.own.get("name", format_id)

    def phase(self, phase: str, kind: PhaseKind) -> str:
        """What a phase is called: by a name of its own, else as every phase of its kind."""
        return self.own.get(f"phase.{phase}") or self.phase_kind(kind)

    def phase_kind(self, kind: PhaseKind) -> str:
        """What phases of this kind are called."""
        return self._named(f"phase.{kind.value}", kind.value)

    def seat(self, seat: str) -> str:
        """What a seat is called."""
        return self._named(f"seat.{seat}", seat)

    def player(self, seat: SeatView) -> str:
        """Who sits there: a name, a volunteer, or that somebody is being asked."""
        return seat.name or self.say("seat.hidden" if seat.hidden else "seat.volunteer")

    def reader(self, audience: str) -> str:
        """Who may read a secret: a seat, or the facilitator."""
        if audience == Audience.FACILITATOR:
            return self.say("peek.facilitator")
        return self.seat(audience)

    def criterion(self, criterion: str) -> str:
        """What a criterion is called."""
        return self._named(f"criterion.{criterion}", criterion)

    def question(self, criterion: str) -> str:
        """What the vote asks of a criterion: a question of its own, else its name."""
        return self.own.get(f"criterion.{criterion}.question") or self.criterion(criterion)

    def row(self, row: str) -> str:
        """What a row of a show of hands is called: by its criterion, or what is ticked in it."""
        name = _ROWS.get(row)
        return self.say(name) if name else self.question(row)

    def grade(self, criterion: str, grade: int) -> str:
        """What it means to give a criterion that grade, 1 to 4; empty where nobody says."""
        return self._named(f"criterion.{criterion}.{grade}")

    def pick(self) -> str:
        """The question of a pick."""
        return self.own.get("question") or self.say("vote.pick")

    def option(self, option: str) -> str:
        """An option of a choice: its words, else a line that was played by its number."""
        return self.line(option) or self.place(option)

    def place(self, option: str) -> str:
        """A line by where it stands among those to choose from."""
        return self.say("vote.line", number=int(self.own.get(f"place.{option}", option)))

    def line(self, option: str) -> str:
        """The words of an option; empty for a line that was played and has none."""
        return self.own.get(f"option.{option}", "" if option.isdecimal() else option)

    def is_written(self, option: str) -> bool:
        """Whether an option is a line of this round that somebody wrote down: a sentence."""
        noted = option.isdecimal() and f"option.{option}" in self.own
        return noted or f"place.{option}" in self.own

    def unwritten(self, option: str) -> str:
        """What stands for a line without words beside others: it is on paper, or was played."""
        on_paper = f"place.{option}" in self.own
        return self.say("vote.paper") if on_paper else self.place(option)

    def move(self, move: str) -> str:
        """What a move that was seen is called."""
        return self._named(f"move.{move}", move)

    def token(self, token: str) -> str:
        """What a token is called."""
        return self._named(f"token.{token}", token)

    def kind(self, kind: Kind) -> str:
        """What cards of this kind are called."""
        return self._named(f"kind.{kind.value}", kind.value)

    def field(self, name: str) -> str:
        """What a field of a card is called."""
        return self._named(f"field.{name}", name)

    def _named(self, name: str, otherwise: str = "") -> str:
        if own := self.own.get(name):
            return own
        try:
            return self.say(name)
        except KeyError:
            return otherwise


def refusal_words(why: str, values: Mapping[str, str | int]) -> str:
    """The name under which the catalogues have them, as `refusal.bad_value.long`."""
    problem = values.get("kind" if why == "empty_pile" else "problem")
    if why == "empty_pile" and "tag" in values:
        problem = "tag"
    return f"refusal.{why}.{problem}" if problem else f"refusal.{why}"
