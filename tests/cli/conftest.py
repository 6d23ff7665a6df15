"""Commands of these tests that run in this process share one warm reading process."""

from __future__ import annotations

import pytest

from app import bootstrap
from tests.support.registers import READER


@pytest.fixture(autouse=True)
def warm_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command would start a reading process of its own, as it does in a program of its own."""
    monkeypatch.setattr(bootstrap, "Reader", lambda: READER)
