"""The desk of the tests of papers."""

from __future__ import annotations

from tests.desk.paper.conftest import desk, still

__all__ = ["desk", "still"]
