"""Notices surroundings that harm a register: network shares, synced folders, a PC with a wrong zone or clock."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from app.base.clock import to_local

_SYNCED = (
    "onedrive",
    "dropbox",
    "坚果云",
    "nutstore",
    "百度网盘",
    "baidunetdisk",
    "wps云盘",
    "icloud",
    "google drive",
    "syncthing",
)
_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.davfs"}
_DRIVE_REMOTE = 4
_CLOCK_MAY_LAG = timedelta(minutes=2)


@cache
def folder_warnings(root: Path) -> tuple[str, ...]:
    """Warnings for the foot of the window; empty when the folder is a good place."""
    warnings: list[str] = []
    resolved = root.resolve()
    if on_network(resolved):
        warnings.append("数据文件夹在网络盘上，登记库可能损坏，请移到本机磁盘")
    if synced_by(resolved):
        warnings.append(f"数据文件夹在同步盘“{synced_by(resolved)}”里，登记库可能损坏，请移到别处")
    return tuple(warnings)


def synced_by(root: Path) -> str:
    """The name of the synced folder that the path lies in; empty when in none."""
    for part in root.parts:
        if any(name in part.lower() for name in _SYNCED):
            return part
    return ""


def file_system_of(root: Path, mounts: str) -> str:
    """The file system type under the path, from the text of /proc/mounts; the longest mount point wins."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = root == Path(point) or Path(point) in root.parents
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def zone_warning() -> str:
    """A sentence when the PC's zone is not Beijing's; the desk itself is not affected."""
    seconds = -time.timezone
    if seconds == 8 * 3600:
        return ""
    return f"电脑时区不是北京时间（UTC{seconds // 3600:+d}），本程序仍按北京时间显示"


def clock_warning(newest: datetime | None, now: datetime) -> str:
    """A warning when the PC's clock is earlier than the newest record; empty when it is not."""
    if newest is None or newest - now <= _CLOCK_MAY_LAG:
        return ""
    return f"电脑时间可能不对：现在 {to_local(now):%m-%d %H:%M}，记录里已有 {to_local(newest):%m-%d %H:%M} 的，请核对"


def pc_warnings(newest: datetime | None, now: datetime) -> tuple[str, ...]:
    """Sentences about the PC's clock and zone; `newest` is the latest time on record."""
    return tuple(filter(None, [clock_warning(newest, now), zone_warning()]))


def _mounts() -> str:
    path = Path("/proc/mounts")
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


if sys.platform == "win32":
    import ctypes

    def on_network(root: Path) -> bool:
        """Whether the path lies on a network share, as far as the system reports it."""
        kind = ctypes.windll.kernel32.GetDriveTypeW(root.anchor)
        return str(root).startswith("\\\\") or bool(kind == _DRIVE_REMOTE)

else:

    def on_network(root: Path) -> bool:
        """Whether the path lies on a network share, as far as the system reports it."""
        return file_system_of(root, _mounts()) in _NETWORK_SYSTEMS
