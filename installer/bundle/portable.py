"""Packs the bundle's folder as a .tar.gz for people without root: unpack it anywhere and start `jiesu-desk`."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

from installer.bundle.layout import LINUX_FILES
from installer.bundle.release import Release
from installer.bundle.targets import Target


def pack_portable(tree: Path, target: Target, release: Release, out: Path, effort: int = 9) -> Path:
    """The finished archive in `out`; its Python is started through its own loader, wherever the folder lies."""
    name = f"jiesu-desk-{release.full}-{target.arch}"
    file = out / f"{name}.tar.gz"
    script = (LINUX_FILES / "portable_python.sh").read_text("utf-8").replace("@LOADER@", target.loader)

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        return member.replace(mtime=release.seconds, uid=0, gid=0, uname="root", gname="root", deep=False)

    with (
        file.open("wb") as raw,
        gzip.GzipFile("", "wb", effort, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(tree.rglob("*")):
            inner = path.relative_to(tree)
            if str(inner) != "bin/python":
                archive.add(path, f"{name}/{inner}", recursive=False, filter=plain)
        data = script.encode()
        starter = tarfile.TarInfo(f"{name}/bin/python").replace(mtime=release.seconds, mode=0o755)
        starter.size = len(data)
        archive.addfile(starter, io.BytesIO(data))
        link = tarfile.TarInfo(f"{name}/jiesu-desk").replace(mtime=release.seconds, linkname="bin/jiesu-desk")
        link.type = tarfile.SYMTYPE
        archive.addfile(link)
    return file
