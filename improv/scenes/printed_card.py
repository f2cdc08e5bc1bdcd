"""A card on paper: what its face says to whoever holds it, and what its back tells of it.

On a wall a secret waits until somebody may read it; on paper it stands on the card, in a place of
its own: whoever draws a card is who it is for. What only a voice needs is left out, and so is what
somebody practises with alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from improv.core.cards import HEAT, POINTS, SLOTS, SPOKEN, Audience, Card, Kind, Words
from improv.core.slots import pieces
from improv.scenes.icons import KIND_ICONS
from improv.scenes.secrets import in_order
from improv.scenes.words import Names

Pieces = tuple[str, ...]
"""Words, a figure, words, and so on: the figure stands for what the desk's card says behind it."""

HEATED = frozenset({Kind.PROMPT, Kind.ROLE})
"""The kinds whose heat is told."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that a card says under a name."""

    name: str
    words: Pieces


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One card; what it does not say is empty."""

    id: str
    """As `pack/name`: by this it is found in the pack, and on the facilitator's list."""
    kind: str
    icon: str
    name: str
    """What its kind is called."""
    pack: str
    """What its pack is called."""
    title: str
    text: Pieces
    heat: int
    """Of HEAT; 0 where it is not told."""
    desks: str
    """The desks that a request comes to; empty for any."""
    sayings: tuple[Saying, ...]
    """What else all may read: a desk's rule, words that nobody may say."""
    numbered: tuple[str, ...]
    """The points of a check, from 1; what a desk says for a figure in a request, from 1."""
    private: tuple[Saying, ...]
    """What only whoever holds it reads."""


def printed_card(
    card: Card, words: Words, names: Names, *, pack: str = "", titles: Mapping[str, str]
) -> PrintedCard:
    """A card in the words of one language. `titles`: of the desks, by their ids."""
    shown = {name: text for name, text in words.items() if Audience.EVERYONE in card.audience(name)}
    secret = {
        name: text
        for name, text in words.items()
        if name not in shown and card.audience(name) and not name.startswith(SPOKEN)
    }
    private = in_order({card.id: card.kind}, {card.id: secret}, names)
    return PrintedCard(
        id=card.id,
        kind=card.kind.value,
        icon=KIND_ICONS[card.kind.value],
        name=names.kind(card.kind),
        pack=pack,
        title=shown.get("title", ""),
        text=_pieces(shown.get("text", ""), names),
        heat=min(card.heat, HEAT[-1]) if card.kind in HEATED else 0,
        desks=names.listed(titles.get(desk, "") for desk in card.businesses),
        sayings=tuple(_sayings(shown, names)),
        numbered=_numbered(words, (f"point.{point}" for point in POINTS))
        or _numbered(words, SLOTS),
        private=tuple(Saying(one.name, _pieces(one.text, names)) for one in private),
    )


def _sayings(shown: Words, names: Names) -> Iterable[Saying]:
    for name, text in shown.items():
        if name not in ("title", "text") and not name.startswith((SPOKEN, "point.")):
            yield Saying(names.field(name), _pieces(text, names))


def _numbered(words: Words, fields: Iterable[str]) -> tuple[str, ...]:
    """The texts of these fields, empty where one is missing; none where all are."""
    found = tuple(words.get(field, "") for field in fields)
    return found if any(found) else ()


def _pieces(text: str, names: Names) -> Pieces:
    """A text with a figure for each slot: where it stands among SLOTS, from 1."""
    parts = list(pieces(text))
    for place in range(1, len(parts), 2):
        slot = parts[place]
        parts[place] = names.figures(SLOTS.index(slot) + 1) if slot in SLOTS else slot
    return tuple(parts)
