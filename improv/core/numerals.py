"""Digits and the percent sign as a language writes them.

The language's tag may choose the digits, as in BCP 47 and UTS #35: `fa` has Persian digits and
`fa-u-nu-latn` Latin ones. Knows no words.
"""

_NATIVE = {
    "fa": str.maketrans("0123456789%", "۰۱۲۳۴۵۶۷۸۹٪"),
    "ar": str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪"),
}
_LATIN = "-u-nu-latn"
_DECIMAL_POINT = "٫"
"""Of the native digits."""


def language_tag(language: str, *, latin: bool) -> str:
    """The tag of `language` with Latin digits, or with its own."""
    return f"{language}{_LATIN}" if latin else language


def digits(language: str, text: str | int) -> str:
    """`text` with its digits and percent signs as the language's tag has them."""
    table = None if language.endswith(_LATIN) else _NATIVE.get(language.partition("-")[0])
    return str(text) if table is None else str(text).translate(table)


def decimal(language: str, tenths: int) -> str:
    """A number of tenths with one decimal: 0.8, with the digits and the point of the language."""
    number = digits(language, f"{tenths / 10:.1f}")
    return number if number.isascii() else number.replace(".", _DECIMAL_POINT)
