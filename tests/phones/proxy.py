"""A reverse proxy with TLS in front of a room: Debian's nginx with a certificate of its own."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from improv.paths import ASSETS
from tests.phones.rooms import Phone, ServedRoom

NAME = "improv.example.org"
LOCATION = ASSETS / "guide" / "files" / "nginx.conf"
_CONFIG = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log {folder}/requests;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/1; uwsgi_temp_path {folder}/2; scgi_temp_path {folder}/3;
  server {{
    listen 127.0.0.1:{port} ssl;
    server_name {name};
    ssl_certificate {folder}/certificate; ssl_certificate_key {folder}/key;
    {location}
  }}
}}
"""
"""Debian's, which logs every request, and the guide's location in it."""


@dataclass(frozen=True)
class Nginx:
    """A running proxy."""

    port: int
    trust: ssl.SSLContext
    folder: Path

    @property
    def logs(self) -> str:
        """All that it has written down."""
        return "".join((self.folder / name).read_text() for name in ("requests", "errors"))

    @property
    def address(self) -> str:
        """As people type it."""
        return f"{NAME}:{self.port}"


def installed(name: str) -> str:
    """A server's program; the test is skipped without it."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not program:
        pytest.skip(f"needs {name}")
    return program


def certify(folder: Path) -> Path:
    """The certificate of NAME, new in this folder beside its `key`."""
    certificate = folder / "certificate"
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2"]
    out = ["-keyout", str(folder / "key"), "-out", str(certificate)]
    subprocess.run([installed("openssl"), *made, *named, *out], check=True, capture_output=True)
    return certificate


@contextmanager
def nginx(folder: Path, to: int) -> Iterator[Nginx]:
    """nginx before the server at port `to`; its recipe is the guide's."""
    program = installed("nginx")
    folder.mkdir()
    certificate = certify(folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    location = LOCATION.read_text("utf-8")
    location = location.replace("127.0.0.1:8765", f"127.0.0.1:{to}")
    location = location.replace("/var/log/nginx/error.log", str(folder / "errors"))
    config.write_text(_CONFIG.format(folder=folder, port=port, name=NAME, location=location))
    with subprocess.Popen([program, "-c", str(config), "-p", str(folder)]) as running:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert running.poll() is None, (folder / "errors").read_text()
                time.sleep(0.02)
            yield Nginx(port, ssl.create_default_context(cafile=str(certificate)), folder)
        finally:
            running.terminate()


class Dialled(httpx.AsyncBaseTransport):
    """Finds the proxy by its name, which no name server knows; its certificate is checked."""

    def __init__(self, proxy: Nginx, client: str) -> None:
        self._way = httpx.AsyncHTTPTransport(verify=proxy.trust, local_address=client)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it to loopback under its own name."""
        dialled = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1"),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": NAME},
        )
        return await self._way.handle_async_request(dialled)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._way.aclose()


class Passing(httpx.AsyncBaseTransport):
    """A proxy in one object: passes on what a browser sends over TLS, and who it was."""

    def __init__(self, served: ServedRoom, client: str) -> None:
        self._house, self._client = served, client
        self._way = httpx.AsyncHTTPTransport(verify=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it on as Caddy does, with a chain that a stranger began."""
        headers = httpx.Headers(request.headers)
        chain = headers.get("x-forwarded-for")
        headers["x-forwarded-for"] = f"{chain}, {self._client}" if chain else self._client
        headers["x-forwarded-proto"] = request.url.scheme
        headers["x-forwarded-host"] = headers["host"]
        path = request.url.raw_path.decode()
        passed = httpx.Request(
            request.method, self._house.url + path, headers=headers, stream=request.stream
        )
        return await self._way.handle_async_request(passed)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._way.aclose()


@asynccontextmanager
async def passed(
    served: ServedRoom, client: str, name: str = f"https://{NAME}", **headers: str
) -> AsyncIterator[Phone]:
    """A browser at `client` that comes by way of a proxy."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(
        base_url=name, headers=named, transport=Passing(served, client), trust_env=False
    ) as http:
        yield Phone(served, http)


@asynccontextmanager
async def dialled(served: ServedRoom, proxy: Nginx, client: str) -> AsyncIterator[Phone]:
    """A browser at `client`, an address of loopback, that comes by way of nginx."""
    async with httpx.AsyncClient(
        base_url=f"https://{proxy.address}", transport=Dialled(proxy, client), trust_env=False
    ) as http:
        yield Phone(served, http)
