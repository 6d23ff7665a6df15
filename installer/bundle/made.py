"""The order of a build: fetch, unpack, put together, prove, pack."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.bundle.checksums import write_checksums
from installer.bundle.components import Part, build_toml, read_list, system_parts, unwanted_licences, wheel_parts
from installer.bundle.deb import pack_deb
from installer.bundle.debian import (
    FONT_PACKAGES,
    LIBRARY_PACKAGES,
    PYTHON_PACKAGES,
    TEXT_PACKAGES,
    fetch_packages,
    unpack,
)
from installer.bundle.icons import draw_icons
from installer.bundle.layout import PACKAGES, Pools, put_together
from installer.bundle.licences import collect_licences
from installer.bundle.locked import locked_wheels
from installer.bundle.portable import pack_portable
from installer.bundle.proof import can_prove, prove
from installer.bundle.release import Release, release_of
from installer.bundle.sbom import cyclonedx
from installer.bundle.steps import Unbuilt, say
from installer.bundle.targets import Target
from installer.bundle.wheels import fetch_wheels, pip_of, unpack_wheels

# In MB: what a finished bundle may take on a PC's disk, and each of its files on the way there.
INSTALLED_LIMIT, PACKED_LIMIT = 230, 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to build, from which clone, and where; `tools` is the environment that has pip.

    `quick` packs with the least effort, for a try: the files are a quarter larger.
    """

    target: Target
    project: Path
    out: Path
    work: Path
    tools: Path
    proof: bool
    quick: bool = False


def make(wanted: Wanted) -> None:
    """Builds everything for one kind of PC.

    Raises:
        Unbuilt: a part cannot be had, or the finished bundle is not whole.

    """
    start = time.monotonic()
    target, release = wanted.target, release_of(wanted.project)
    work = wanted.work / target.arch
    say(f"building {release.full} for {target.arch}")
    wheels = locked_wheels(wanted.project / "uv.lock", target)
    listed = read_list(wanted.project)
    files = fetch_wheels(wheels, target, work / "wheels", pip_of(wanted.tools))
    packages = fetch_packages([*PYTHON_PACKAGES, *LIBRARY_PACKAGES, *TEXT_PACKAGES], target, work / "debs")
    tree, pools = work / "tree", Pools(work / "debian", work / "qt")
    for folder in (tree, pools.debian, pools.qt):
        shutil.rmtree(folder, ignore_errors=True)
    unpack(packages, pools.debian)
    unpack_wheels(files, tree / PACKAGES, pools.qt)
    used = put_together(tree, pools, wanted.project, target, release)
    taken = [package for package in packages if package.name in used]
    parts = [*wheel_parts(wheels, listed), *system_parts(taken, listed)]
    collect_licences(tree, wheels, taken, pools.debian)
    _write_lists(tree, parts, target, release)
    if not wanted.proof:
        say("not started: asked to leave the proof out")
    elif can_prove(target):
        prove(tree, target)
    else:
        raise Unbuilt(f"{target.emulator} is not installed, so the bundle cannot be started here (--without-proof)")
    _pack(wanted, tree, release, parts)
    say(f"done after {time.monotonic() - start:.0f} s")


def _write_lists(tree: Path, parts: Sequence[Part], target: Target, release: Release) -> None:
    refused = unwanted_licences(part.licence for part in parts)
    if refused:
        raise Unbuilt(f"not allowed in a bundle: {', '.join(refused)}")
    (tree / PACKAGES / "app/_resources/build.toml").write_text(build_toml(release.full, parts), encoding="utf-8")
    (tree / "share/components.cdx.json").write_text(cyclonedx(parts, target, release), encoding="utf-8")


def _pack(wanted: Wanted, tree: Path, release: Release, parts: Sequence[Part]) -> None:
    out, target = wanted.out, wanted.target
    work = wanted.work / target.arch
    icons = draw_icons(wanted.project, work / "icons")
    shutil.copyfile(icons / "256.png", tree / "share/jiesu-desk.png")
    extra = out / "extra"
    extra.mkdir(parents=True, exist_ok=True)
    say("packing")
    components = out / f"jiesu-desk_{release.full}_{target.arch}.cdx.json"
    components.write_text(cyclonedx(parts, target, release), encoding="utf-8")
    made = [
        components,
        pack_deb(tree, icons, target, release, out, effort=0 if wanted.quick else 6),
        pack_portable(tree, target, release, out, effort=1 if wanted.quick else 9),
    ]
    for font in fetch_packages(FONT_PACKAGES, target, work / "fonts"):
        made.append(Path(shutil.copy(font.file, extra)))
    write_checksums(out, made, f"SHA256SUMS_{target.arch}")
    for path in made:
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    installed = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"installed: {installed / 1e6:.1f} MB")
    large = too_large(installed, {path.name: path.stat().st_size for path in made})
    if large:
        raise Unbuilt(f"larger than an office takes: {'; '.join(large)}")


def too_large(installed: int, packed: Mapping[str, int]) -> list[str]:
    """What is above its limit, in words; sizes are in bytes, those of packed files by name."""
    found = (
        [f"installed {installed / 1e6:.1f} MB, at most {INSTALLED_LIMIT}"] if installed > INSTALLED_LIMIT * 1e6 else []
    )
    return found + [
        f"{name} {size / 1e6:.1f} MB, at most {PACKED_LIMIT}"
        for name, size in packed.items()
        if size > PACKED_LIMIT * 1e6
    ]
