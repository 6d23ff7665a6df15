"""The shipped sounds are the computed ones."""

from __future__ import annotations

import io
import wave

import pytest

from app.base.resources import resource
from app.scheduler.tones import tone_file


@pytest.mark.parametrize(("name", "urgent"), [("calm.wav", False), ("urgent.wav", True)])
def test_the_shipped_file_is_the_computed_one(name: str, urgent: bool) -> None:
    made = tone_file(urgent=urgent)
    assert resource("sounds", name).read_bytes() == made
    with wave.open(io.BytesIO(made)) as sound:
        assert 0.3 < sound.getnframes() / sound.getframerate() < 1.5
