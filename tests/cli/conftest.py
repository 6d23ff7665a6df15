"""Commands of these tests that run in this process share one warm reading process."""

from __future__ import annotations

import pytest

from app import bootstrap
from app.files.apart.reader import Reader


class KeptReader(Reader):
    """A reader that outlasts the desks it is given to; it ends with this process."""

    def close(self) -> None:
        pass


_READER = KeptReader()


@pytest.fixture(autouse=True)
def warm_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command would start a reading process of its own, as it does in a program of its own."""
    monkeypatch.setattr(bootstrap, "Reader", lambda: _READER)
