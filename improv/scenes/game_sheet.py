"""A game in words: all that a facilitator reads of it before it is played.

The console prints it, and a deck of cards has a page of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from improv.core.formats import LEVELS, QUICK, BallotKind, Format
from improv.core.reading import rules
from improv.core.votes import GRADES
from improv.scenes.icons import CRITERION_ICONS, KIND_ICONS, TOKEN_ICONS
from improv.scenes.parts import Label
from improv.scenes.rules import token_words
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class PhaseText:
    """A phase with a clock."""

    name: str
    kind: str
    seconds: int
    figure: str
    """The seconds in the language's digits."""
    instruction: str
    """What the room is told as it begins; empty where nobody says."""


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question of the ballot, and the answers that there are."""

    icon: str
    question: str
    answers: tuple[str, ...]
    """From 1 on for grades; none where lines are chosen from that are written or played."""
    graded: bool


@dataclass(frozen=True, slots=True)
class GameSheet:
    """A game; what it does not have is empty."""

    id: str
    name: str
    objective: str
    rules: tuple[str, ...]
    facts: str
    """When it comes, how difficult it is, how many it is for."""
    lasts: str
    """Minutes and seconds from the draw to the talk."""
    phases: tuple[PhaseText, ...]
    seats: str
    """Who is on stage."""
    cards: tuple[Label, ...]
    """The kinds of cards that are drawn, in their order."""
    tokens: tuple[Label, ...]
    practices: str
    asked: tuple[AskedText, ...]
    debrief: tuple[str, ...]
    tips: tuple[str, ...]


def game_sheet(game: Format, names: Names, practices: Mapping[str, str]) -> GameSheet:
    """The game in the language of `names`, which have its own words. `practices`: number -> name.

    It asks what the quick ballot does, unless it has criteria of its own.
    """
    minutes, seconds = divmod(sum(phase.seconds or 0 for phase in game.phases), 60)
    drawn = [reel.pile for reel in game.draws]
    drawn += [rule.pile for rule in game.twists if rule.pile is not None]
    return GameSheet(
        id=game.id,
        name=names.game(game.id),
        objective=names.own.get("objective", ""),
        rules=rules(names.own) if "rule.1" in names.own else (),
        facts=_facts(game, names),
        lasts=names.figures(f"{minutes}:{seconds:02}"),
        phases=tuple(
            PhaseText(
                names.phase(phase.id, phase.kind),
                phase.kind.value,
                phase.seconds,
                names.figures(phase.seconds),
                names.own.get(f"instruction.{phase.id}")
                or names.own.get(f"instruction.{phase.written}", ""),
            )
            for phase in game.phases
            if phase.seconds
        ),
        seats=names.listed(names.seat(seat.id) for seat in game.seats for _ in range(seat.count)),
        cards=tuple(
            Label(KIND_ICONS[kind.value], names.kind(kind), kind=kind.value)
            for kind in dict.fromkeys(drawn)
        ),
        tokens=tuple(
            Label(TOKEN_ICONS.get(token, "circle"), token_words(token, names), names.figures(count))
            for token, count in game.tokens.items()
        ),
        practices=names.listed(
            f"{number} {practices.get(number, '')}".strip() for number in game.practices
        ),
        asked=tuple(asked_of(game, names, game.ballot.kinds)),
        debrief=tuple(_lines("debrief", names)),
        tips=tuple(_lines("tip", names)),
    )


def _facts(game: Format, names: Names) -> str:
    facts = names.say(
        "formats.facts",
        period=names.say(f"period.{game.period}"),
        difficulty=game.difficulty,
        hardest=LEVELS[-1],
    )
    people = [names.say("formats.least", number=game.needs)] if game.needs else []
    people += [names.say("formats.most", number=game.most)] if game.most else []
    return names.beside([facts, *people])


def asked_of(game: Format, names: Names, kinds: Iterable[BallotKind]) -> Iterator[AskedText]:
    """What ballots of these kinds ask in a game; of a player's own there is nothing to explain."""
    for kind in kinds:
        if kind is BallotKind.RATE:
            for criterion in game.ballot.criteria or QUICK:
                yield graded(criterion.id, names)
        elif kind is not BallotKind.SELF:
            options = tuple(names.option(option) for option in game.ballot.options)
            icon = "eye" if kind is BallotKind.GUESS else "hand"
            question = names.pick() if kind is BallotKind.PICK else names.say("vote.guess")
            yield AskedText(icon, question, options, graded=False)


def graded(criterion: str, names: Names) -> AskedText:
    """A criterion with what each grade of it means."""
    return AskedText(
        CRITERION_ICONS.get(criterion, "star"),
        names.question(criterion),
        tuple(names.grade(criterion, grade) for grade in GRADES),
        graded=True,
    )


def _lines(part: str, names: Names) -> Iterator[str]:
    """The texts of a game that are numbered, in their order."""
    found = (field for field in names.own if field.startswith(f"{part}."))
    for field in sorted(found, key=lambda field: int(field.rpartition(".")[2])):
        yield names.own[field]
