"""The web server around the pages: language, security headers, start-up work."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from vil.bootstrap import prepare_data_folder
from vil.settings import PROJECT_ROOT
from vil.ui.frame import PLACES, START
from vil.ui.state import open_store, read_settings

# Vega compiles its expressions, and Streamlit styles its elements inline; everything comes from this server.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
_ADDRESSES = {place.path for place in PLACES if place is not START}
_STYLE_VERSION = sha256((PROJECT_ROOT / "static" / "vil.css").read_bytes()).hexdigest()[:12]
_STYLES = f'<link rel="stylesheet" href="/app/static/vil.css?v={_STYLE_VERSION}">'.encode()
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def close_old_pages_mode() -> None:
    """Keep Streamlit from running `pages/X.py` without `app.py`.

    Until `st.navigation` has run once, Streamlit takes a `pages` folder beside the main script as its own list of pages, and a
    first request for one of them would be answered without the frame.
    """
    PagesManager.uses_pages_directory = False


@asynccontextmanager
async def prepare(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open what every request needs, then let the garbage collector forget it."""
    settings = read_settings()
    prepare_data_folder(settings)
    open_store()
    gc.collect()
    gc.freeze()
    yield {}


class Envelope:
    """Add the security headers, say that the page is in Danish, and bring our style sheet before anything is drawn."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the next application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "." not in scope["path"].rsplit("/", 1)[-1]:
            scope = _without_compression(scope)
            if _is_unknown_page(scope):
                await RedirectResponse("/")(scope, receive, send)
                return
        await self.app(scope, receive, _Rewriter(send))


def _is_unknown_page(scope: Scope) -> bool:
    """Whether a visitor asks for a page that is not there (the server's own addresses have more than one part)."""
    path = scope["path"].strip("/")
    return scope["method"] == "GET" and bool(path) and "/" not in path and path not in _ADDRESSES


def _without_compression(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


class _Rewriter:
    """Hold the start of an answer back until its first body part is known, so that its length can be mended."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if _is_page(headers):
                self.start = message
                return
        elif self.start is not None:
            await self._hold(message)
            return
        await self.send(message)

    async def _hold(self, message: Message) -> None:
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self.body.replace(b'<html lang="en"', b'<html lang="da"', 1).replace(b"</head>", _STYLES + b"</head>", 1)
        assert self.start is not None  # noqa: S101 - set before any body is held
        MutableHeaders(raw=self.start["headers"])["content-length"] = str(len(body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def _is_page(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


MIDDLEWARE = [Middleware(Envelope)]
