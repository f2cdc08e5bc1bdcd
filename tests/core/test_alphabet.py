"""The order of titles in a list, as whoever reads it learned the alphabet."""

import pytest

from improv.core.alphabet import alphabet_key

ORDERED = {
    "en": ["Airline counter", "bakery", "City hall", "Élan", "Furniture"],
    "fa": [
        "آب",
        "بانک",
        "پیشخوان",
        "تلفن",
        "چای",
        "داروخانه",
        "کتاب",
        "گل",
        "لباس",
        "وام",
        "هتل",
        "یخ",
    ],
    "ar": ["البلدية", "أهلا", "بنك", "تذاكر", "كتاب", "لون", "هاتف", "ورشة", "يد"],
    "he": ["אבדות", "בית", "המאפייה", "תמיכה"],
}


@pytest.mark.parametrize(("language", "titles"), ORDERED.items())
def test_titles_are_in_the_order_of_their_alphabet(language: str, titles: list[str]) -> None:
    """Persian has its own letters among the others, and its waw before heh."""
    assert sorted(titles, key=lambda title: alphabet_key(title, language)) == titles
