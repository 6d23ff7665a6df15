"""The data folders of this account that ever held a register, remembered outside them.

A folder that was deleted, emptied or renamed while the desk is off cannot say so itself. The list is a small file in
the user's own state folder (JIESU_DESK_STATE names another); nothing ever fails because of it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import platformdirs

from app.base.private_files import make_folder, private_opener

ENVIRONMENT_VARIABLE = "JIESU_DESK_STATE"
# A register's own name, in the file that marks its folder.
MARK_NAME = "REGISTER.txt"
_IDENTITY = re.compile(r"编号：([0-9a-f]{16})")
_LONGEST, _MOST, _SIBLINGS = 1 << 20, 200, 500
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KnownFolder:
    """A remembered folder: its path, the identity of its register, and the second place of its copies ("": none)."""

    path: str
    identity: str
    second: str = ""


def new_identity() -> str:
    """The identity of a register that has just been made."""
    return os.urandom(8).hex()


def identity_line(identity: str) -> str:
    """The line of the mark that names a register."""
    return f"登记库编号：{identity}\n"


def identity_in(root: Path) -> str:
    """The identity that the mark of a folder names; empty without one."""
    try:
        with (root / MARK_NAME).open(encoding="utf-8") as mark:
            found = _IDENTITY.search(mark.read(_LONGEST))
    except (OSError, ValueError):
        return ""
    return found[1] if found else ""


def known(root: Path) -> KnownFolder | None:
    """What is remembered of a folder; None when no register was ever seen there."""
    path = _key(root)
    return next((one for one in _read() if one.path == path), None)


def remember(root: Path, *, identity: str | None = None, second: str | None = None) -> None:
    """Notes that a folder holds a register; what is not given stays as it was noted."""
    path, kept = _key(root), _read()
    before = next((one for one in kept if one.path == path), None)
    noted = before or KnownFolder(path, "")
    if identity is not None:
        noted = replace(noted, identity=identity)
    if second is not None:
        noted = replace(noted, second=second)
    if noted != before:
        _write([*(one for one in kept if one.path != path), noted][-_MOST:])


def forget(root: Path) -> None:
    """Takes a folder from the list, once its register was erased."""
    path, kept = _key(root), _read()
    left = [one for one in kept if one.path != path]
    if left != kept:
        _write(left)


def renamed_to(folder: KnownFolder) -> str:
    """The folder beside a remembered one that holds its register now; empty when there is none."""
    if not folder.identity:
        return ""
    root = Path(folder.path)
    try:
        beside = sorted(root.parent.iterdir())[:_SIBLINGS]
    except OSError:
        return ""
    return next((str(one) for one in beside if one != root and identity_in(one) == folder.identity), "")


def _key(root: Path) -> str:
    return os.path.normcase(os.path.realpath(root))


def _place() -> Path:
    named = os.environ.get(ENVIRONMENT_VARIABLE, "").strip()
    folder = Path(named) if named else Path(platformdirs.user_state_dir("jiesu-desk", appauthor=False))
    return folder / "data-folders.json"


def _read() -> list[KnownFolder]:
    try:
        with _place().open("rb") as file:
            held = json.loads(file.read(_LONGEST))
        return [KnownFolder(str(one["path"]), str(one["identity"]), str(one["second"])) for one in held]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def _write(folders: list[KnownFolder]) -> None:
    place = _place()
    aside = place.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        make_folder(place.parent)
        with open(aside, "w", encoding="utf-8", opener=private_opener) as file:
            json.dump([asdict(one) for one in folders], file, ensure_ascii=False)
        aside.replace(place)
    except (OSError, ValueError) as error:
        _log.warning("the data folder could not be remembered: %s", type(error).__name__)
