"""A virtual screen with a window manager, and a person's hands on it: keys, typing, clicks, pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.needs import must_find
from tests.support.patience import PATIENCE
from tests.support.processes import Program, stopped_on_failure, wait_until

SIZE = (1366, 768)


class Screen:
    """Xvfb on a free display number with openbox; programs are put on it through `environment`."""

    def __init__(self, home: Path, size: tuple[int, int] = SIZE) -> None:
        self.home = home
        self.size = size
        self._logs = home / "logs"
        for folder in (self._logs, home / "runtime", home / "cache"):
            folder.mkdir(parents=True, exist_ok=True)
        (home / "runtime").chmod(0o700)
        self.display = self._start_server()
        self._manager = Program([must_find("openbox"), "--sm-disable"], self.environment, self._logs / "openbox.log")
        with stopped_on_failure(self._manager, self._server):
            wait_until(lambda: self._xdotool("get_num_desktops").returncode == 0, what="window manager on the screen")

    @property
    def environment(self) -> dict[str, str]:
        """The variables for programs on this screen: no other display, bus or home of this machine."""
        kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_START") if name in os.environ}
        return kept | {
            "DISPLAY": self.display,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home / "runtime"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.home}/no-bus",
        }

    def keys(self, *names: str) -> None:
        """Presses keys by their X names, for example "F2", "ctrl+f", "Return"."""
        self._must("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Types Latin text and digits into what has the focus."""
        self._must("type", "--delay", "5", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Clicks at a place of the screen."""
        self._must("mousemove", str(x), str(y), "click", str(button))

    def keys_at_once(self, opening: str, title: str, place: tuple[int, int], *names: str) -> None:
        """Presses `opening`, and as soon as a window with this title stands, clicks at a place and presses keys."""
        wait = ("search", "--sync", "--onlyvisible", "--name", title)
        click = ("mousemove", str(place[0]), str(place[1]), "click", "1")
        self._must("key", opening, *wait, *click, "key", *names)

    def windows(self, title: str = ".") -> list[str]:
        """The titles of the visible windows that match a pattern."""
        return [
            name for name in (self._xdotool("getwindowname", each).stdout.strip() for each in self._ids(title)) if name
        ]

    def focus(self, title: str) -> None:
        """Brings the first visible window whose title matches to the front and gives it the keys."""
        found = wait_until(lambda: self._ids(title), what=f"window {title}")
        self._must("windowactivate", "--sync", found[0])

    def active_window(self) -> str:
        """The title of the window that has the keys; empty when none has."""
        return self._xdotool("getactivewindow", "getwindowname").stdout.strip()

    def picture(self, path: Path) -> Path:
        """Saves what the screen shows as a PNG file."""
        command = [sys.executable, str(Path(__file__).with_name("grab.py")), str(path)]
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=PATIENCE)
        return path

    def close(self) -> None:
        """Takes the screen away."""
        self._manager.stop()
        self._server.stop()

    def _start_server(self) -> str:
        told, tell = os.pipe()
        command = ["-screen", "0", f"{self.size[0]}x{self.size[1]}x24", "-nolisten", "tcp", "-noreset", "-dpi", "96"]
        self._server = Program(
            [must_find("Xvfb"), "-displayfd", str(tell), *command], os.environ, self._logs / "xvfb.log", passed=(tell,)
        )
        os.close(tell)
        with os.fdopen(told, encoding="ascii") as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError(f"no screen: {self._server.output()}")
        return f":{number}"

    def _ids(self, title: str) -> list[str]:
        return self._xdotool("search", "--onlyvisible", "--name", title).stdout.split()

    def _xdotool(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [must_find("xdotool"), *words],
            env=self.environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def _must(self, *words: str) -> None:
        done = self._xdotool(*words)
        if done.returncode:
            raise RuntimeError(f"xdotool {' '.join(words)}: {done.stderr}")
