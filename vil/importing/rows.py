"""The names under which a table as read keeps the physical row of the file, and shaped rows the period as it stands there."""

from __future__ import annotations

ROW = "\x1frow"
"""No header can be called this: blanks of every kind are taken out of names. Tables typed already lack it."""
DAY = "\x1fday"
