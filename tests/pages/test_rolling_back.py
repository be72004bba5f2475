"""Another version is put in force from the list of versions, after a confirmation."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from vil.bootstrap import SAMPLES
from vil.services.publishing import publish_extract, read_recipe
from vil.services.rolling_back import current_number, list_rollbacks
from vil.settings import Settings

Visit = Callable[..., AppTest]


def test_an_earlier_version_is_put_in_force_after_a_confirmation(sample_folder: Settings, visit: Visit) -> None:
    recipe = read_recipe(SAMPLES / "recipes" / "bosteder.toml")
    publish_extract(sample_folder, SAMPLES / "bosteder.csv", recipe, published_by="Anne")
    app = visit("datasets.py")
    app = app.button(key="rollback.bosteder.1").click().run()
    assert current_number(sample_folder.datasets, "bosteder") == 2
    app = app.button(key="rollback.confirm").click().run()
    assert not app.exception
    assert current_number(sample_folder.datasets, "bosteder") == 1
    assert [made.by for made in list_rollbacks(sample_folder.datasets, "bosteder")] == ["lokal bruger"]
    assert app.button(key="rollback.bosteder.2").label == "Gør til den gældende udgave"
    told = [caption.value for caption in app.caption if "i stedet for udgave 2" in caption.value]
    assert len(told) == 1
