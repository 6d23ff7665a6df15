"""System packages: finds and installs Qt's libraries, a Chinese font and the programs of the window tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Libraries are listed by the name that the loader uses, since package names differ between Debian releases.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
RUN_PROGRAMS = {"fc-list": "fontconfig", "notify-send": "libnotify-bin"}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dunst": "dunst",
    "dbus-daemon": "dbus",
    "at-spi-bus-launcher": "at-spi2-core",
}
CHINESE_FONT = "fonts-noto-cjk"
# Programs that are started by other programs and lie outside PATH.
HIDDEN_FOLDERS = ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/sbin", "/sbin")


@dataclass(frozen=True)
class Seen:
    """What was found on this machine."""

    libraries: frozenset[str]
    programs: frozenset[str]
    chinese_font: bool


def missing_packages(seen: Seen, *, for_tests: bool) -> list[str]:
    """The Debian packages that are missing, in a fixed order; the window tests need some more."""
    missing = [package for name, package in QT_LIBRARIES.items() if name not in seen.libraries]
    programs = {**RUN_PROGRAMS, **TEST_PROGRAMS} if for_tests else RUN_PROGRAMS
    missing += [package for name, package in programs.items() if name not in seen.programs]
    if not seen.chinese_font:
        missing.append(CHINESE_FONT)
    return missing


def look() -> Seen:
    """Inspects the loader's cache, the program folders and fontconfig."""
    programs = frozenset(name for name in {**RUN_PROGRAMS, **TEST_PROGRAMS} if find_program(name))
    return Seen(loadable_libraries(), programs, chinese_font="fc-list" in programs and has_chinese_font())


def find_program(name: str) -> str | None:
    """Where a program lies, also outside PATH; None when it is not installed."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", os.defpath), *HIDDEN_FOLDERS)))


def loadable_libraries() -> frozenset[str]:
    """The names of all shared libraries that the loader would find."""
    ldconfig = find_program("ldconfig")
    if ldconfig is None:
        return frozenset()
    return library_names(_answer([ldconfig, "-p"]))


def library_names(listing: str) -> frozenset[str]:
    """The library names in what `ldconfig -p` prints."""
    return frozenset(line.split(None, 1)[0] for line in listing.splitlines() if " => " in line)


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Chinese."""
    return bool(_answer(["fc-list", ":lang=zh", "family"]).strip())


def is_debian_family() -> bool:
    """Whether packages are installed with apt here: Debian, Ubuntu, Kylin, UOS and their like."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg"))


def right_to_install() -> list[str] | None:
    """The words to put before apt-get: none for root, `sudo -n` where no password is asked; None when not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0:
        return sudo
    return None


def command_to_install(packages: Iterable[str]) -> str:
    """The command that a person with the right to install types."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def install(packages: Sequence[str], before: Sequence[str]) -> list[str]:
    """Installs with apt-get, one by one where all together fail; returns the packages that could not be had."""
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    _quietly([*apt, "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30", "update"])
    take = [*apt, "-o", "Dpkg::Use-Pty=0", "install", "-y", "--no-install-recommends"]
    if _quietly([*take, *packages]):
        return []
    return [package for package in packages if not _quietly([*take, package])]


def tried_before(record: Path, packages: Sequence[str]) -> bool:
    """Whether installing exactly these packages was tried already, so that a start does not try it again."""
    return record.exists() and record.read_text("utf-8").split() == list(packages)


def _quietly(command: Sequence[str]) -> bool:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode == 0


def _answer(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    return done.stdout
