"""The desk of the tests of assessments."""

from __future__ import annotations

from tests.desk.obligation.conftest import desk, paper, planted, still

__all__ = ["desk", "paper", "planted", "still"]
