"""The stage in a browser: the projector's picture as a page, for whoever is inside.

It shows what the room may see and takes nothing: no cookie is read for it, no form is on it. Its
streams are told the newest picture only, ten times a second at most; a picture is made once for
all of them.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from improv.core.sound_cues import Cue
from improv.director.room import Room
from improv.look import THEMES
from improv.phones.commands import Commands
from improv.phones.guard import Receive, Send
from improv.phones.identity import Client, ClientIdentifier
from improv.phones.pages import Pages
from improv.phones.requests import prefix_of, query_of
from improv.phones.sound import PageSound
from improv.phones.sse import Streaming, send_events, wake
from improv.phones.stage_page import StagePicture
from improv.phones.stage_sound import Sounding
from improv.phones.subscribers import LEAST_GAP
from improv.scenes.play import PlayScene

MOST_STAGES = 100


@dataclass(frozen=True, slots=True)
class StageLook:
    """How the stage looks, as the window was asked to."""

    theme: str = "stage"
    latin_digits: bool = False
    still: bool = False
    """Nothing moves but the clock."""
    keys: bool = True
    """There is a window with a keyboard, too."""


AS_IT_IS = StageLook()
"""Dark, in the language's own digits, moving."""


@dataclass(slots=True, eq=False)
class _Stream:
    """One open page."""

    prefix: str
    said: str | None = None
    """The page that it was last sent."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    over: bool = False

    def end(self) -> None:
        """The page is gone."""
        self.over = True
        self.news.set()


class Stages:
    """All open stages of one room."""

    def __init__(
        self,
        room: Room,
        callers: ClientIdentifier,
        deeds: Commands,
        pages: Pages,
        look: StageLook,
        sound: PageSound | None,
        *,
        heartbeat: float,
        most: int,
    ) -> None:
        """`most`: streams at once; whoever comes then is asked to come later.

        Without `sound` the pages are silent.
        """
        self._most = most
        self._room, self._callers, self._deeds = room, callers, deeds
        self._pages, self._look, self._heartbeat = pages, look, heartbeat
        self._streams: dict[_Stream, None] = {}
        self._made: tuple[StagePicture, dict[str, str]] | None = None
        """The newest picture, and its <main> as JSON by the prefix of its links."""
        self._last = float("-inf")
        self._soon: asyncio.TimerHandle | None = None
        self._loud: asyncio.TimerHandle | None = None
        room.watch(self._pushed)
        self._sounding = Sounding(sound, self._admits, heartbeat=heartbeat, most=most)
        self._cues = () if sound is None else tuple(Cue)
        self.routes = [
            Route("/stage", self._page, methods=["GET"]),
            Route("/api/stage/events", Streaming(self._stream), methods=["GET"]),
            *self._sounding.routes,
        ]

    def close(self) -> None:
        """End all streams: the program does."""
        for stream in self._streams:
            stream.end()
        self._sounding.close()

    # What is seen.

    def _picture(self) -> StagePicture:
        """The newest moment; the same object for as long as nothing has changed."""
        now, look = self._room.clock.now(), self._look
        picture = StagePicture.of(
            self._room.latest, now, latin_digits=look.latin_digits, keys=look.keys
        )
        return self._made[0] if self._made is not None and self._made[0] == picture else picture

    def _main(self, picture: StagePicture, prefix: str) -> str:
        """Its <main>, as JSON: made once for all who look."""
        if self._made is None or self._made[0] is not picture:
            self._made = picture, {}
        made = self._made[1]
        if prefix not in made:
            html = self._pages.main("stage", prefix, picture.payload(self._room.clock.now()))
            made[prefix] = json.dumps(html, ensure_ascii=False)
        return made[prefix]

    async def _page(self, request: Request) -> Response:
        caller, look = self._callers.read(request), self._look
        asked = query_of(request).get("theme", "")
        theme = asked if asked in THEMES else look.theme
        if not self._may(request, caller):
            told = {"language": caller.language}
            words = self._deeds.uninvited(caller).told(caller.language)["words"]
            html = self._pages.whole("stage-shut", prefix_of(request), told, theme=theme, why=words)
            return HTMLResponse(html, 403)
        picture, now = self._picture(), self._room.clock.now()
        html = self._pages.whole(
            "stage",
            prefix_of(request),
            picture.payload(now),
            theme=theme,
            still=look.still,
            speed=self._room.clock.speed,
            cues=self._cues,
            **picture.times(now),
        )
        return self._callers.admit(HTMLResponse(html), request, caller)

    def _may(self, request: Request, caller: Client) -> bool:
        """The stage shows the room code: from outside it is for those who know it."""
        return self._deeds.admits(caller, query_of(request).get("c", "")[:8])

    def _admits(self, request: Request) -> bool:
        return self._may(request, self._callers.read(request))

    # When it changes.

    def _pushed(self) -> None:
        """There is something new in the room."""
        if self._streams and self._soon is None:
            loop = asyncio.get_running_loop()
            self._soon = loop.call_at(max(loop.time(), self._last + LEAST_GAP), self._tell)

    def _tell(self) -> None:
        self._soon = None
        self._last = asyncio.get_running_loop().time()
        picture = self._picture()
        self._listen_for_quiet(picture)
        streams = self._streams
        wake([one.news for one in streams if one.said != self._main(picture, one.prefix)])

    def _listen_for_quiet(self, picture: StagePicture) -> None:
        """A mute ends by the clock, without a word from the room."""
        body = picture.scene.body
        if not isinstance(body, PlayScene) or body.mute is None or picture.scene.pause:
            return
        if self._loud is None:
            wait = self._room.clock.seconds_until(body.mute_until)
            self._loud = asyncio.get_running_loop().call_later(wait + 0.01, self._loud_again)

    def _loud_again(self) -> None:
        self._loud = None
        self._pushed()

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        """The events of one page, until it goes."""
        if not self._admits(request):
            await JSONResponse({"refusal": "code_needed"}, 409)(request.scope, receive, send)
            return
        if len(self._streams) >= self._most:
            await JSONResponse({"refusal": "room_full"}, 503)(request.scope, receive, send)
            return
        if request.method == "HEAD":
            await JSONResponse({})(request.scope, receive, send)
            return
        stream = _Stream(prefix_of(request))
        await send_events(self._messages(stream), receive, send, stream.end)

    async def _messages(self, stream: _Stream) -> AsyncGenerator[str, None]:
        self._streams[stream] = None
        try:
            while not stream.over:
                stream.news.clear()
                picture = self._picture()
                page = self._main(picture, stream.prefix)
                self._listen_for_quiet(picture)
                if page != stream.said:
                    stream.said = page
                    times = json.dumps(picture.times(self._room.clock.now()))[1:-1]
                    version = self._room.shown.version
                    yield f'event: stage\ndata: {{"version":{version},{times},"page":{page}}}\n\n'
                try:
                    async with asyncio.timeout(self._heartbeat):
                        await stream.news.wait()
                except TimeoutError:
                    yield "event: beat\ndata: 1\n\n"
        finally:
            del self._streams[stream]
