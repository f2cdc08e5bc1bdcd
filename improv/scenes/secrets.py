"""Secrets that may be told, in their order, and the truth that lays them open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from improv.core.cards import Kind, Words
from improv.core.view_models import ProjectorView, ReelView, RoundView
from improv.core.visibility import ANSWER
from improv.scenes.cards import round_of
from improv.scenes.icons import KIND_ICONS, PHASE_ICONS
from improv.scenes.words import Names

ORDER = ("answer", "secret", "reveal", "correct", "let_go", "dismissed", "heard")
"""Fields, the weightiest first."""
MOST = 7
"""Secrets in one picture."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A field of a card that was secret."""

    source: str
    """Where it stands: in a reel, by its id, in a twist, or ANSWER (core.visibility)."""
    kind: str
    """Of the card; empty for what a guess has to find."""
    icon: str
    field: str
    name: str
    """What the field is called."""
    text: str


@dataclass(frozen=True, slots=True)
class TruthScene:
    """What is shown when the secrets open."""

    answer: str
    """The hidden answer; empty where the format has none."""
    secrets: tuple[Secret, ...]
    title: str
    """The words in the place of secrets, where there are none."""


def truth(view: ProjectorView, names: Names) -> TruthScene:
    """The answer and the secrets, the one that matters most first."""
    round_ = round_of(view)
    return TruthScene(
        answer=names.option(round_.answer) if round_.answer else "",
        secrets=open_secrets(round_, names)[:MOST],
        title=names.say("truth.title"),
    )


def in_order(
    kinds: Mapping[str, Kind], secrets: Mapping[str, Words], names: Names
) -> tuple[Secret, ...]:
    """Secret fields, the weightiest first. `kinds`: of the cards, by reel; `secrets`: by source."""
    found: list[Secret] = []
    for source, words in secrets.items():
        kind = "" if source == ANSWER else kinds.get(source, Kind.TWIST).value
        icon = KIND_ICONS.get(kind, PHASE_ICONS["truth"])
        found += (
            Secret(source, kind, icon, name, names.field(name), words[name]) for name in words
        )
    return tuple(sorted(found, key=_weight))


def _weight(secret: Secret) -> tuple[int, bool]:
    known = ORDER.index(secret.field) if secret.field in ORDER else len(ORDER)
    return known, secret.kind != Kind.PROMPT


def open_secrets(round_: RoundView, names: Names) -> tuple[Secret, ...]:
    """Those of a round that the room may know."""
    return in_order(kinds_of(round_.reels), round_.secrets, names)


def kinds_of(reels: Iterable[ReelView]) -> dict[str, Kind]:
    """The kind of the card in each reel, by the reel's id."""
    return {reel.id: reel.card.kind for reel in reels}
