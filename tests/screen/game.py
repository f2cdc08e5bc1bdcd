"""A running program.py: press keys, wait for what it says."""

import queue
import subprocess
import sys
import threading
import time

from tests.xserver import SECONDS, xdotool


class Game:
    """A running program.py: press keys, wait for what it says."""

    def __init__(self, environ: dict[str, str], *options: str) -> None:
        self.environ = environ
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.screen.program", *options],
            env=environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.strip())

    def until(self, wanted: str) -> None:
        """Wait for that line."""
        end, lines = time.monotonic() + SECONDS, []
        while time.monotonic() < end:
            try:
                lines.append(self._lines.get(timeout=1))
            except queue.Empty:
                continue
            if lines[-1] == wanted:
                return
        raise AssertionError(f"no `{wanted}` in {lines}")

    def end(self) -> None:
        """Stop it, if it has not ended."""
        self.process.kill()
        self.process.wait(10)
        self._reader.join(10)

    def press(self, *keys: str) -> None:
        """Press keys by their X names."""
        xdotool(self.environ, "key", *keys)
