"""Lists of SHA-256 hashes as `sha256sum -c` reads them: written for a folder, and checked against it again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from app.base.errors import EnvironmentFault, FileRefused, system_words

LIST_NAME = "SHA256SUMS"
_BLOCK = 1 << 20
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def digest_of(path: Path) -> str:
    """The hash of a file's content.

    Raises:
        OSError: it cannot be read.

    """
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def files_below(folder: Path) -> Iterator[str]:
    """The files of a folder by their paths in it, `/` between the parts, sorted; the list itself is left out."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    yield from sorted(name for name in names if name != LIST_NAME)


def lines_of(folder: Path, names: Iterator[str], pause: Callable[[], None]) -> Iterator[str]:
    """The lines of these files; `pause` is called before each and may raise."""
    for name in names:
        pause()
        yield f"{digest_of(folder / name)}  {name}\n"


def read_list(folder: Path) -> dict[str, str]:
    """The hashes of a folder's list by name.

    Raises:
        FileRefused: there is no list, or it is none.

    """
    try:
        lines = (folder / LIST_NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(f"{folder} 里没有可读的校验清单 {LIST_NAME}", hint="请选择归档文件夹") from error
    found = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise FileRefused(f"{LIST_NAME} 第 {number} 行不是校验码", hint="清单已被改动，请重新归档")
        found[match[2]] = match[1]
    return found


def differing(folder: Path, pause: Callable[[], None]) -> list[str]:
    """What does not hold: files that changed, are missing, or stand in the folder and not in its list.

    Raises:
        FileRefused: there is no list, or it is none.
        EnvironmentFault: a file cannot be read.

    """
    listed, present = read_list(folder), set(files_below(folder))
    wrong = [f"{name}（清单中没有）" for name in sorted(present - listed.keys())]
    for name, digest in listed.items():
        pause()
        if name not in present:
            wrong.append(f"{name}（缺失）")
            continue
        try:
            changed = digest_of(folder / name) != digest
        except OSError as error:
            raise EnvironmentFault(f"{name} 无法读取", hint=system_words(error)) from error
        if changed:
            wrong.append(f"{name}（已改动）")
    return wrong
