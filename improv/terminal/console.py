"""Lines and questions for the person who started the program."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import TextIO

SLOW_SECONDS = 2.0
"""After so long a wait is explained."""


class Unwritable(Exception):
    """Standard output does not take it, as on a full disk; `str()` is the system's sentence."""


@contextmanager
def unwritable() -> Iterator[None]:
    """Writing to standard output: its errors are Unwritable, but for a reader that has gone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(error.strerror or str(error)) from error


@dataclass(frozen=True, slots=True)
class Console:
    """The program's standard streams: lines and complaints go out, answers come in."""

    input: TextIO
    output: TextIO
    errors: TextIO

    @property
    def interactive(self) -> bool:
        """Whether a person reads what is said."""
        return self.output.isatty()

    def say(self, text: str) -> None:
        """Write a line. Raises BrokenPipeError, and Unwritable."""
        with unwritable():
            print(text, file=self.output, flush=True)

    def mention(self, text: str) -> None:
        """Write a line if anybody can still read it: a game goes on without its console."""
        with suppress(BrokenPipeError, Unwritable):
            self.say(text)

    def complain(self, text: str) -> None:
        """Write a line about something that is wrong, if anybody can still read it."""
        with suppress(OSError):
            print(text, file=self.errors, flush=True)

    def confirm(self, question: str) -> bool:
        """Ask a question; whether the answer is not no. With nobody there to answer it is yes."""
        if not self.input.isatty():
            return True
        print(question, end=" ", file=self.output, flush=True)
        return not self.input.readline().strip().lower().startswith("n")

    def ask(self, question: str) -> str | None:
        """Ask a question that has no usual answer; None where nobody is there to answer it."""
        if not self.input.isatty():
            return None
        print(question, end=" ", file=self.output, flush=True)
        return self.input.readline().strip()

    def overwrite(self, text: str) -> bool:
        """Replace the last line of complaints by `text`; False where nobody would see that."""
        if self.errors.isatty():
            print(f"\r{text}", end="", file=self.errors, flush=True)
        return self.errors.isatty()

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
