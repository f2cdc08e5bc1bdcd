"""Language tags: the language alone, under its name of today."""

import pytest

from improv.locale.tags import primary_language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("he", "he"),
        ("iw", "he"),
        ("IW-il", "he"),
        ("fa-AF", "fa"),
        ("ckb_IQ.UTF-8", "ckb"),
        ("english", ""),
        ("*", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_tag(tag: str, language: str) -> None:
    """Without region, script and encoding; what is no tag has none."""
    assert primary_language(tag) == language
