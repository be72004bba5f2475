"""A real server and a real browser: pages are driven as a person drives them."""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_FLAGS += ["--disable-component-update", "--disable-sync", "--font-render-hinting=none"]
expect.set_options(timeout=15_000)  # a busy machine answers late; nothing waits that long where it is quiet


@dataclass
class Server:
    """A running workbench: its address, its data folder and its process."""

    address: str
    data: Path
    process: subprocess.Popen[str]

    def stop(self) -> None:
        self.process.terminate()
        self._end()

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def _end(self) -> None:
        self.process.wait(timeout=20)
        if self.process.stdout:
            self.process.stdout.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def launch(command: list[str], data: Path, ready: str, environment: dict[str, str] | None = None) -> Server:
    """Start a server and wait for the line that says it is ready."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "VIL_DATA": str(data), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line)
        if address := re.search(ready, line):
            return Server(address.group(0), data, process)
    raise AssertionError("the server stopped before it was ready:\n" + "".join(seen))


def wait_until_open(port: int, tries: int = 400) -> None:
    """Wait until something answers on a port of this machine."""
    for _ in range(tries):
        with socket.socket() as probe:
            probe.settimeout(0.05)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        select.select([], [], [], 0.05)
    raise AssertionError(f"nothing answers on port {port}")


def start_vil(data: Path, *options: str) -> Server:
    command = [
        sys.executable,
        "-m",
        "vil",
        "start",
        "--no-browser",
        "--port",
        str(free_port()),
        "--data",
        str(data),
        *options,
    ]
    return launch(command, data, r"http://localhost:\d+")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in _CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        reason = "browser tests need Chromium: install the package chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample_server(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the sample data, shared by the tests that only read or begin rounds of their own."""
    folder = tmp_path_factory.mktemp("vil-data")
    shutil.copytree(sample_data, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("publish-*"))
    server = start_vil(folder)
    yield server
    server.stop()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages that fail the test on a request to anywhere else and on an error in the browser."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    errors: list[str] = []

    def open_one(
        address: str, *, width: int = 1440, height: int = 900, theme: str = "light", touch: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,  # type: ignore[arg-type]
            locale="da-DK",
            has_touch=touch,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        origin = re.match(r"https?://[^/]+", address)
        assert origin is not None
        own = (origin.group(0), origin.group(0).replace("http", "ws", 1), "data:", "blob:")
        page.on("request", lambda request: None if request.url.startswith(own) else foreign.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert foreign == []
    assert errors == []
