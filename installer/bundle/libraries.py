"""Takes into the bundle exactly the shared libraries that its files need, and proves that none is left open."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from installer.bundle.elf import extend_search_to_all, is_elf, read_elf
from installer.bundle.steps import Unbuilt
from installer.bundle.targets import Target


@dataclass(slots=True)
class Taken:
    """Which library was taken from which file of the pools."""

    origin: dict[str, Path] = field(default_factory=dict)


def elf_files(tree: Path) -> list[Path]:
    """Every ELF file of a folder, links left aside."""
    return sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path))


def take_needed(tree: Path, pools: Iterable[tuple[Path, Path]]) -> Taken:
    """Copies what the ELF files of `tree` need, and what that needs, from each pool into the folder named with it.

    Raises:
        Unbuilt: a library is in no pool.

    """
    offered = _offered(pools)
    taken, waiting = Taken(), elf_files(tree)
    present = {path.name for path in waiting}
    while waiting:
        path = waiting.pop()
        for name in read_elf(path).needed:
            if name in present:
                continue
            if name not in offered:
                raise Unbuilt(f"{path.name} needs {name}, which no fetched package holds")
            source, folder = offered[name]
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
            taken.origin[name] = source
            present.add(name)
            waiting.append(folder / name)
    return taken


def close_search(tree: Path) -> int:
    """Makes every file of the tree search where the program searches; returns how many files were changed."""
    return sum(extend_search_to_all(path) for path in elf_files(tree))


def open_needs(tree: Path, target: Target) -> list[str]:
    """What is wrong with the libraries of a finished tree: `file: reason`, by file."""
    files = elf_files(tree)
    names = {path.name for path in files}
    found = []
    for path in files:
        elf, where = read_elf(path), path.relative_to(tree)
        if elf.arch != target.arch:
            found.append(f"{where}: made for another processor")
        if elf.runpath:
            found.append(f"{where}: still has a DT_RUNPATH, {elf.runpath}")
        found += [f"{where}: needs {name}, which is not in the bundle" for name in elf.needed if name not in names]
    return found


def _offered(pools: Iterable[tuple[Path, Path]]) -> dict[str, tuple[Path, Path]]:
    """File name and DT_SONAME of every library in the pools; the first pool that has a name wins."""
    offered: dict[str, tuple[Path, Path]] = {}
    for pool, folder in pools:
        for path in sorted(pool.rglob("*.so*")):
            if path.is_file() and is_elf(path):
                offered.setdefault(path.name, (path, folder))
                offered.setdefault(read_elf(path).soname or path.name, (path, folder))
    return offered
