"""A card as it is looked at and as it is written: its face, and the fields of its form.

Knows which fields the cards of a kind have and what they are called; never what is wrong in them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from improv.core.cards import (
    CARD_FIELDS,
    HEAT,
    MODELS,
    REPLIES,
    SLOTS,
    SPOKEN,
    TEXT_FIELDS,
    Kind,
    Shape,
)
from improv.locale.phrases import direction
from improv.scenes.icons import KIND_ICONS
from improv.scenes.words import Names

_FIRST = frozenset(
    (
        *("title", "text", "rule", "dismissed", "heard", "taboo", "secret", "let_go", "correct"),
        *("reveal", "point.1", "point.2", "point.3", "point.4", "think.1", "think.2"),
    )
)
"""Texts that most cards of their kind have; the others are asked for apart."""
_TEXTS = frozenset(field.name for field in CARD_FIELDS if field.shape is Shape.TEXT)
_NOTES: Mapping[str, Mapping[str, str | int]] = {
    "heat": {"least": HEAT[0], "most": HEAT[-1]},
    "brings": {"first": "phone", "second": "queue"},
}
"""The values of what is said of a field."""
_LONG = 90
"""Texts of more characters than this have several lines."""


@dataclass(frozen=True, slots=True)
class CardFace:
    """What a card shows to everybody, in one language."""

    id: str
    kind: str
    icon: str
    name: str
    """What its kind is called."""
    title: str
    text: str
    language: str
    """Of its words; it may not be the one that was asked for."""

    @property
    def direction(self) -> str:
        """Which way its words are written."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of a card, in every language."""

    name: str
    label: str
    note: str
    """What it is for."""
    required: bool
    most: int
    long: bool
    first: bool
    """Whether it is asked for at once."""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """What is said of a card once, whatever the language."""

    name: str
    label: str
    note: str
    """What it means."""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words; none: whatever its author writes."""
    several: bool = False
    usual: str = ""
    """The value of a card that says nothing."""


def face(
    card: str, kind: str, words: Mapping[str, Mapping[str, object]], language: str, names: Names
) -> CardFace:
    """A card in `language`, else in the first that has words of it."""
    spoken = language if words.get(language) else next(iter(words), language)
    said = {name: str(text) for name, text in words.get(spoken, {}).items()}
    shown = kind if kind in KIND_ICONS else Kind.PROMPT.value
    text = said.get("text") or said.get("secret", "")
    name = names.say(f"kind.{shown}")
    return CardFace(card, shown, KIND_ICONS[shown], name, said.get("title", ""), text, spoken)


def text_fields(kind: Kind, names: Names) -> tuple[TextField, ...]:
    """The texts of a kind's cards; those that are asked for at once come first."""
    found = [
        TextField(
            name,
            label(name, names),
            text_note(name, names, label(name.removeprefix(SPOKEN), names)),
            kind in field.required,
            field.limit,
            field.limit >= _LONG,
            name in _FIRST,
        )
        for name, field in TEXT_FIELDS[kind].items()
    ]
    return tuple(sorted(found, key=lambda field: not field.first))


def label(field: str, names: Names) -> str:
    """What a field of a card is called."""
    written = field.removeprefix(SPOKEN)
    if written not in _TEXTS:
        return names.say(f"editor.{field}")
    said = names.say(f"field.{written}")
    return said if written == field else names.say("editor.spoken", field=said)


def text_note(field: str, names: Names, written: str) -> str:
    """What a text is for, in a sentence. `written`: how the text is called that a voice says."""
    if field.startswith(SPOKEN):
        return names.say("about.said", name=written, sign="_")
    if field in SLOTS:
        return names.say("about.slot", slot=f"{{{field}}}")
    group, _, member = field.partition(".")
    if member in (*REPLIES, *MODELS) or group in ("point", "think"):
        return names.say(f"about.{group}", name=names.say(f"field.{field}"))
    return names.say(f"about.{field}")


def choice_fields(
    kind: Kind,
    practices: Mapping[str, Mapping[str, str]],
    businesses: Iterable[tuple[str, str]],
    tags: Iterable[str],
    names: Names,
) -> tuple[ChoiceField, ...]:
    """What a kind's cards say beside their texts. `businesses`: their ids and titles."""
    language = names.language.partition("-u-")[0]

    def practice(number: str) -> str:
        named = practices[number]
        return f"{named.get(language) or next(iter(named.values()), '')} ({number})"

    choices: dict[Shape, tuple[tuple[str, str], ...]] = {
        Shape.PRACTICES: tuple((number, practice(number)) for number in practices),
        Shape.BUSINESSES: tuple(businesses),
        Shape.TAGS: tuple((tag, tag) for tag in tags),
        Shape.NUMBER: tuple((str(heat), names.figures(heat)) for heat in HEAT),
    }
    found = []
    for field in CARD_FIELDS:
        if kind not in field.kinds or field.shape in (Shape.ID, Shape.TEXT, Shape.AUDIENCES):
            continue
        if field.name == "kind":
            continue
        offered = choices.get(field.shape) or tuple(
            (one, names.say(f"editor.{field.name}.{one}")) for one in field.choices
        )
        several = field.shape in (Shape.PRACTICES, Shape.BUSINESSES, Shape.TAGS)
        usual = {"heat": str(HEAT[0]), "desk": "any"}.get(field.name, "")
        note = names.say(f"editor.{field.name}.note", **_NOTES.get(field.name, {}))
        found.append(
            ChoiceField(field.name, label(field.name, names), note, offered, several, usual)
        )
    return tuple(found)
