"""Lines and questions for the person who started the program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

SLOW_SECONDS = 2.0
"""After so long a wait is explained."""


class Console:
    """Standard input, output and error, as they are when they are used."""

    def say(self, text: str) -> None:
        """Print a line."""
        print(text, flush=True)

    def complain(self, text: str) -> None:
        """Print a line on standard error."""
        print(text, file=sys.stderr, flush=True)

    def confirm(self, question: str) -> bool:
        """Ask a question; whether the answer is not no. With nobody there to answer it is yes."""
        return not sys.stdin.isatty() or not input(f"{question} ").strip().lower().startswith("n")

    def overwrite(self, text: str) -> bool:
        """Replace the last line on standard error by `text`; False where nobody would see it."""
        if sys.stderr.isatty():
            print(f"\r{text}", end="", file=sys.stderr, flush=True)
        return sys.stderr.isatty()

    @contextmanager
    def progress(self, text: str) -> Iterator[None]:
        """Say what is going on if it takes longer than SLOW_SECONDS."""
        timer = Timer(SLOW_SECONDS, self.complain, (text,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
