"""Why the cards as they were last saved are not played: for the facilitator, never for the room."""

from collections.abc import Mapping


def in_language(trouble: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """The lines in `language`, else in English; none while the cards are played."""
    return trouble.get(language.partition("-")[0]) or trouble.get("en", ())
