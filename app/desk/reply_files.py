"""The attachments of a reply: files named by their path are copied into the data folder, then stand there by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.base.people import Person
from app.desk import evidence
from app.desk.context import Desk
from app.files.copies import Copied
from app.models.stores import Stores
from app.rules.replies import FILES


@dataclass(frozen=True, slots=True)
class TakenFiles:
    """The lines of the field as they will be kept, and the files copied for them."""

    lines: tuple[str, ...]
    copied: tuple[tuple[Path, Copied], ...]

    def keep(self, desk: Desk, stores: Stores, person: Person) -> None:
        """Notes the files within the open transaction."""
        for path, copied in self.copied:
            evidence.keep(desk, stores, person, path, copied)


@contextmanager
def taken_in(desk: Desk, values: Mapping[str, str]) -> Iterator[TakenFiles]:
    """Copies the files of a reply for a transaction inside the block; when it fails, fresh copies go again.

    A line that is no whole path is a name kept before, and stays.

    Raises:
        FileRefused: a file is missing, empty or larger than 20 MB.

    """
    lines: list[str] = []
    copied: list[tuple[Path, Copied]] = []
    with ExitStack() as held:
        for line in values.get(FILES, "").splitlines():
            path = Path(line.strip())
            if not path.is_absolute():
                lines.append(line.strip())
                continue
            taken = held.enter_context(evidence.taken_in(desk, path))
            if taken is not None:
                copied.append((path, taken))
                lines.append(f"{path.name}　{taken.digest[:12]}")
        yield TakenFiles(tuple(dict.fromkeys(lines)), tuple(copied))
