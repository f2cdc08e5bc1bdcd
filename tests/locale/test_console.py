"""Words for whoever typed the command."""

import pytest

from improv.locale import plain
from improv.locale.console import plain_here


def test_the_console_speaks_the_systems_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own digits, and with no mark that a console might show."""
    for system in ("en", "fa", "ar", "he"):
        monkeypatch.setenv("LC_ALL", system)
        assert plain_here("round", round=12) == plain(system, "round", round=12)
    assert "\u2068" not in plain_here("round", round=12)
