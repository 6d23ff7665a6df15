"""Freed memory goes back to the system where the C library can do so."""

from __future__ import annotations

import sys

import pytest

from app.base import memory


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a call of the C library of Linux")
def test_memory_is_given_back_without_an_error() -> None:
    assert memory.give_back() in {True, False}


def test_other_systems_have_no_such_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert memory.give_back() is False
