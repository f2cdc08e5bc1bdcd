"""WebKitGTK as Debian ships it, driven by its own WebDriver, in a display of its own.

Each phone is a browser of its own, for its driver runs one at a time.
"""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.phones.engine_page import EngineError, EnginePage
from tests.xserver import xserver

_DRIVER = "WebKitWebDriver"
_BROWSER = next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)
MISSING = [
    *(name for name in (_DRIVER, "Xvfb") if shutil.which(name) is None),
    *(() if _BROWSER else ("MiniBrowser",)),
]
"""What is needed and this machine has not got."""

_SMALL_BAR = """* { min-width: 0; min-height: 0; margin: 0; border: 0; padding: 0; font-size: 1px; }
image { opacity: 0; -gtk-icon-transform: scale(0.01); }"""
"""Its row of buttons, which would not let a window be narrower than 447 px."""


@contextmanager
def webkit() -> Iterator["WebKit"]:
    """A display for its windows."""
    with xserver("1400x1100") as environ, tempfile.TemporaryDirectory() as folder:
        style = Path(folder, "gtk-3.0", "gtk.css")
        style.parent.mkdir()
        style.write_text(_SMALL_BAR, "utf-8")
        with ExitStack() as phones:
            yield WebKit(environ | {"XDG_CONFIG_HOME": folder}, phones)


class WebKit:
    """Who opens phones."""

    def __init__(self, environ: dict[str, str], phones: ExitStack) -> None:
        self._environ, self._phones = environ, phones

    def new_context(self, *, viewport: dict[str, int], **_: object) -> EnginePage:
        """A new phone; it speaks no language of its own, so the page is English."""
        page = _Page(self._environ | {"LC_ALL": "C.UTF-8"})
        self._phones.callback(page.close)
        page.set_viewport_size(viewport)
        return page


class _Page(EnginePage):
    def __init__(self, environ: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._driver = subprocess.Popen([_DRIVER, f"--port={port}"], env=environ)
        transport = httpx.HTTPTransport(retries=6)
        self._http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=120, trust_env=False
        )
        self._session = ""
        options = {"binary": str(_BROWSER), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = (
            f"/session/{self._ask('POST', '/session', capabilities=wanted)['sessionId']}"
        )

    def _ask(self, method: str, path: str, **params: object) -> Any:
        body = params if method == "POST" else None
        answer = self._http.request(method, self._session + path, json=body).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise EngineError(f"{answer['error']}: {answer['message']}")
        return answer

    def goto(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    def reload(self) -> None:
        self._ask("POST", "/refresh")

    def call(self, function: str, given: object) -> str:
        script = f"""const [given, done] = arguments;
          ({function})(JSON.parse(given)).then((v) => done([v]), (e) => done([null, String(e)]));"""
        value, *error = self._ask("POST", "/execute/async", script=script, args=[json.dumps(given)])
        if error:
            raise EngineError(error[0])
        return str(value)

    def pointer(self, x: float, y: float) -> None:
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pause", "duration": 60},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self._ask("POST", "/actions", actions=[{**mouse, "actions": steps}])

    def key(self, value: str) -> None:
        steps = [{"type": way, "value": one} for one in value for way in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def set_viewport_size(self, size: dict[str, int]) -> None:
        bar = self.evaluate("outerHeight - innerHeight")
        self._ask("POST", "/window/rect", width=size["width"], height=size["height"] + bar)
        self.wait_for_function(
            "(size) => innerWidth === size.width && innerHeight === size.height", size
        )

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        if self._driver.poll() is None:
            self._ask("DELETE", "")
            self._driver.terminate()
            self._driver.wait(10)
        self._http.close()
