"""Fetches Debian 12's packages of any architecture with apt, and unpacks them without installing.

apt runs with a root of its own, so neither the packages nor the settings of the building machine are touched; only
the addresses and keys of its Debian 12 sources are read. apt checks signatures and hashes as everywhere.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.bundle.steps import Unbuilt, run
from installer.bundle.targets import Target

RELEASE = "bookworm"
# The pool of which the bundle takes what its files need: Python, the C and C++ libraries, what Qt's window asks for.
PYTHON_PACKAGES = ("python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib")
LIBRARY_PACKAGES = (
    "libc6", "libstdc++6", "libgcc-s1", "libcrypt1", "libssl3", "libsqlite3-0", "libffi8", "libbz2-1.0",
    "liblzma5", "libuuid1", "zlib1g", "libexpat1", "libnsl2", "libtirpc3", "libgl1", "libegl1", "libglx0",
    "libglvnd0", "libopengl0", "libx11-6", "libx11-xcb1", "libxcb1", "libxau6", "libxdmcp6", "libbsd0",
    "libmd0", "libxcb-cursor0", "libxcb-glx0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1",
    "libxcb-randr0", "libxcb-render0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1",
    "libxcb-util1", "libxcb-xfixes0", "libxcb-xinerama0", "libxcb-xkb1", "libxkbcommon0", "libxkbcommon-x11-0",
    "libfontconfig1", "libfreetype6", "libpng16-16", "libbrotli1", "libglib2.0-0", "libpcre2-8-0",
    "libdbus-1-3", "libsystemd0", "libcap2", "libgcrypt20", "libgpg-error0", "liblz4-1", "libzstd1",
    "libgssapi-krb5-2", "libkrb5-3", "libk5crypto3", "libkrb5support0", "libcom-err2", "libkeyutils1", "libsm6",
    "libice6",
)  # fmt: skip
# Only for their licence texts, to which the packages above point.
TEXT_PACKAGES = ("gcc-12-base",)
# For a bare PC: Chinese, and the signs that the Chinese font lacks.
FONT_PACKAGES = ("fonts-wqy-microhei", "fonts-dejavu-core")


@dataclass(frozen=True, slots=True)
class DebianPackage:
    """One fetched package: name, version, architecture, source package, and its file."""

    name: str
    version: str
    arch: str
    source: str
    file: Path


def fetch_packages(names: Sequence[str], target: Target, work: Path) -> list[DebianPackage]:
    """The named packages of that architecture, newest of the release with its security updates, by name.

    Raises:
        Unbuilt: this machine has no Debian 12 sources, or apt cannot fetch a package.

    """
    root, pool = work / "apt", work / "pool"
    pool.mkdir(parents=True, exist_ok=True)
    apt = _apt(root, target)
    run([*apt, "update", "-qq"])
    run([*apt, "download", "-qq", *names], folder=pool)
    files = {name: sorted(pool.glob(f"{name}_*.deb"), key=os.path.getmtime) for name in names}
    return sorted((_described(found[-1]) for found in files.values()), key=lambda package: package.name)


def unpack(packages: Sequence[DebianPackage], folder: Path) -> None:
    """Unpacks each package into a folder of its name."""
    for package in packages:
        (folder / package.name).mkdir(parents=True, exist_ok=True)
        run(["dpkg-deb", "-x", str(package.file), str(folder / package.name)])


def _apt(root: Path, target: Target) -> list[str]:
    for part in ("etc/apt/sources.list.d", "etc/apt/preferences.d", "var/lib/apt/lists/partial", "var/lib/dpkg"):
        (root / part).mkdir(parents=True, exist_ok=True)
    for part in ("var/cache/apt/archives/partial", "etc/apt/trusted.gpg.d", "etc/apt/apt.conf.d"):
        (root / part).mkdir(parents=True, exist_ok=True)
    (root / "var/lib/dpkg/status").touch()
    _copy_sources(root / "etc/apt/sources.list.d")
    settings = {
        "Dir": str(root),
        "Dir::Etc::trusted": "/etc/apt/trusted.gpg",
        "Dir::Etc::trustedparts": "/etc/apt/trusted.gpg.d",
        "Dir::State::status": str(root / "var/lib/dpkg/status"),
        "APT::Architecture": target.arch,
        "APT::Architectures": target.arch,
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    return ["apt-get", *(word for name, value in settings.items() for word in ("-o", f"{name}={value}"))]


def _copy_sources(folder: Path) -> None:
    """Takes over the machine's sources that serve Debian 12, without a restriction to its own architecture."""
    there = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    taken = 0
    for path in there:
        if path.suffix not in {".list", ".sources"} or not path.is_file():
            continue
        text = path.read_text("utf-8")
        stanzas = text.split("\n\n") if path.suffix == ".sources" else text.splitlines()
        debian = [part for part in stanzas if f"{RELEASE}" in part and "/debian" in part]
        if debian:
            glue = "\n\n" if path.suffix == ".sources" else "\n"
            (folder / path.name).write_text(glue.join(debian) + "\n", "utf-8")
            taken += 1
    if not taken:
        raise Unbuilt(f"this machine has no apt sources of Debian 12 ({RELEASE}); build on Debian 12")


def _described(file: Path) -> DebianPackage:
    form = "${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}"
    name, version, arch, source, source_version = run(["dpkg-deb", "-W", f"--showformat={form}", str(file)]).split("\t")
    return DebianPackage(name, version, arch, f"{source} {source_version}", file)
