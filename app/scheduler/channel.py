"""Desktop notifications through plyer, and a probe that tells whether the desktop shows them."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from shutil import which
from typing import Protocol

from plyer import notification

from app.scheduler.notices import Notice

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_PROGRAM = "接诉值守台"
_SHOWN_SECONDS = 10


@dataclass(frozen=True, slots=True)
class ChannelState:
    """Whether desktop notices arrive, in words for the foot of the window; `detail` is for the log."""

    good: bool
    words: str
    detail: str = ""


class Channel(Protocol):
    """A channel for desktop notices."""

    def send(self, notice: Notice) -> None:
        """Shows a cleaned notice; may block, may raise."""
        ...

    def probe(self) -> ChannelState:
        """Whether notices arrive now; answers within 3 seconds and raises nothing."""
        ...


class DesktopChannel:
    """Sends notices through plyer: notify-send or dbus on Linux, a balloon on Windows.

    plyer reports nothing when no daemon shows a notice, so on Linux the probe queries the daemon.
    """

    def __init__(self, *, environment: Mapping[str, str] | None = None, patience: float = 1.5) -> None:
        self._environment = os.environ if environment is None else environment
        self._patience = patience
        with warnings.catch_warnings():
            # plyer chooses its back end at the first access, and warns that the Python dbus package is missing.
            warnings.simplefilter("ignore")
            # Bypasses the facade on Linux: it drops the timeout, and a notice without one stays until clicked.
            linux = sys.platform.startswith("linux")
            self._notify: Callable[..., None] = notification._notify if linux else notification.notify
            self._ends = {"expire_time": str(_SHOWN_SECONDS * 1000)} if linux else {}

    def send(self, notice: Notice) -> None:
        """Sends the notice through plyer.

        Raises:
            NotImplementedError: plyer has no back end for this PC.

        """
        self._notify(title=notice.title, message=notice.text, app_name=_PROGRAM, timeout=_SHOWN_SECONDS, **self._ends)

    def probe(self) -> ChannelState:
        """Queries the notification daemon for its identity; Windows needs no daemon."""
        if sys.platform == "win32":
            return ChannelState(True, "桌面通知可用")
        if not self._environment.get("DBUS_SESSION_BUS_ADDRESS") and not self._has_user_bus():
            return ChannelState(False, "桌面通知未连接：没有会话总线", "no session bus")
        question = self._question()
        if question is None:
            return ChannelState(True, "桌面通知状态未知", "neither gdbus nor dbus-send nor busctl")
        return self._query(question)

    def _has_user_bus(self) -> bool:
        return os.path.exists(os.path.join(self._environment.get("XDG_RUNTIME_DIR", "/nonexistent"), "bus"))

    def _question(self) -> list[str] | None:
        """The command line of the first installed program that can query the bus; None without one."""
        method, wait = f"{_NAME}.GetServerInformation", max(1, round(self._patience))
        gdbus = [
            "call",
            "--session",
            "--timeout",
            str(wait),
            "--dest",
            _NAME,
            "--object-path",
            _PATH,
            "--method",
            method,
        ]
        busctl = ["--user", f"--timeout={wait}", "call", _NAME, _PATH, *method.rsplit(".", 1)]
        send = ["--session", "--print-reply", f"--reply-timeout={wait * 1000}", f"--dest={_NAME}", _PATH, method]
        for name, arguments in (("gdbus", gdbus), ("busctl", busctl), ("dbus-send", send)):
            path = which(name, path=self._environment.get("PATH"))
            if path is not None:
                return [path, *arguments]
        return None

    def _query(self, question: list[str]) -> ChannelState:
        try:
            answer = subprocess.run(
                question,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._patience,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return ChannelState(False, "桌面通知没有响应，请看报警窗", "daemon does not answer")
        except OSError as error:
            return ChannelState(True, "桌面通知状态未知", str(error))
        if answer.returncode == 0:
            return ChannelState(True, "桌面通知正常", answer.stdout.decode(errors="replace").strip())
        return ChannelState(False, "桌面通知未连接，请看报警窗", answer.stderr.decode(errors="replace").strip())
