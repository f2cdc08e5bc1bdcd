"""The words of a refusal: found by its stable name, and by what is wrong with a value."""

from collections.abc import Mapping


def refusal_words(why: str, values: Mapping[str, str | int]) -> str:
    """The name under which the catalogues have them, as `refusal.bad_value.long`."""
    problem = values.get("problem")
    return f"refusal.{why}.{problem}" if problem else f"refusal.{why}"
