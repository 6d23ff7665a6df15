"""Collects the licence text of every part of a bundle, and what the LGPL asks of one who passes Qt on."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from installer.bundle.debian import DebianPackage
from installer.bundle.layout import PACKAGES
from installer.bundle.locked import Wheel
from installer.bundle.steps import Unbuilt

COMMON = Path("/usr/share/common-licenses")
COMMON_TEXTS = ("LGPL-3", "GPL-3", "LGPL-2.1", "GPL-2", "Apache-2.0")
# Wheels without a text of their own, and the common ones that hold for them.
TEXT_OF = {"pyside6-essentials": ("LGPL-3", "GPL-3"), "shiboken6": ("LGPL-3", "GPL-3")}
_NAMES = ("licen", "copying", "authors", "notice")
OFFER = """\
接诉值守台按 MIT 许可提供（见上一级文件夹的 LICENSE）。随附组件各按自己的许可，全文在本文件夹。

Qt、Qt for Python（LGPL-3.0）以及其他 LGPL 组件：
一、本软件动态链接它们，未作修改。文件在 lib/python3/dist-packages/PySide6、shiboken6 和 lib 中，都是独立的共享库；
    可以用自行修改、接口兼容的同名文件替换，本软件不阻止替换和为调试这种修改所作的反向工程。
二、自收到本软件之日起三年内，可向提供本软件的单位书面索取这些组件的完整对应源代码，只收取复制和邮寄的成本。
    各组件的确切版本见 ../components.cdx.json。
    Debian 组件的源代码即该清单所列源码包；Qt 与 Qt for Python 为所列版本的官方源代码。
三、ICU（Unicode-3.0）的数据只保留中文排序，其余语言的数据未随附；换回完整的 libicudata.so.73 也能使用。
四、LGPL-3.0、GPL-3.0 全文见 common 文件夹。
"""


def collect_licences(tree: Path, wheels: Iterable[Wheel], packages: Iterable[DebianPackage], debian: Path) -> Path:
    """Fills `share/licences` and returns it.

    Raises:
        Unbuilt: a part has no licence text.

    """
    folder = tree / "share/licences"
    (folder / "common").mkdir(parents=True, exist_ok=True)
    for name in COMMON_TEXTS:
        shutil.copyfile(COMMON / name, folder / "common" / name)
    (folder / "源代码提供.txt").write_text(OFFER, encoding="utf-8")
    for wheel in wheels:
        _texts_of_wheel(wheel, tree / PACKAGES, folder / wheel.name)
    for package in packages:
        place = folder / package.name
        place.mkdir(exist_ok=True)
        shutil.copyfile(_copyright(package.name, debian), place / "copyright")
    return folder


def _texts_of_wheel(wheel: Wheel, packages: Path, place: Path) -> None:
    known = wheel.name.replace("-", "_").lower()
    folders = [path for path in packages.glob("*.dist-info") if path.name.lower().startswith(f"{known}-")]
    texts = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(word in path.name.lower() for word in _NAMES)
    ]
    texts += [COMMON / name for name in TEXT_OF.get(wheel.name, ())]
    if not texts:
        raise Unbuilt(f"{wheel.file} holds no licence text")
    place.mkdir(exist_ok=True)
    for path in texts:
        shutil.copyfile(path, place / path.name)


def _copyright(name: str, debian: Path) -> Path:
    """The package's copyright file; its folder may be a link to that of another package."""
    folder = debian / name / "usr/share/doc" / name
    if folder.is_symlink():
        other = folder.readlink().name
        folder = debian / other / "usr/share/doc" / other
    found = folder / "copyright"
    if found.is_symlink():
        found = debian / found.readlink().parent.name / "usr/share/doc" / found.readlink().parent.name / "copyright"
    if not found.is_file():
        raise Unbuilt(f"the package {name} holds no copyright file")
    return found
