"""`improv` without a command: the home screen."""

import argparse
import sys

from improv.terminal.console import Console


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Show it until somebody leaves."""
    from improv.paths import data_folder
    from improv.wiring.faults import word_faults
    from improv.wiring.home_screen import open_home
    from improv.wiring.options import ScreenOptions

    if not sys.flags.dev_mode:
        word_faults(console.complain)
    open_home(data_folder(None), ScreenOptions(chosen.home_screen), console)
    return 0
