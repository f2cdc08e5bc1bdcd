"""The page for whoever asks under a name of this machine that we do not know: the address to type.

Routers name laptops as they like (`laptop.fritz.box`, `vm.lan`), and people type that. Such a name
is not trusted: who runs a network's DNS, or has registered the name, lets it point anywhere, and a
page of theirs would count as one of ours as soon as it points here (DNS rebinding). A search domain
vouches for nothing either, for it comes from the network, too. So whoever asks under it never
comes to a room, and no cookie of theirs is read. They are told what they know already: the address
that they have reached, and the path that they asked for; behind a proxy what it has to pass on.
"""

import re

from starlette.responses import HTMLResponse

from improv.locale.tags import accepted_language
from improv.phones.guard import Receive, Scope, Send
from improv.phones.pages import Pages

_PATH = re.compile(r"(/[A-Za-z0-9._~-]{1,40}){1,4}/?")
"""What is worth showing of a path; ours are of this form."""


class WrongHost:
    """An ASGI app that answers with that page."""

    def __init__(self, pages: Pages, default_language: str = "en") -> None:
        """`default_language`: of the page for a browser that asks for none of ours."""
        self._pages, self._default_language = pages, default_language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the language that the browser asks for."""
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        language = accepted_language(accepted, self._pages.languages) or self._default_language
        address = ""
        if scope["server"]:  # of a proxy's clients nobody knows which address they have reached
            host, port = scope["server"]
            path = scope["path"] if _PATH.fullmatch(scope["path"]) else ""
            address = f"{f'[{host}]' if ':' in host else host}:{port}{path}"
        html = self._pages.page("wrong-host", "", {"language": language}, address=address)
        # Nobody reads its body, if it has one: it would be taken for the next request.
        response = HTMLResponse(html, 421, {"connection": "close"})
        await response(scope, receive, send)
