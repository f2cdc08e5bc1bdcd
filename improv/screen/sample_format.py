"""A sample format: it has a guess and a truth, which the shipped formats lack."""

from dataclasses import replace

from improv.core import timing
from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.core.formats import BallotKind, BallotRule, Format, PhaseKind


def guessing_format(deck: Deck, game: Format, language: str) -> Format:
    """The format `game` with a guess of the mood after its last scene; the deck has moods."""
    pile = deck.pile(Kind.MOOD, language)
    moods = [deck.drawn(card).say(language) for card in (*pile, *pile)[:3]]  # never one alone
    options = tuple(f"mood-{i}" for i in range(1, len(moods) + 1))
    words = {
        **game.say(language),
        **{f"option.{o}": mood["title"] for o, mood in zip(options, moods, strict=True)},
    }
    play = max(i for i, phase in enumerate(game.phases) if phase.kind is PhaseKind.PLAY)
    return replace(
        game,
        id="guessing",
        phases=(
            *game.phases[: play + 1],
            timing.phase("guess", PhaseKind.GUESS, 10),
            timing.phase("truth", PhaseKind.TRUTH, 20),
            *game.phases[play + 1 :],
        ),
        ballot=BallotRule((BallotKind.RATE, BallotKind.GUESS), game.ballot.criteria, options),
        words={language: words},
    )
