"""An X server of one's own without a monitor (Xvfb), and keys pressed in it (xdotool).

`desktop` has what a person has: monitors that come and go (Xorg's dummy driver), a window manager
(openbox), and a look at what is on the screen.
"""

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pygame

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
"""What a real window's tests need and this machine has not got."""

_DRIVER = Path("/usr/lib/xorg/modules/drivers/dummy_drv.so")
MISSING_DESKTOP = [
    *(n for n in ("Xorg", "xdotool", "openbox", "xrandr") if shutil.which(n) is None),
    *(() if _DRIVER.exists() else ("xserver-xorg-video-dummy",)),
]
"""What the tests on a whole desktop need and this machine has not got."""

SECONDS = 40
"""How long a picture or a program may take on a busy machine."""


@contextmanager
def xserver(*screens: str) -> Iterator[dict[str, str]]:
    """Run Xvfb with screens like `1920x1080`; gives the environment for programs in it."""
    options = [
        part
        for number, size in enumerate(screens)
        for part in ("-screen", str(number), f"{size}x24")
    ]
    with _running("Xvfb", *options) as environ:
        yield environ


@contextmanager
def _running(*command: str) -> Iterator[dict[str, str]]:
    """Run an X server; gives the environment for programs in it."""
    read_end, write_end = os.pipe()
    # Without -noreset the server starts over whenever its last program ends: xdotool, each time.
    server = subprocess.Popen(
        [*command, "-displayfd", str(write_end), "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError(f"{command[0]} did not start")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SDL_")}
        kept.pop("WAYLAND_DISPLAY", None)
        yield kept | {"DISPLAY": f":{number}", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    finally:
        server.terminate()
        server.wait(10)


def xdotool(environ: dict[str, str], *arguments: str) -> str:
    """Run xdotool; what it printed."""
    command: Sequence[str] = ("xdotool", *arguments)
    run = subprocess.run(
        command, env=environ, capture_output=True, text=True, timeout=10, check=True
    )
    return run.stdout


_XORG = """
Section "Device"
  Identifier "device"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "device"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x720"
    Virtual 3840 1200
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
"""


class _XImage(ctypes.Structure):
    """The beginning of Xlib's XImage."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")),
        ("data", ctypes.c_void_p),
    )


_Z_PIXMAP = 2


@dataclass(frozen=True, slots=True)
class Desktop:
    """An X server with monitors and a window manager."""

    environ: dict[str, str]

    def screenshot(self) -> pygame.Surface:
        """All that is on the monitors now, side by side."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = x11.XDefaultRootWindow.restype = ctypes.c_void_p
        x11.XGetImage.restype = ctypes.POINTER(_XImage)
        display = ctypes.c_void_p(x11.XOpenDisplay(self.environ["DISPLAY"].encode()))
        try:
            root = ctypes.c_void_p(x11.XDefaultRootWindow(display))
            size = x11.XDisplayWidth(display, 0), x11.XDisplayHeight(display, 0)
            every_plane = ctypes.c_ulong(-1)
            image = x11.XGetImage(display, root, 0, 0, *size, every_plane, _Z_PIXMAP)
            data = ctypes.string_at(image.contents.data, 4 * size[0] * size[1])
            x11.XDestroyImage(image)
        finally:
            x11.XCloseDisplay(display)
        rgb = pygame.image.tobytes(pygame.image.frombuffer(data, size, "BGRA"), "RGB")
        return pygame.image.frombuffer(rgb, size, "RGB")  # without what lies in place of alpha

    def xdotool(self, *arguments: str) -> str:
        """Run xdotool; what it printed."""
        return xdotool(self.environ, *arguments)

    def is_managed(self) -> bool:
        """Whether the window manager answers."""
        command = ("xdotool", "get_desktop")
        run = subprocess.run(command, env=self.environ, capture_output=True, timeout=10)
        return run.returncode == 0

    def monitors(self, *modes: str) -> None:
        """Let there be one monitor or two of these sizes, from left to right, and no others."""
        for number, mode in enumerate((*modes, "")[:2]):
            output = f"DUMMY{number}"
            if mode:
                self.xrandr("--addmode", output, mode)
                self.xrandr("--output", output, "--mode", mode, *_BESIDE[number])
            else:
                self.xrandr("--output", output, "--off")
        self.xrandr("--query")  # only now the server asks which are connected

    def xrandr(self, *arguments: str) -> None:
        """Run xrandr."""
        run = ("xrandr", *arguments)
        subprocess.run(run, env=self.environ, check=True, timeout=10, stdout=subprocess.DEVNULL)


_BESIDE = ((), ("--right-of", "DUMMY0"))


@contextmanager
def desktop(*modes: str, managed: bool = True) -> Iterator[Desktop]:
    """Run Xorg with a monitor or two of these sizes, and openbox as it comes, if `managed`."""
    with TemporaryDirectory() as folder:
        config = Path(folder, "xorg.conf")
        config.write_text(_XORG, encoding="utf-8")
        files = ("-config", str(config), "-logfile", f"{folder}/log")
        with _running("Xorg", *files, "-novtswitch", "-sharevts") as environ, ExitStack() as stack:
            environ |= {"XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
            on = Desktop(environ)
            on.monitors(*modes)
            if managed:
                command = ("openbox", "--sm-disable")
                quiet = subprocess.DEVNULL
                manager = subprocess.Popen(command, env=environ, stdout=quiet, stderr=quiet)
                stack.callback(manager.wait, 10)
                stack.callback(manager.terminate)
                wait_until(on.is_managed, "openbox")
            on.xdotool("mousemove", "9999", "9999")  # a pointer is on a screenshot, too
            yield on


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until it is so; fails with `what` when it never is."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.05)
