"""A visitor without a browser: speaks Streamlit's own protocol, so that the server's time alone is measured."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class Visitor:
    """One session with a running server.

    `chart_bytes` is the largest chart of the latest page as it was sent, its data with it, `page_bytes` all that was sent, and
    `faults` how many error boxes it showed.
    """

    def __init__(self, address: str) -> None:
        host = address.split("//", 1)[1].rstrip("/")
        self.chart_bytes, self.page_bytes, self.faults = 0, 0, 0
        self.socket = connect(
            f"ws://{host}/_stcore/stream", origin=address.rstrip("/"), subprotocols=["streamlit"], max_size=None
        )

    def run_page(self, path: str, **query: str) -> float:
        """Run a page and return the seconds from the request until the script has finished."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = path
        message.rerun_script.page_script_hash = ""
        self.chart_bytes, self.page_bytes, self.faults = 0, 0, 0
        began = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._wait(began)

    def _wait(self, began: float) -> float:
        while True:
            answer = ForwardMsg()
            sent = self.socket.recv(timeout=60)
            answer.ParseFromString(sent)
            self._note(answer, len(sent))
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began

    def _note(self, answer: ForwardMsg, size: int) -> None:
        self.page_bytes += size
        if answer.WhichOneof("type") == "delta" and answer.delta.HasField("new_element"):
            element = answer.delta.new_element
            kind = str(element.WhichOneof("type"))
            self.faults += kind == "exception"
            if "vega_lite" in kind:
                self.chart_bytes = max(self.chart_bytes, getattr(element, kind).ByteSize())

    def close(self) -> None:
        """Leave."""
        self.socket.close()
