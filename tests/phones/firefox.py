"""Firefox as Debian ships it, driven by WebDriver BiDi, which it speaks without a driver.

Each phone is a user context of one browser: it has cookies of its own.
"""

import base64
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.phones.engine_page import EngineError, EnginePage

PROGRAM = shutil.which("firefox-esr") or ""
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disableIPv6": True,
    "services.settings.server": "",
    "app.normandy.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "dom.w3c_touch_events.enabled": 1,
}
"""A test's browser asks nobody outside for anything."""

_ANSWER = 120.0
"""Seconds within which it has to answer."""


@contextmanager
def firefox() -> Iterator["Firefox"]:
    """A browser without a window."""
    from websockets.sync.client import connect

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items())
        Path(profile, "user.js").write_text("\n".join(lines), "utf-8")
        options = ["--headless", "--no-remote", "--profile", profile]
        with subprocess.Popen(
            [PROGRAM, *options, "--remote-debugging-port", "0", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            try:
                for line in process.stderr:
                    if found := re.search(r"BiDi listening on (ws://\S+)", line):
                        break
                else:
                    raise EngineError("Firefox did not start")
                with connect(f"{found[1]}/session", max_size=None, proxy=None) as socket:
                    yield Firefox(socket)
            finally:
                process.terminate()
                process.stderr.close()


class Firefox:
    """A connection to the browser, and its pages."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._number = socket, 0
        self.ask("session.new", capabilities={})

    def ask(self, method: str, /, **params: object) -> Any:
        """Have it do something.

        Raises EngineError where it refuses.
        """
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=_ANSWER))
            if answer.get("id") == self._number:
                break
        if answer["type"] == "error":
            raise EngineError(f"{answer['error']}: {answer['message']}")
        return answer["result"]

    def new_context(
        self, *, viewport: dict[str, int], locale: str = "en", **_: object
    ) -> EnginePage:
        """A new phone."""
        user = self.ask("browser.createUserContext")["userContext"]
        self.ask("emulation.setLocaleOverride", locale=locale, userContexts=[user])
        tab = self.ask("browsingContext.create", type="window", userContext=user)["context"]
        page = _Page(self, user, tab)
        page.set_viewport_size(viewport)
        return page


class _Page(EnginePage):
    def __init__(self, browser: Firefox, user: str, tab: str) -> None:
        self._browser, self._user, self._tab = browser, user, tab

    def _ask(self, method: str, /, **params: object) -> Any:
        return self._browser.ask(method, context=self._tab, **params)

    def goto(self, url: str) -> None:
        self._ask("browsingContext.navigate", url=url, wait="complete")

    def reload(self) -> None:
        self._ask("browsingContext.reload", wait="complete")

    def call(self, function: str, given: object) -> str:
        answer = self._browser.ask(
            "script.callFunction",
            functionDeclaration=f"(given) => ({function})(JSON.parse(given))",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            awaitPromise=True,
            target={"context": self._tab},
        )
        if answer["type"] == "exception":
            raise EngineError(answer["exceptionDetails"]["text"])
        return str(answer["result"]["value"])

    def pointer(self, x: float, y: float) -> None:
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pause", "duration": 60},
            {"type": "pointerUp", "button": 0},
        ]
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}}
        self._ask("input.performActions", actions=[{**finger, "actions": steps}])

    def key(self, value: str) -> None:
        self._ask("browsingContext.activate")  # keys go where the focus is
        steps = [{"type": way, "value": one} for one in value for way in ("keyDown", "keyUp")]
        self._ask("input.performActions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def set_viewport_size(self, size: dict[str, int]) -> None:
        self._ask("browsingContext.setViewport", viewport=size)

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("browsingContext.captureScreenshot")["data"])

    def close(self) -> None:
        self._browser.ask("browser.removeUserContext", userContext=self._user)
