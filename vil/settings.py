"""Where the product keeps its data, and how it is served: `config.toml`, then `VIL_*`, then options."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vil.errors import SettingInvalid

PROJECT_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Every setting; README lists them.

    `data_dir` is the data folder, `records_url` an SQLAlchemy address (empty means SQLite in the data folder),
    `allowed_hosts` further host names a browser may reach the product by, with commas between, `max_upload_mb`
    the largest upload, `reading_memory_mb` and `reading_seconds` the limits of the child process that reads a file, and
    `pseudonym_key_file` the key that makes pseudonyms (empty means `pseudonym.key` in the data folder).
    """

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8501
    allowed_hosts: str = ""
    records_url: str = ""
    max_upload_mb: int = 200
    reading_memory_mb: int = 2048
    reading_seconds: int = 120
    pseudonym_key_file: str = ""

    @property
    def inbox(self) -> Path:
        """Files to point at."""
        return self.data_dir / "inbox"

    @property
    def datasets(self) -> Path:
        """Published versions, one folder for each data set."""
        return self.data_dir / "datasets"

    @property
    def pictures(self) -> Path:
        """Pictures that rounds hold, each under the hash of what is in it."""
        return self.data_dir / "pictures"

    @property
    def recipes(self) -> Path:
        """Recipes as TOML."""
        return self.data_dir / "recipes"

    @property
    def pseudonym_key(self) -> Path:
        """The key that makes pseudonyms, made on first use."""
        return (
            Path(self.pseudonym_key_file).expanduser() if self.pseudonym_key_file else self.data_dir / "pseudonym.key"
        )

    @property
    def database_url(self) -> str:
        """Where the records are."""
        return self.records_url or f"sqlite:///{self.data_dir / 'records.sqlite'}"


def default_data_dir() -> Path:
    """Find the user's own data directory for the product, by the habit of the operating system."""
    import platformdirs

    return Path(platformdirs.user_data_dir("vil", appauthor=False))


def load_settings(options: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Put the settings together; `options` are those given on the command line (None values count as not given).

    Raises SettingInvalid with the setting's name when a value is of the wrong kind.
    """
    environ = os.environ if environ is None else environ
    given = {name: value for name, value in (options or {}).items() if value is not None}
    data_dir = Path(given.pop("data_dir", None) or environ.get("VIL_DATA") or default_data_dir()).expanduser().resolve()
    settings = Settings(data_dir=data_dir)
    for layer in (_from_file(data_dir / "config.toml"), _from_environment(environ), given):
        settings = replace(settings, **{name: _typed(settings, name, value) for name, value in layer.items()})
    return settings


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingInvalid(f"{path} kan ikke læses som TOML ({error}). Ret filen, eller slet den.") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    names = [name for name in Settings.__dataclass_fields__ if name != "data_dir"]
    return {name: environ[f"VIL_{name.upper()}"] for name in names if f"VIL_{name.upper()}" in environ}


def _typed(settings: Settings, name: str, value: Any) -> Any:
    if name == "data_dir" or name not in Settings.__dataclass_fields__:
        raise SettingInvalid(f"Indstillingen »{name}« findes ikke. Se listen i README.")
    kind = type(getattr(settings, name))
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise SettingInvalid(
            f"Indstillingen »{name}« skal være et helt tal. Ret den i config.toml eller VIL_*."
        ) from error
