"""`vil start`: open the workbench in the browser."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import time
import webbrowser
from collections.abc import Callable
from importlib import import_module
from threading import Thread

from vil.errors import VilError
from vil.settings import PROJECT_ROOT, Settings, load_settings

_TRIES = 50
_PAUSE_SECONDS = 0.05


class NoFreePort(VilError):
    """No port from the wanted one and upwards is free."""

    code = "no_free_port"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `vil start`."""
    parser.add_argument(
        "--data", metavar="DIR", help="the data folder (default: the user's data directory, or VIL_DATA)"
    )
    parser.add_argument("--host", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port to begin looking for a free one at (default: 8501)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--no-sample", action="store_true", help="do not publish the sample data")


def run(chosen: argparse.Namespace) -> int:
    """Prepare the data folder, and serve the product until it is stopped."""
    settings = load_settings({"data_dir": chosen.data, "host": chosen.host, "port": chosen.port})
    port = find_free_port(settings)
    prepare(settings, with_samples=not chosen.no_sample)
    announcer = Thread(target=announce, args=(settings, port, not chosen.no_browser), daemon=True)
    announcer.start()
    serve(settings, port)
    return 0


def announce(settings: Settings, port: int, opens_browser: bool) -> None:
    """Wait until the server answers, then say where it is and open the browser."""
    host = "localhost" if settings.host in {"127.0.0.1", "0.0.0.0"} else settings.host  # noqa: S104 - compared, not bound
    while not _answers(host, port):
        time.sleep(_PAUSE_SECONDS)
    address = f"http://{host}:{port}"
    print(f"VIL er klar på {address}\nData ligger i {settings.data_dir}\nStop med Ctrl+C.", flush=True)
    if opens_browser:
        webbrowser.open(address)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def prepare(settings: Settings, *, with_samples: bool) -> None:
    """Check the organisation's own texts, create the data folder, and publish the sample data the first time."""
    from vil.bootstrap import prepare_data_folder, publish_samples
    from vil.services.own_texts import check_own_texts

    check_own_texts(settings.data_dir)
    prepare_data_folder(settings)
    if with_samples:
        publish_samples(settings, progress=show_progress)


def show_progress(share: float, what: str) -> None:
    """Draw a progress bar in the terminal; where there is none, nothing is drawn."""
    if not sys.stderr.isatty():
        return
    filled = round(share * 30)
    end = "\n" if share >= 1 else ""
    print(f"\r[{'█' * filled}{'·' * (30 - filled)}] {share:4.0%} {what:<50.50}", end=end, file=sys.stderr, flush=True)


def find_free_port(settings: Settings, say: Callable[[str], None] = print) -> int:
    """Find the first free port from the wanted one, and say in Danish when the wanted one is taken."""
    for port in range(settings.port, min(settings.port + _TRIES, 65536)):
        if _is_free(settings.host, port):
            if port != settings.port:
                say(f"Port {settings.port} er optaget. Bruger port {port} i stedet.")
            return port
    raise NoFreePort(f"Ingen af portene fra {settings.port} er ledige. Vælg en anden med --port.")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def serve(settings: Settings, port: int) -> None:
    """Serve the pages until the process is stopped."""
    os.environ["VIL_DATA"] = str(settings.data_dir)
    os.chdir(PROJECT_ROOT)
    sys.argv = [str(PROJECT_ROOT / "app.py")]
    import_module("app").app.run(
        config={
            "server.address": settings.host,
            "server.port": port,
            "server.headless": True,
            "server.maxUploadSize": settings.max_upload_mb,
            "server.allowedHosts": allowed_hosts(settings),
            "runner.postScriptGC": False,
        }
    )


def allowed_hosts(settings: Settings) -> list[str]:
    """List the host names a browser may use; any other is refused, which stops DNS rebinding."""
    named = [name.strip() for name in settings.allowed_hosts.split(",") if name.strip()]
    return [*dict.fromkeys(["127.0.0.1", "localhost", "[::1]", settings.host, *named])]
