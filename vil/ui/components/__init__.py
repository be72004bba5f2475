"""Our own interface parts: the board, the cause grid and the quiet ones, each a small script without a build step."""

from pathlib import Path


def read_part(name: str) -> str:
    """Read a stylesheet or a script that lies beside the component that uses it."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
