"""Starts the desk at login: an autostart file on Linux desktops, a Run entry on Windows."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.base.errors import EnvironmentFault, system_words
from app.base.installation import launcher

NAME = "jiesu-desk"
_TITLE = "接诉值守台"


def start_command(root: Path | None) -> list[str]:
    """The command that opens this desk again; `root` is its data folder when it is not the usual one.

    An installed desk is named by its launcher: the folder of a version goes when a newer one is installed.
    """
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    if launcher():
        program = [launcher()]
    return program if root is None else [*program, "--data", str(root)]


def autostart_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the desktops of Linux look (XDG Autostart): below XDG_CONFIG_HOME, else ~/.config."""
    named = environment.get("XDG_CONFIG_HOME", "")
    home = Path(environment.get("HOME", "")) if environment.get("HOME") else Path.home()
    folder = Path(named) if Path(named).is_absolute() else home / ".config"
    return folder / "autostart" / f"{NAME}.desktop"


def desktop_entry(command: Sequence[str], folder: Path | None) -> str:
    """The autostart file's text, quoted as the Desktop Entry Specification asks; `folder` is where it starts."""
    return "\n".join(
        [
            "[Desktop Entry]",
            "Type=Application",
            f"Name={_TITLE}",
            f"Exec={' '.join(map(_quoted, command))}",
            *([] if folder is None else [f"Path={folder}"]),
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "",
        ]
    )


def set_session_start(wanted: bool, command: Sequence[str], *, environment: Mapping[str, str] = os.environ) -> None:
    """Makes the session of this person start the desk, or no longer; doing it twice changes nothing.

    Raises:
        EnvironmentFault: the file or the entry cannot be written.

    """
    try:
        _set(wanted, command, environment)
    except OSError as error:
        hint = "请检查权限，或请管理员把本程序加入系统的启动项"
        raise EnvironmentFault(f"不能设置随系统启动：{system_words(error)}", hint=hint) from error


def _quoted(part: str) -> str:
    for sign in ("\\", '"', "`", "$"):
        part = part.replace(sign, f"\\{sign}")
    # The value is quoted twice: its backslashes are doubled once more, and % begins a field code.
    return f'"{part}"'.replace("\\", "\\\\").replace("%", "%%")


if sys.platform == "win32":
    import subprocess
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"

    def _set(wanted: bool, command: Sequence[str], _environment: Mapping[str, str]) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            if wanted:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))
                return
            try:
                winreg.DeleteValue(key, NAME)
            except FileNotFoundError:
                return

else:

    def _set(wanted: bool, command: Sequence[str], environment: Mapping[str, str]) -> None:
        path = autostart_file(environment)
        if not wanted:
            path.unlink(missing_ok=True)
            return
        text = desktop_entry(command, None if launcher() else Path(__file__).parents[2])
        if path.exists() and path.read_text(encoding="utf-8", errors="replace") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".new")
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
