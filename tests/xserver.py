"""An X server of one's own without a monitor (Xvfb), and keys pressed in it (xdotool)."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
"""What a real window's tests need and this machine has not got."""


@contextmanager
def xserver(*screens: str) -> Iterator[dict[str, str]]:
    """Run Xvfb with screens like `1920x1080`; gives the environment for programs in it."""
    heard, said = os.pipe()
    asked = [
        part
        for number, size in enumerate(screens)
        for part in ("-screen", str(number), f"{size}x24")
    ]
    # Without -noreset the server starts over whenever its last program ends: xdotool, each time.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(said), "-nolisten", "tcp", "-noreset", *asked],
        pass_fds=[said],
        stderr=subprocess.DEVNULL,
    )
    os.close(said)
    try:
        with os.fdopen(heard) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SDL_")}
        kept.pop("WAYLAND_DISPLAY", None)
        yield kept | {"DISPLAY": f":{number}", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    finally:
        server.terminate()
        server.wait(10)


def xdotool(environ: dict[str, str], *arguments: str) -> str:
    """Run xdotool; what it printed."""
    done: Sequence[str] = ("xdotool", *arguments)
    run = subprocess.run(done, env=environ, capture_output=True, text=True, timeout=10, check=True)
    return run.stdout
