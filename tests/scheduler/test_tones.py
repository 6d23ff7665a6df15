"""The shipped sounds are the computed ones."""

from __future__ import annotations

import io
import wave

import pytest

from app.base.resources import resource
from app.scheduler.tones import Tone, tone_file


@pytest.mark.parametrize("tone", Tone)
def test_the_shipped_file_is_the_computed_one(tone: Tone) -> None:
    made = tone_file(tone)
    assert resource("sounds", tone.value).read_bytes() == made
    with wave.open(io.BytesIO(made)) as sound:
        assert 0.3 < sound.getnframes() / sound.getframerate() < 3
