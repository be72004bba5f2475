"""What the tests of reading may ask for."""

from tests.importing.in_process import reading_here

__all__ = ["reading_here"]
