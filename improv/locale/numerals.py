"""Figures as a language writes them, and the percent sign that goes with them.

A language's tag may choose, as in BCP 47 and UTS #35: `fa` counts in Persian digits and
`fa-u-nu-latn` in Latin ones. Knows no words.
"""

_NATIVE = {
    "fa": str.maketrans("0123456789%", "۰۱۲۳۴۵۶۷۸۹٪"),
    "ar": str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪"),
}
_LATIN = "-u-nu-latn"


def numbered(language: str, *, latin: bool) -> str:
    """The tag of a language with Latin digits, or with its own."""
    return f"{language}{_LATIN}" if latin else language


def digits(language: str, text: str | int) -> str:
    """`text` with its figures in the digits of the language's tag."""
    table = None if language.endswith(_LATIN) else _NATIVE.get(language.partition("-")[0])
    return str(text) if table is None else str(text).translate(table)
