"""The messages between the desk and the reading process: a length, a kind, a body."""

from __future__ import annotations

import struct
from typing import IO

# The kinds: a request; the file is open; still at work; packed rows; the answer; a refusal.
ASK, OPENED, WORKING, ROWS, DONE, REFUSED = b"a", b"o", b"w", b"r", b"d", b"x"
FINAL = frozenset({DONE, REFUSED})
# The desk takes no longer message: whatever the reading process became, it cannot swell the desk.
LONGEST = 64 << 20
_LENGTH = struct.Struct("<I")


def send(pipe: IO[bytes], kind: bytes, body: bytes = b"") -> None:
    """Writes one message."""
    pipe.write(_LENGTH.pack(len(body) + 1) + kind)
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes], *, longest: int | None = None) -> tuple[bytes, bytes] | None:
    """The next message; None at the end of the pipe, within a broken message, and at one that is too long."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if not length or (longest is not None and length > longest):
        return None
    body = pipe.read(length)
    return (body[:1], body[1:]) if len(body) == length else None
