"""What scenes of every phase are made of: a notice, and a label with its icon."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A title, and a text under it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """An icon and its words."""

    icon: str
    text: str
    figure: str = ""
    """How many, how often or how much; empty for none."""
    kind: str = ""
    """The kind of card, or the criterion, that gives it its colour."""
