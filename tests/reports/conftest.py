"""The desk of the desk tests, for reports on it."""

from __future__ import annotations

from tests.desk.conftest import desk, minutes, still, take_in

__all__ = ["desk", "minutes", "still", "take_in"]
