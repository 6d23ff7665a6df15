"""The kinds of PC a bundle is made for: their names in Debian, in wheels and in Python's markers."""

from __future__ import annotations

from dataclasses import dataclass

PYTHON = "3.11"
PYTHON_FULL = "3.11.2"  # what Debian 12 ships; markers of the locked list are judged by it


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of PC.

    `arch` is Debian's word, `machine` the kernel's. `loader` is the file name of the C library's program loader.
    `wheel_tags` are the platform tags of wheels that load there, best first.
    """

    arch: str
    machine: str
    system: str
    wheel_tags: tuple[str, ...]
    loader: str = ""
    emulator: str = ""

    @property
    def markers(self) -> dict[str, str]:
        """What a marker such as `sys_platform == 'win32'` is judged by."""
        windows = self.system == "win32"
        return {
            "python_version": PYTHON,
            "python_full_version": PYTHON_FULL,
            "sys_platform": self.system,
            "os_name": "nt" if windows else "posix",
            "platform_system": "Windows" if windows else "Linux",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
        }


def _manylinux(machine: str, newest: int) -> tuple[str, ...]:
    """Wheels for glibc 2.`newest` and older, down to 2.5."""
    names = {17: ("manylinux2014",), 12: ("manylinux2010",), 5: ("manylinux1",)}
    tags = []
    for minor in range(newest, 4, -1):
        tags.append(f"manylinux_2_{minor}_{machine}")
        tags.extend(f"{name}_{machine}" for name in names.get(minor, ()))
    return tuple(tags)


# The bundle brings its own C library, 2.36; the wheels stay at what the PCs themselves have, so that none is odd.
AMD64 = Target(
    "amd64",
    "x86_64",
    "linux",
    _manylinux("x86_64", 28),
    "ld-linux-x86-64.so.2",
    "qemu-x86_64-static",
)
ARM64 = Target(
    "arm64",
    "aarch64",
    "linux",
    _manylinux("aarch64", 31),
    "ld-linux-aarch64.so.1",
    "qemu-aarch64-static",
)
WINDOWS = Target("win_amd64", "AMD64", "win32", ("win_amd64",))

LINUX = {target.arch: target for target in (AMD64, ARM64)}
