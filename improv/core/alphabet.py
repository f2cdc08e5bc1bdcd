"""Where a title stands in a list that is in the alphabet of its language.

Code points have the letters that Persian added (پ چ ژ ک گ ی) after all others.
"""

from improv.core.search_text import search_text

_ALPHABETS = {
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ar": "ابتةثجحخدذرزسشصضطظعغفقکلمنهوی",
}
"""Of the languages whose letters are not in the order of their code points, as `search_text` has
them."""
_FIRST = 0xE000
_PLACES = {
    language: {ord(letter): chr(_FIRST + place) for place, letter in enumerate(letters)}
    for language, letters in _ALPHABETS.items()
}


def alphabet_key(text: str, language: str) -> str:
    """What to sort texts of `language` by."""
    return search_text(text).translate(_PLACES.get(language.partition("-")[0], {}))
