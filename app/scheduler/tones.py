"""The alarm sounds as computed wav data: two rising tones, a faster triple, and the triple twice at full volume."""

from __future__ import annotations

import enum
import io
import math
import struct
import wave

RATE = 16_000
_CALM = ((784.0, 0.16), (0.0, 0.04), (1046.5, 0.26))
_URGENT = ((988.0, 0.12), (0.0, 0.05)) * 3 + ((1318.5, 0.22), (0.0, 0.05), (1318.5, 0.22))
_FADE_SECONDS = 0.012


class Tone(enum.Enum):
    """A sound by its file name: for a calm, an urgent and an unanswered alarm."""

    CALM = "calm.wav"
    URGENT = "urgent.wav"
    LOUD = "loud.wav"


_NOTES = {Tone.CALM: (0.55, _CALM), Tone.URGENT: (0.55, _URGENT), Tone.LOUD: (1.0, (*_URGENT, (0.0, 0.15), *_URGENT))}


def tone_file(tone: Tone) -> bytes:
    """A mono wav of 16 bits and 16 kHz, shorter than 3 seconds; always the same bytes."""
    loudness, notes = _NOTES[tone]
    samples = [value for pitch, seconds in notes for value in _tone(pitch, seconds, loudness)]
    store = io.BytesIO()
    with wave.open(store, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return store.getvalue()


def _tone(pitch: float, seconds: float, loudness: float) -> list[int]:
    count = round(seconds * RATE)
    fade = _FADE_SECONDS * RATE
    values = []
    for place in range(count):
        edge = min(1.0, place / fade, (count - place) / fade)
        angle = 2 * math.pi * pitch * place / RATE
        values.append(round(32767 * loudness * edge * (0.8 * math.sin(angle) + 0.2 * math.sin(2 * angle))))
    return values
