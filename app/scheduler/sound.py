"""The alarm's sound: never blocks, needs no audio device, and says when nobody can hear it."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import which

from app.base.resources import resource
from app.scheduler.tones import Tone

if sys.platform == "win32":
    import winsound

_PLAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("paplay", ()),
    ("pw-play", ()),
    ("aplay", ("-q",)),
)
PLAY_SECONDS = 5.0
_NO_WAY = "这台电脑播放不了声音"
_log = logging.getLogger(__name__)


class AlarmSound:
    """Plays one of the shipped sounds. A sound that is still playing is not played over.

    A player that fails is not tried again; when none is left `play` returns False and the caller
    may beep. `on_played(heard, why not)` is called on a separate thread with the result of a sound that began;
    `players` names programs with their options, for tests.
    """

    def __init__(
        self,
        *,
        players: Sequence[tuple[str, tuple[str, ...]]] | None = None,
        environment: Mapping[str, str] | None = None,
        patience: float = PLAY_SECONDS,
        on_played: Callable[[bool, str], None] = lambda _heard, _why: None,
    ) -> None:
        self._on_played = on_played
        found = ((which(name), options) for name, options in (_PLAYERS if players is None else players))
        self._players = [[path, *options] for path, options in found if path is not None]
        self._environment = None if environment is None else dict(environment)
        self._patience = patience
        self._thread: threading.Thread | None = None
        self._playing: subprocess.Popen[bytes] | None = None
        self._over = False

    def play(self, tone: Tone) -> bool:
        """Begins to play and returns at once; False when this PC has no way to play a file."""
        path = resource("sounds", tone.value)
        if sys.platform == "win32":
            begun = _play_on_windows(path)
            self._on_played(begun, "" if begun else _NO_WAY)
            return begun
        if not self._players:
            self._on_played(False, _NO_WAY)
            return False
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, args=(path,), name="alarm-sound", daemon=True)
            self._thread.start()
        return True

    def stop(self) -> None:
        """Ends the sound and plays no more; for the end of the program."""
        self._players = []
        self._over = True
        playing = self._playing
        if playing is not None:
            playing.terminate()
        if self._thread is not None:
            self._thread.join(self._patience)

    def _run(self, path: Path) -> None:
        while self._players:
            player = self._players[0]
            if self._plays(player, path):
                self._on_played(True, "")
                return
            _log.info("no sound through %s", Path(player[0]).name)
            self._players = self._players[1:]
        if not self._over:
            self._on_played(False, _NO_WAY)

    def _plays(self, player: list[str], path: Path) -> bool:
        silent = subprocess.DEVNULL
        try:
            with subprocess.Popen(
                [*player, str(path)], env=self._environment, stdin=silent, stdout=silent, stderr=silent
            ) as playing:
                self._playing = playing
                if self._over:  # stopped between the start of the player and this line
                    playing.terminate()
                try:
                    return playing.wait(self._patience) == 0
                except subprocess.TimeoutExpired:
                    playing.kill()
                    return False
        except OSError:
            return False
        finally:
            self._playing = None


def _play_on_windows(path: Path) -> bool:
    if sys.platform == "win32":
        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        except RuntimeError:
            return False
        return True
    return False
