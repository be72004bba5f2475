"""A visitor without a browser: speaks Streamlit's own protocol, so that the server's time alone is measured."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class Visitor:
    """One session with a running server."""

    def __init__(self, address: str) -> None:
        host = address.split("//", 1)[1].rstrip("/")
        self.socket = connect(
            f"ws://{host}/_stcore/stream", origin=address.rstrip("/"), subprotocols=["streamlit"], max_size=None
        )

    def run_page(self, path: str, **query: str) -> float:
        """Run a page and return the seconds from the request until the script has finished."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = path
        message.rerun_script.page_script_hash = ""
        began = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._wait(began)

    def _wait(self, began: float) -> float:
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self.socket.recv(timeout=60))
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began

    def close(self) -> None:
        """Leave."""
        self.socket.close()
