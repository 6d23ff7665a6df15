"""What the reading process may use for one file: memory and processor time, by the size of the file."""

from __future__ import annotations

import math
import os
import sys

_MB = 1 << 20
# Measured: 100,000 rows × 25 columns need 330 MB; a file under 1 MB never comes near 300.
_LITTLE_MEMORY, _MUCH_MEMORY = 400 * _MB, 900 * _MB
_SMALL_FILE = 1 * _MB
# What may stay of a file after it was read.
_KEPT = 150 * _MB
# Ten times what the slowest honest file needs on two slow cores.
_SECONDS, _SECONDS_PER_MB, _MOST_SECONDS = 15, 3, 600


def memory_for(size: int) -> int:
    """The bytes that reading a file of this size may take beyond what the process has from the start."""
    return _LITTLE_MEMORY if size < _SMALL_FILE else _MUCH_MEMORY


def seconds_for(size: int) -> int:
    """The processor time that reading a file of this size may take, in seconds."""
    return min(_SECONDS + _SECONDS_PER_MB * (size // _MB), _MOST_SECONDS)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _PROCESS_TIME, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x2, 0x100, 0x2000
    # What Python and the readers have committed before the first file.
    _BASE = 96 * _MB
    _TICKS = 10_000_000

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("transfers", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    class Limits:
        """The limits of this process, held by a job object that ends with it."""

        def __init__(self) -> None:
            self._system = ctypes.WinDLL("kernel32", use_last_error=True)
            self._system.CreateJobObjectW.restype = wintypes.HANDLE
            self._system.GetCurrentProcess.restype = wintypes.HANDLE
            self._system.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._system.SetInformationJobObject.argtypes = (
                wintypes.HANDLE,
                ctypes.c_int,
                ctypes.c_void_p,
                wintypes.DWORD,
            )
            job = self._system.CreateJobObjectW(None, None)
            joined = job and self._system.AssignProcessToJobObject(job, self._system.GetCurrentProcess())
            self._job = job if joined else None

        def hold(self, *, memory: int, seconds: int) -> None:
            """Sets the limits for the next file; where the system refuses, the desk's own patience remains."""
            if self._job is None:
                return
            wanted = _Extended()
            wanted.basic.flags = _PROCESS_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE
            wanted.basic.process_time = (math.ceil(sum(os.times()[:2])) + seconds) * _TICKS
            wanted.process_memory = _BASE + memory
            self._system.SetInformationJobObject(
                self._job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
            )

        @property
        def swollen(self) -> bool:
            """Whether the last file left the process too large to be kept: here the system takes memory back."""
            return False

else:
    import resource

    class Limits:
        """The limits of this process, which the kernel holds: of its address space and of its processor time."""

        def __init__(self) -> None:
            self._base = _address_space()

        def hold(self, *, memory: int, seconds: int) -> None:
            """Sets the limits for the next file; a lower limit of the system itself stays."""
            _lower(resource.RLIMIT_AS, self._base + memory)
            _lower(resource.RLIMIT_CPU, math.ceil(sum(os.times()[:2])) + seconds)
            _lower(resource.RLIMIT_CORE, 0)

        @property
        def swollen(self) -> bool:
            """Whether the last file left the process too large to be kept."""
            return _address_space() > self._base + _KEPT

    def _lower(kind: int, wanted: int) -> None:
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))

    def _address_space() -> int:
        """The address space that is in use, in bytes."""
        try:
            with open("/proc/self/statm", encoding="ascii") as file:
                return int(file.read().split()[0]) * resource.getpagesize()
        except OSError:  # no Linux: what Python and the readers map at most
            return 600 * _MB
