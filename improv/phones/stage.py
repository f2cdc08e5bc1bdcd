"""The stage in a browser: the projector's picture as a page, for whoever is inside.

It shows what the room may see, and has no form. Its streams are sent the newest picture only, ten
times a second at most; a picture is rendered once for all of them.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from improv.core.sound_cues import Cue
from improv.director.room import Room
from improv.look.themes import THEMES
from improv.phones.commands import Commands, own_refusal
from improv.phones.guard import Receive, Send
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.pages import Pages
from improv.phones.requests import prefix_of, query_of
from improv.phones.responses import html_response
from improv.phones.sound import PageSound
from improv.phones.sse import (
    BEAT,
    EventStream,
    StreamingEndpoint,
    Throttle,
    has_place,
    send_events,
    wake,
)
from improv.phones.stage_page import StagePicture
from improv.phones.stage_sound import StageSound
from improv.scenes.play import PlayScene

MOST_STAGES = 100


@dataclass(frozen=True, slots=True)
class StageLook:
    """How the stage looks, as the window was asked to."""

    theme: str = "stage"
    latin_digits: bool = False
    still: bool = False
    """Whether nothing moves but the clock."""
    keys: bool = True
    """Whether there is a window with a keyboard, too."""
    played: bool = False
    """Whether somebody alone plays on it; then it is for nobody else."""


DEFAULT_LOOK = StageLook()
"""Dark, in the language's own digits, moving."""


@dataclass(slots=True, eq=False)
class _Stream(EventStream):
    is_host: bool
    """Whether its browser is logged in as a host: then its keys steer."""
    sent: str | None = None
    """The page that it was last sent."""


class Stages:
    """All open stages of one room."""

    def __init__(
        self,
        room: Room,
        clients: ClientIdentifier,
        commands: Commands,
        pages: Pages,
        look: StageLook,
        sound: PageSound | None,
        *,
        heartbeat: float,
        most: int,
    ) -> None:
        """`most`: streams at once, others come later. Without `sound` the pages are silent."""
        self._most = most
        self._room, self._clients, self._commands = room, clients, commands
        self._pages, self._look, self._heartbeat = pages, look, heartbeat
        self._streams: dict[_Stream, None] = {}
        self._rendered: tuple[StagePicture, dict[str, str]] | None = None
        """The newest picture, and its <main> as JSON by the prefix of its links."""
        self._notify = Throttle(self._wake_streams)
        self._unmuting: asyncio.TimerHandle | None = None
        room.watch(self._notify)
        self._sound = StageSound(
            sound, self._may_watch, self._is_favoured, heartbeat=heartbeat, most=most
        )
        self._cues = () if sound is None else tuple(Cue)
        self.routes = [
            Route("/stage", self._page, methods=["GET"]),
            Route("/api/stage/events", StreamingEndpoint(self._stream), methods=["GET"]),
            *self._sound.routes,
        ]

    def close(self) -> None:
        """End all streams."""
        for stream in self._streams:
            stream.end()
        self._sound.close()

    # The picture.

    def _picture(self) -> StagePicture:
        """The newest moment; the same object for as long as nothing has changed."""
        now, look = self._room.clock.now(), self._look
        picture = StagePicture.of(
            self._room.latest,
            now,
            latin_digits=look.latin_digits,
            keys=look.keys,
            played=look.played,
        )
        return (
            self._rendered[0]
            if self._rendered is not None and self._rendered[0] == picture
            else picture
        )

    def _main(self, picture: StagePicture, prefix: str) -> str:
        """Its <main>, as JSON: made once for all who look."""
        if self._rendered is None or self._rendered[0] is not picture:
            self._rendered = picture, {}
        rendered = self._rendered[1]
        if prefix not in rendered:
            page = self._pages.main("stage", prefix, picture.payload(self._room.clock.now()))
            rendered[prefix] = json.dumps(page.whole, ensure_ascii=False)
        return rendered[prefix]

    async def _page(self, request: Request) -> Response:
        return self.page(request)

    def page(self, request: Request, refusal: str = "") -> Response:
        """The whole page; `refusal`: why what was asked for did not happen."""
        client, look = self._clients.read(request), self._look
        asked = query_of(request).get("theme", "")
        theme = asked if asked in THEMES else look.theme
        prefix = prefix_of(request)
        if look.played and not client.is_player:
            words = own_refusal("not_player").words(client.language)
            state = {"language": client.language}
            return HTMLResponse(self._pages.page("player-shut", prefix, state, why=words), 401)
        if not self._is_admitted(request, client):
            code = query_of(request).get("c", "")
            why = self._commands.code_refusal(client, code).words(client.language)
            state = {"language": client.language}
            html = self._pages.page("stage-shut", prefix, state, theme=theme, why=why)
            return HTMLResponse(html, 403)
        picture, now = self._picture(), self._room.clock.now()
        html = self._pages.page(
            "stage",
            prefix,
            picture.payload(now),
            theme=theme,
            still=look.still,
            speed=self._room.clock.speed,
            cues=self._cues,
            refusal=refusal,
            **picture.times(now),
        )
        return self._clients.admit(html_response(request, html), request, client)

    def _is_admitted(self, request: Request, client: Client) -> bool:
        """The stage shows the room code, so that from outside it is for those who know it."""
        if self._look.played:
            return client.is_player
        return self._commands.may_watch(client, query_of(request).get("c", "")[:8])

    def _may_watch(self, request: Request) -> bool:
        return self._is_admitted(request, self._clients.read(request))

    def _is_favoured(self, request: Request) -> bool:
        client = self._clients.read(request)
        return client.on_this_machine or client.is_host

    # Its streams.

    def _wake_streams(self) -> None:
        if not self._streams:
            return
        picture = self._picture()
        self._await_unmute(picture)
        streams = self._streams
        wake([one.news for one in streams if one.sent != self._main(picture, one.prefix)])

    def _await_unmute(self, picture: StagePicture) -> None:
        """A mute ends by the clock, and the room does not say so."""
        body = picture.scene.body
        if not isinstance(body, PlayScene) or body.mute is None or picture.scene.pause:
            return
        if self._unmuting is None:
            wait = self._room.clock.seconds_until(body.mute_until)
            loop = asyncio.get_running_loop()
            self._unmuting = loop.call_later(wait + 0.01, self._unmuted)

    def _unmuted(self) -> None:
        self._unmuting = None
        self._notify()

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        if not self._may_watch(request):
            await JSONResponse({"refusal": "code_needed"}, 409)(request.scope, receive, send)
            return
        if request.method == "HEAD":
            await JSONResponse({})(request.scope, receive, send)
            return
        favoured = self._is_favoured(request)
        if not has_place(self._streams, self._most, favoured=favoured):
            await JSONResponse({"refusal": "room_full"}, 503)(request.scope, receive, send)
            return
        is_host = self._clients.read(request).is_host
        stream = _Stream(is_host=is_host, prefix=prefix_of(request), favoured=favoured)
        await send_events(self._messages(stream), request, send, stream.end)

    async def _messages(self, stream: _Stream) -> AsyncGenerator[str, None]:
        self._streams[stream] = None
        try:
            while not stream.ended:
                stream.news.clear()
                picture = self._picture()
                page = self._main(picture, stream.prefix)
                self._await_unmute(picture)
                if page != stream.sent:
                    stream.sent = page
                    own = {
                        "version": self._room.shown.version,
                        **picture.times(self._room.clock.now()),
                        "host": stream.is_host,
                    }
                    yield f'event: stage\ndata: {json.dumps(own)[:-1]},"page":{page}}}\n\n'
                if not await stream.wait(self._heartbeat):
                    yield BEAT
        finally:
            del self._streams[stream]
