"""Fetches locked wheels by pip, each checked by its hash, and unpacks what the bundle keeps of them."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from installer.bundle.locked import Wheel
from installer.bundle.pruning import is_qt_library, keeps_of_wheel
from installer.bundle.steps import Unbuilt, run
from installer.bundle.targets import Target

_FOR_THEM = (
    "-q", "--no-deps", "--only-binary=:all:", "--require-hashes",
    "--implementation=cp", "--python-version=3.11", "--abi=cp311", "--abi=abi3", "--abi=none",
)  # fmt: skip


def fetch_wheels(wheels: Sequence[Wheel], target: Target, folder: Path, pip: Sequence[str]) -> list[Path]:
    """The files of all wheels in `folder`, in the order asked; what lies there with the right hash is not fetched.

    Raises:
        Unbuilt: pip cannot get one, or a file differs from the locked hash.

    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [wheel for wheel in wheels if not _is_right(folder / wheel.file, wheel)]
    if missing:
        listed = folder / "wanted.txt"
        listed.write_text("".join(f"{wheel.requirement}\n" for wheel in missing), "utf-8")
        platforms = [word for tag in target.wheel_tags for word in ("--platform", tag)]
        run(
            [*pip, "download", *_FOR_THEM, *platforms, "-d", str(folder), "-r", str(listed)],
        )
        listed.unlink()
    for wheel in wheels:
        if not _is_right(folder / wheel.file, wheel):
            raise Unbuilt(f"{wheel.file} does not have the hash that uv.lock names")
    return [folder / wheel.file for wheel in wheels]


def unpack_wheels(files: Sequence[Path], packages: Path, qt_pool: Path) -> None:
    """Unpacks wheels into `packages`; Qt's libraries go into `qt_pool`, from which only the needed ones are taken."""
    for file in files:
        with zipfile.ZipFile(file) as wheel:
            for member in wheel.infolist():
                if not member.is_dir():
                    _unpack(wheel, member, packages, qt_pool)


def _unpack(wheel: zipfile.ZipFile, member: zipfile.ZipInfo, packages: Path, qt_pool: Path) -> None:
    name = member.filename
    if ".data/" in name:  # purelib and platlib are the package itself; scripts and headers are not kept
        kind, _, inner = name.split(".data/", 1)[1].partition("/")
        name = inner if kind in {"purelib", "platlib"} else ""
    if name and is_qt_library(name):
        place = qt_pool / PurePosixPath(name).name
    elif name and keeps_of_wheel(name):
        place = packages / name
    else:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(wheel.read(member))
    place.chmod(0o644)


def _is_right(path: Path, wheel: Wheel) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == wheel.sha256


def pip_of(venv_tools: Path) -> list[str]:
    """The command of the pip that came with the project's tools; raises Unbuilt where there is none."""
    python = venv_tools / "bin" / "python"
    if subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        raise Unbuilt("the tools of .venv are missing: run `python3 installer/bootstrap.py test` once")
    return [str(python), "-m", "pip", "--disable-pip-version-check"]
