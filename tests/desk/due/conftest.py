"""The desk of the tests of papers."""

from __future__ import annotations

from tests.desk.paper.conftest import desk, issue, making, still

__all__ = ["desk", "issue", "making", "still"]
