"""Looks for the input method daemon of this session, from files and processes alone: no bus is asked."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from app.base.input_method import InputDaemon, InputSurroundings

_PLATFORMS_WITHOUT_KEYS = ("offscreen", "minimal", "vnc")
_ANSWER_SECONDS = 0.05
_NAMES = {daemon.value.encode(): daemon for daemon in InputDaemon}
_MACHINE_ID_FILES = (Path("/var/lib/dbus/machine-id"), Path("/etc/machine-id"))


def look_around(
    modules: Collection[str],
    *,
    environment: Mapping[str, str] = os.environ,
    system: str = sys.platform,
    processes: Path = Path("/proc"),
) -> InputSurroundings:
    """What the rule needs to know about this session; waits at most 0.05 s for a daemon that does not answer.

    fcitx 5 writes the same address file as ibus-daemon and answers the same calls.
    """
    asked = asked_module(environment, modules)
    if not system.startswith("linux") or _is_native(environment, asked):
        return InputSurroundings(asked, modules, native=True)
    files = address_files(environment)
    for file in files:
        daemon = _answering(file, processes)
        if daemon is not None:
            return InputSurroundings(
                asked,
                modules,
                daemon,
                portal=_needs_portal(environment),
                address_file="" if file == files[0] else str(file),
            )
    display = environment.get("DISPLAY", "")
    x11 = bool(display) and not environment.get("WAYLAND_DISPLAY")
    return InputSurroundings(asked, modules, other=_running(processes, display), x11=x11)


def answers(*, environment: Mapping[str, str] = os.environ, processes: Path = Path("/proc")) -> bool:
    """Whether a daemon answers, from its address files alone: cheap enough to be asked again and again."""
    return any(_answering(file, processes) is not None for file in address_files(environment))


def asked_module(environment: Mapping[str, str], modules: Collection[str]) -> str:
    """The module that Qt tries: the first of QT_IM_MODULES that it has, else QT_IM_MODULE."""
    listed = [name for name in environment.get("QT_IM_MODULES", "").split(";") if name]
    there = [name for name in listed if name in modules]
    return there[0] if there else environment.get("QT_IM_MODULE", "") or "".join(listed[:1])


def address_files(environment: Mapping[str, str]) -> list[Path]:
    """The files that may name the daemon's bus (`~/.config/ibus/bus/<machine>-<host>-<display>`).

    Qt's ibus module reads the first one alone.
    """
    if named := environment.get("IBUS_ADDRESS_FILE"):
        return [Path(named)]
    configuration = environment.get("XDG_CONFIG_HOME") or f"{environment.get('HOME') or Path.home()}/.config"
    host, _, rest = environment.get("DISPLAY", "").partition(":")
    ends = [f"{host or 'unix'}-{rest.partition('.')[0] or '0'}"]
    if wayland := environment.get("WAYLAND_DISPLAY"):
        ends.insert(0, f"unix-{wayland}")
    machine = _machine_id()
    return [Path(configuration) / "ibus" / "bus" / f"{machine}-{end}" for end in ends]


def read_address(text: str) -> tuple[str, int]:
    """The bus address and the process id in an address file; empty and 0 where it names none."""
    lines = (line for line in text.splitlines() if "=" in line and not line.startswith("#"))
    values = dict(line.split("=", 1) for line in lines)
    process = values.get("IBUS_DAEMON_PID", "").strip()
    return values.get("IBUS_ADDRESS", "").strip(), int(process) if process.isdecimal() else 0


def socket_name(address: str) -> str:
    """The Unix socket of a D-Bus address, empty when it has none; an abstract one begins with a null character."""
    for part in address.split(";"):
        kind, _, rest = part.partition(":")
        keys = dict(pair.split("=", 1) for pair in rest.split(",") if "=" in pair)
        if kind == "unix" and "path" in keys:
            return keys["path"]
        if kind == "unix" and "abstract" in keys:
            return f"\0{keys['abstract']}"
    return ""


def _is_native(environment: Mapping[str, str], asked: str) -> bool:
    platform = environment.get("QT_QPA_PLATFORM", "")
    return platform.startswith(_PLATFORMS_WITHOUT_KEYS) or (platform.startswith("wayland") and not asked)


def _needs_portal(environment: Mapping[str, str]) -> bool:
    """Whether Qt's ibus module refuses the direct way: it does without an `ibus-daemon` on PATH, even to fcitx 5."""
    return shutil.which("ibus-daemon", path=environment.get("PATH", os.defpath)) is None


def _answering(file: Path, processes: Path) -> InputDaemon | None:
    """The living daemon behind an address file; None when the file is missing or left from a dead one."""
    try:
        address, process = read_address(file.read_text("utf-8", errors="replace"))
        daemon = _daemon_in(f"{processes}/{process}") if address else None
    except OSError:
        return None
    return daemon if daemon is not None and _takes_calls(socket_name(address)) else None


def _takes_calls(name: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as bus:
        bus.settimeout(_ANSWER_SECONDS)
        try:
            bus.connect(name)
        except OSError:
            return False
    return True


def _running(processes: Path, display: str) -> InputDaemon | None:
    """A daemon of this person and screen that runs without answering; looked for only when none answers."""
    for folder, daemon in _daemons(processes):
        try:
            own = folder.stat().st_uid == (processes / "self").stat().st_uid
        except OSError:  # it ended meanwhile
            continue
        if own and _display_of(folder) in {"", _plain(display)}:
            return daemon
    return None


def _display_of(folder: Path) -> str:
    """The display that a process was started for; empty when it names none or keeps its environment to itself."""
    try:
        variables = (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return ""
    named = (one.removeprefix(b"DISPLAY=") for one in variables if one.startswith(b"DISPLAY="))
    return _plain(next(named, b"").decode(errors="replace"))


def _plain(display: str) -> str:
    """A display without its screen: `:0.0` and `:0` are the same one."""
    host, colon, rest = display.rpartition(":")
    return f"{host}{colon}{rest.partition('.')[0]}"


def _daemons(processes: Path) -> Iterator[tuple[Path, InputDaemon]]:
    """The folders of processes that are named like a daemon."""
    try:
        found = os.listdir(processes)
    except OSError:  # a system without /proc
        return
    root = str(processes)
    for number in filter(str.isdecimal, found):
        try:
            daemon = _daemon_in(f"{root}/{number}")
        except OSError:  # it ended meanwhile
            continue
        if daemon is not None:
            yield processes / number, daemon


def _daemon_in(folder: str) -> InputDaemon | None:
    """The daemon after which a process is named; hundreds are looked at, so the name is read without a `Path`."""
    with open(f"{folder}/comm", "rb") as comm:
        return _NAMES.get(comm.read().strip())


def _machine_id() -> str:
    there = (path for path in _MACHINE_ID_FILES if path.exists())
    return next((path.read_text("ascii").strip() for path in there), "")
