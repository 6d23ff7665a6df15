"""Builds a small zip file in memory, copying packed members unchanged."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stored:
    """One member of a zip file: its packing method, checksum, size unpacked and packed bytes."""

    name: bytes
    method: int
    checksum: int
    size: int
    data: bytes

    @classmethod
    def of(cls, name: str, data: bytes) -> Stored:
        """A member that is not packed."""
        return cls(name.encode(), 0, zlib.crc32(data), len(data), data)


def zip_of(members: Sequence[Stored]) -> bytes:
    """A zip file of the members (less than 4 GB together)."""
    pieces: list[bytes] = []
    listing: list[bytes] = []
    at = 0
    for one in members:
        fields = (20, 0x800, one.method, 0, 0x21, one.checksum, len(one.data), one.size, len(one.name), 0)
        head = b"PK\x03\x04" + struct.pack("<5H3I2H", *fields) + one.name
        listing.append(b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, *fields, 0, 0, 0, 0, at) + one.name)
        pieces += (head, one.data)
        at += len(head) + len(one.data)
    directory = b"".join(listing)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), at, 0)
    return b"".join((*pieces, directory, end))
