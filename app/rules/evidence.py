"""Files that prove something, as the records that name them know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the data folder: the hash of its content and the name it came with."""

    digest: str
    name: str
