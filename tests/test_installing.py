"""A package that is not here: by pip, or by the guide where no package can be added."""

import subprocess
import sys

from improv.installing import install_command


def test_the_built_program_names_no_pip() -> None:
    """It takes nothing in; its guide says what to do instead."""
    assert install_command("numpy", built=False) == "pip install numpy"
    assert install_command("numpy", built=True) == "improv guide"


def test_voices_and_listening_say_so_there() -> None:
    """Whatever lacks a package has asked whether this is the built program."""
    asks = (
        "import sys; sys.frozen = True; from improv.listening.troubles import COMMAND; "
        "from improv.voice.engine import PIPER_INSTALL; from improv.reports.typesetting import"
        " INSTALL; print({COMMAND, PIPER_INSTALL, INSTALL})"
    )
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert ran.stdout == "{'improv guide'}\n"
