"""The system's language, from what the environment says."""

import pytest

from improv.locale.system import system_language


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        ({"LANG": "fa_IR.UTF-8"}, "fa"),
        ({"LANG": "fa_IR.UTF-8", "LC_MESSAGES": "he_IL"}, "he"),
        ({"LANG": "fa_IR.UTF-8", "LC_MESSAGES": "he_IL", "LC_ALL": "ar"}, "ar"),
        ({"LANG": "he_IL.UTF-8", "LC_ALL": ""}, "he"),
        ({"LANG": "ckb_IQ"}, "ckb"),
        ({"LANG": "pt-BR"}, "pt"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fa_IR.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "../../etc/passwd"}, "en"),
    ],
)
def test_the_first_that_is_set_tells_the_language(environ: dict[str, str], tag: str) -> None:
    """LC_ALL, LC_MESSAGES, LANG, without region and encoding; English where there is none."""
    assert system_language(environ) == tag
