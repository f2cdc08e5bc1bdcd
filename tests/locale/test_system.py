"""The system's language, from what the environment says."""

import pytest

from improv.locale.phrases import plain
from improv.locale.system import plain_here, system_language


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        ({"LANG": "fa_IR.UTF-8"}, "fa"),
        ({"LANG": "fa_IR.UTF-8", "LC_MESSAGES": "he_IL"}, "he"),
        ({"LANG": "fa_IR.UTF-8", "LC_MESSAGES": "he_IL", "LC_ALL": "ar"}, "ar"),
        ({"LANG": "he_IL.UTF-8", "LC_ALL": ""}, "he"),
        ({"LANG": "ckb_IQ"}, "ckb"),
        ({"LANG": "iw_IL.UTF-8"}, "he"),
        ({"LANG": "pt-BR"}, "pt"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fa_IR.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "../../etc/passwd"}, "en"),
    ],
)
def test_the_first_that_is_set_tells_the_language(environ: dict[str, str], tag: str) -> None:
    """LC_ALL, LC_MESSAGES, LANG, without region and encoding; English where there is none."""
    assert system_language(environ) == tag


def test_the_console_speaks_the_systems_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own digits, and with no mark that a console might show."""
    for system in ("en", "fa", "ar", "he"):
        monkeypatch.setenv("LC_ALL", system)
        assert plain_here("round", round=12) == plain(system, "round", round=12)
    assert "\u2068" not in plain_here("round", round=12)
