"""Words for a console: those of the catalogue, and no mark that one might show or copy."""

from improv.locale import phrase
from improv.locale.console import plain


def test_isolates_stay_away_from_the_console() -> None:
    """A path or an id is copied as it is; digits and words are the phrase's."""
    kept, said = phrase("fa", "round", round=12), plain("fa", "round", round=12)
    assert "\u2068" in kept
    assert said == kept.replace("\u2068", "").replace("\u2069", "")
    assert "۱۲" in said
    assert plain("he", "console.no_session", folder="/a b/c").endswith(" /a b/c")
