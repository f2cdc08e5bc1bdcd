"""The rules of a game: its name, what we do, what is judged and by whom, and its tokens."""

from collections.abc import Iterator
from dataclasses import dataclass

from improv.core.cards import SPOKEN, Words
from improv.core.formats import BallotKind
from improv.core.reading import SAFE
from improv.core.reading import rules as told
from improv.core.view_models import ProjectorView, RulesView
from improv.locale.phrases import phrase
from improv.scenes.icons import TOKEN_ICONS
from improv.scenes.parts import Label
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class RulesScene:
    """What the room is told before it plays a game for the first time."""

    game: str
    change: str
    """The words that say that another game was played before; empty where none was."""
    lines: tuple[str, ...]
    """What we do; of a game without rules what it trains."""
    judged: tuple[Label, ...]
    """Who is asked for what at the vote; one label for each kind of ballot."""
    tokens: tuple[Label, ...]
    """What players may spend, how many they have, and what each does."""
    safe: str
    """What holds for the whole session; empty but with its first rules."""


def safe_words(language: str) -> Words:
    """Nobody has to play, nobody is appraised, stories stay here: told and read out once (SAFE)."""
    return {
        SAFE: phrase(language, "rules.safe"),
        f"{SPOKEN}{SAFE}": phrase(language, "rules.safe.say"),
    }


def rules(view: ProjectorView, names: Names) -> RulesScene:
    """The rules of the game that is on, or comes next."""
    shown = view.rules
    assert shown is not None
    return RulesScene(
        game=names.game(view.format_id),
        change=names.say("rules.change") if shown.changed else "",
        lines=told(view.format),
        judged=() if view.solo else tuple(_judged(shown, names, voted=view.has_vote)),
        tokens=tuple(
            Label(TOKEN_ICONS.get(token, "circle"), token_words(token, names), names.figures(count))
            for token, count in shown.tokens.items()
        ),
        safe=safe_words(names.language)[SAFE] if shown.first else "",
    )


def _judged(shown: RulesView, names: Names, *, voted: bool) -> Iterator[Label]:
    asked = [kind for kind in shown.kinds if kind is not BallotKind.SELF]
    if not voted:
        yield Label("people", names.say("rules.unjudged"))
    for kind in asked:
        match kind:
            case BallotKind.RATE:
                criteria = names.listed(map(names.criterion, shown.criteria))
                yield Label("star", names.say("rules.rate", criteria=criteria))
            case BallotKind.GUESS if shown.guessers:
                seats = names.listed(map(names.seat, shown.guessers))
                yield Label("eye", names.say("rules.guess.seat", seats=seats))
            case BallotKind.GUESS:
                yield Label("eye", names.say("rules.guess"))
            case _:
                yield Label("hand", names.own.get("question") or names.say("rules.pick"))
    if voted and not shown.ranked:
        yield Label("people", names.say("rules.unranked"))


def token_words(token: str, names: Names) -> str:
    """What it is called and does; of one that nobody explains, what it is called."""
    try:
        return names.say(f"token.{token}.means", token=names.token(token))
    except KeyError:
        return names.token(token)
