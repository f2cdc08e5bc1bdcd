"""Who may read what, and when the secrets open. Nothing that is secret gets past this file.

A text is for a set of Audience: whoever is in it may read it before the secrets open, so
`{agent, observer}` is everyone but the customer. `everyone` is the projector, and so everybody;
the facilitator reads all there is.
"""

from collections.abc import Iterator, Set
from dataclasses import fields

from improv.core.cards import SPOKEN, Audience, DrawnCard, Words
from improv.core.formats import PhaseKind
from improv.core.state import Round, State

ANSWER = "ballot:answer"
"""Where what a guess has to find stands among the secrets."""
_BESIDE_VOTES = tuple(
    entry.name for entry in fields(State) if entry.name not in ("latest_votes", "earlier_votes")
)


def readable(drawn: DrawnCard, language: str, who: Set[Audience]) -> Words:
    """The texts of a card that may be read by somebody who is all of `who`."""
    return {
        name: text for name, text in drawn.say(language).items() if drawn.card.audience(name) & who
    }


def hidden(drawn: DrawnCard, language: str, who: Set[Audience]) -> Words:
    """Those of them that not everyone may read."""
    found: dict[str, str] = {}
    for name, text in drawn.say(language).items():
        audience = drawn.card.audience(name)
        shown = not name.startswith(SPOKEN)
        if shown and Audience.EVERYONE not in audience and not audience.isdisjoint(who):
            found[name] = text
    return found


def secrets(round_: Round, language: str, who: Set[Audience]) -> dict[str, Words]:
    """What is secret in a round and may be read by `who`: where it stands -> field -> text.

    It stands in a reel, by its id; in a twist that came, `twist:1`, `twist:2` ...; or it is what a
    guess has to find, ANSWER. (No reel has a colon in its id.)
    """
    found = {source: hidden(drawn, language, who) for source, drawn in _cards(round_)}
    if round_.answer and round_.format.ballot.answer_for & who:
        words = round_.format.say(language)
        found[ANSWER] = {"answer": words.get(f"option.{round_.answer}", round_.answer)}
    return {source: words for source, words in found.items() if words}


def _cards(round_: Round) -> Iterator[tuple[str, DrawnCard]]:
    yield from round_.cards.items()
    for number, rung in enumerate(round_.rung, start=1):
        if rung.drawn is not None:
            yield f"twist:{number}", rung.drawn


def secrets_open(state: State) -> bool:
    """Secrets open at the truth; where a format has none, when the talk or the result begins.

    For somebody alone they do when the model answers come, or at the end of the call.
    """
    return state.round is not None and have_opened(state.round)


def have_opened(round_: Round) -> bool:
    """Whether the secrets of a round have opened."""
    kinds = [phase.kind for phase in round_.format.phases]
    after = {PhaseKind.RESULT, PhaseKind.DEBRIEF, PhaseKind.MODELS, PhaseKind.REFLECT}
    opening = {PhaseKind.TRUTH} if PhaseKind.TRUTH in kinds else after
    return round_.index >= next(i for i, kind in enumerate(kinds) if kind in opening)


def only_ballots_came(before: State, after: State) -> bool:
    """Whether nothing but ballots of phones came, for a round that is not revealed: none is told.

    `after` is the same moment of a session as `before` or a later one. A show of hands is more, and
    so is a vote at the keyboard: the phase waits for Next from then on (ends_by_clock).
    """
    round_ = after.round
    if round_ is None or round_.revealed:
        return False
    votes, now = before.votes_of(round_.number), after.votes_of(round_.number)
    return (votes.hands, votes.keys) == (now.hands, now.keys) and all(
        getattr(before, name) is getattr(after, name) for name in _BESIDE_VOTES
    )
