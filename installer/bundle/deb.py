"""Packs the bundle's folder as a .deb, without asking a person and without needing anything of the PC."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

from installer.bundle.layout import LINUX_FILES
from installer.bundle.release import Release
from installer.bundle.steps import run
from installer.bundle.targets import Target

SCRIPTS = ("preinst", "postinst", "prerm", "postrm")
_CONTROL = """\
Package: jiesu-desk
Version: {version}
Architecture: {arch}
Maintainer: jiesu-desk contributors <jiesu-desk@localhost>
Installed-Size: {size}
Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei, libnotify-bin, xdg-utils
Section: misc
Priority: optional
Description: 接诉值守台：12345 接诉即办值守
 签收、提醒、联系、回访、退单、催办与当日日志，离线使用，数据只在本机。
 自带 Python、Qt 与 C 运行库，不改动系统，可与任何版本的系统组件并存。
"""


def pack_deb(tree: Path, icons: Path, target: Target, release: Release, out: Path, effort: int = 6) -> Path:
    """The finished .deb in `out`; times are those of the commit, so that one commit gives one package.

    Raises:
        Unbuilt: dpkg-deb refuses.

    """
    root = tree.parent / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _fill(root, tree, icons, release)
    _control(root, target, release)
    for path in [root, *root.rglob("*")]:
        os.utime(path, (release.seconds, release.seconds), follow_symlinks=False)
    file = out / f"jiesu-desk_{release.full}_{target.arch}.deb"
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(release.seconds)}
    # xz: the dpkg of older systems does not read zstd.
    run(["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{effort}", "--build", str(root), str(file)], variables=variables)
    return file


def _fill(root: Path, tree: Path, icons: Path, release: Release) -> None:
    shutil.copytree(tree, root / "opt/jiesu-desk/package", symlinks=True, copy_function=os.link)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/jiesu-desk").symlink_to("/opt/jiesu-desk/current/bin/jiesu-desk")
    entries = root / "usr/share/applications"
    entries.mkdir(parents=True)
    shutil.copyfile(LINUX_FILES / "jiesu-desk.desktop", entries / "jiesu-desk.desktop")
    for icon in icons.glob("*.png"):
        place = root / f"usr/share/icons/hicolor/{icon.stem}x{icon.stem}/apps/jiesu-desk.png"
        place.parent.mkdir(parents=True)
        shutil.copyfile(icon, place)
    manual = root / "usr/share/man/man1/jiesu-desk.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(with_version("jiesu-desk.1", release).encode(), mtime=0))
    documents = root / "usr/share/doc/jiesu-desk"
    documents.mkdir(parents=True)
    shutil.copyfile(tree / "share/LICENSE", documents / "copyright")


def _control(root: Path, target: Target, release: Release) -> None:
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) // 1024
    (control / "control").write_text(
        _CONTROL.format(version=release.full, arch=target.arch, size=size), encoding="utf-8"
    )
    for name in SCRIPTS:
        (control / name).write_text(with_version(name, release), encoding="utf-8")
        (control / name).chmod(0o755)


def with_version(name: str, release: Release) -> str:
    """The text of one of our Linux files with this build's version in it."""
    return (LINUX_FILES / name).read_text("utf-8").replace("@VERSION@", release.full)
