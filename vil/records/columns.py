"""Column types that carry the model's own values in and out of the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import JSON, DateTime, Dialect, Enum, String
from sqlalchemy.types import TypeDecorator

from vil.model.claim import Claim
from vil.model.period import Period
from vil.model.plain import from_plain, to_plain
from vil.model.round import Place
from vil.model.series import View


class Moment(TypeDecorator[datetime]):
    """A point in time: kept in UTC, given back in the machine's own time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any aware time into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read a time without a zone as UTC (SQLite keeps none)."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone()


class ViewColumn(TypeDecorator[View]):
    """A view as readable JSON: `{"dataset": "sygefravaer", "version": 3, "grain": "month", …}`."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: View | None, dialect: Dialect) -> dict[str, Any] | None:  # noqa: ARG002
        """Write every field by its name."""
        return None if value is None else asdict(value)

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> View | None:  # noqa: ARG002
        """Read the fields back; those a later release has added are left out."""
        if value is None:
            return None
        return cast("View", from_plain(View, value))


class ClaimColumn(TypeDecorator[Claim]):
    """A claim as readable JSON."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Claim | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Write every field by its name."""
        return None if value is None else to_plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Claim | None:  # noqa: ARG002
        """Read the fields back; those a later release has added are left out."""
        return None if value is None else cast("Claim", from_plain(Claim, value))


class PlaceColumn(TypeDecorator[Place]):
    """A place on a line as readable JSON: `{"first": "2026-03", "last": "2026-05"}`."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Place | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Write both periods by their codes."""
        return None if value is None else to_plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Place | None:  # noqa: ARG002
        """Read the periods back."""
        return None if value is None else cast("Place", from_plain(Place, value))


class PeriodColumn(TypeDecorator[Period]):
    """A period by its code: 2026-03, 2026-Q1."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Period | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the code."""
        return None if value is None else value.code

    def process_result_value(self, value: str | None, dialect: Dialect) -> Period | None:  # noqa: ARG002
        """Read the code back."""
        return None if value is None else Period.parse(value)


def code_of(kind: type[StrEnum]) -> Enum:
    """Make a column that keeps an enum by its value, as text that any database can read."""
    return Enum(
        kind, native_enum=False, length=20, values_callable=lambda members: [member.value for member in members]
    )
