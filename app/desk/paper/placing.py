"""Puts a paper's file in its place with the commit of its issue, and settles after a crash what was left in between."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import EnvironmentFault, FolderInUse
from app.base.lock import WindowLock
from app.base.private_files import make_folder
from app.desk.shared.context import Desk
from app.files.shared.aside import write_fault, written_aside
from app.models.paper.records import PaperRecord

_log = logging.getLogger(__name__)
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper is written before it is issued: `home` is a folder of its own, `aside` lies beside its target."""

    token: str
    home: Path
    aside: Path


@contextmanager
def placing(desk: Desk, path: Path) -> Iterator[Place]:
    """A place for writing a paper that shall stand at `path`; when the block ends nothing remains of it.

    A crash leaves the lock of the place, by which `recover` finds what is to be settled.

    Raises:
        EnvironmentFault: the data folder cannot be written to.

    """
    token = secrets.token_hex(8)
    homes = desk.folder.papers
    lock = homes / f"{token}{_LOCK}"
    held = WindowLock(lock)
    place = Place(token, homes / token, path.with_name(f".{token}.part"))
    try:
        make_folder(homes)
        held.take(now=desk.now())
        make_folder(place.home)
        (place.home / "aside").write_bytes(os.fsencode(os.path.abspath(place.aside)))
    except OSError as error:
        held.close()
        raise write_fault(place.home, error) from error
    try:
        yield place
    finally:
        place.aside.unlink(missing_ok=True)
        shutil.rmtree(place.home, ignore_errors=True)
        held.close()
        lock.unlink(missing_ok=True)


def write_beside(place: Place, path: Path, content: bytes) -> None:
    """Writes a file beside its target, down to the disk; `put_in_place` makes it the target.

    Raises:
        EnvironmentFault: it cannot be written.

    """
    try:
        with place.aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise write_fault(path, error) from error


def put_in_place(desk: Desk, paper: PaperRecord, aside: Path) -> bool:
    """Puts the file of an issued paper at its path, from beside it or from the register; False when it cannot."""
    target = Path(paper.file)
    try:
        if _is(aside, paper.sha256):
            os.replace(aside, target)
        elif not _is(target, paper.sha256):
            with desk.register.reading() as stores:
                content = stores.papers.contents(paper.id).content
            with written_aside(target) as fresh:
                fresh.write_bytes(content)
    except (OSError, EnvironmentFault) as error:
        _log.warning("the file of an issued paper could not be put in place: %s", type(error).__name__)
        return False
    with desk.register.writing() as stores:
        stores.papers.mark_placed(paper.id)
    return True


def recover(desk: Desk) -> int:
    """Settles what crashed issues left: a committed one gets its file, of any other nothing remains. Counts both.

    Places whose writer still works are left alone.
    """
    settled = 0
    for lock in sorted(desk.folder.papers.glob(f"*{_LOCK}")):
        held = WindowLock(lock)
        try:
            held.take(now=desk.now())
        except EnvironmentFault as error:
            if not isinstance(error, FolderInUse):
                _log.warning("what an issue left is not settled now: %s", type(error).__name__)
            continue
        try:
            if _settle(desk, lock.name.removesuffix(_LOCK)):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                settled += 1
        finally:
            held.close()
        if not lock.with_suffix("").exists():
            lock.unlink(missing_ok=True)
    return settled


def _settle(desk: Desk, token: str) -> bool:
    """Whether nothing is left to do for this issue."""
    note = desk.folder.papers / token / "aside"
    aside = Path(os.fsdecode(note.read_bytes())) if note.is_file() and note.stat().st_size else None
    with desk.register.reading() as stores:
        paper = stores.papers.of_token(token)
    done = paper is None or paper.placed or put_in_place(desk, paper, aside or Path(f"{paper.file}.none"))
    if done and aside is not None:
        aside.unlink(missing_ok=True)
    return done


def _is(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False
