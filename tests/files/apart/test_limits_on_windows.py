"""The job object of Windows, as far as it can be seen elsewhere: the calls in their order, and what they are given."""

from __future__ import annotations

import ctypes
import math
import os
from types import SimpleNamespace

import pytest

from tests.support.windows import windows_side

MB = 1 << 20
# learn.microsoft.com: JOBOBJECT_BASIC_LIMIT_INFORMATION and JOBOBJECT_EXTENDED_LIMIT_INFORMATION, 64 bits.
BASIC = {"process_time": 0, "job_time": 8, "flags": 16, "least_working_set": 24, "most_working_set": 32,
         "processes": 40, "affinity": 48, "priority": 56, "scheduling": 60}  # fmt: skip
EXTENDED = {"basic": 0, "transfers": 64, "process_memory": 112, "job_memory": 120, "peak_process_memory": 128,
            "peak_job_memory": 136}  # fmt: skip
EXTENDED_LIMIT_INFORMATION = 9
PROCESS_TIME, PROCESS_MEMORY, KILL_ON_JOB_CLOSE = 0x2, 0x100, 0x2000


class Kernel:
    """kernel32 with the four functions that are called; `job` and `joins` are what the first two answer."""

    def __init__(self, *, job: int | None = 77, joins: int = 1, answer: int = 1) -> None:
        self.calls: list[tuple[object, ...]] = []
        self._answer = answer
        self.CreateJobObjectW = self._function("create", job)
        self.GetCurrentProcess = self._function("self", -1)
        self.AssignProcessToJobObject = self._function("assign", joins)
        self.SetInformationJobObject = self._set()

    def _function(self, name: str, answer: object) -> object:
        def called(*arguments: object) -> object:
            self.calls.append((name, *arguments))
            return answer

        return called

    def _set(self) -> object:
        def called(job: int, kind: int, wanted: object, size: int) -> int:
            held = wanted._obj  # type: ignore[attr-defined]  # what byref points at
            flags, seconds, memory = held.basic.flags, held.basic.process_time, held.process_memory
            self.calls.append(("set", job, kind, size, flags, seconds, memory))
            return self._answer

        return called


@pytest.fixture
def side(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: None, raising=False)
    return windows_side("app.files.apart.limits", monkeypatch)


def limits(side: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, kernel: Kernel) -> object:
    monkeypatch.setattr(ctypes, "WinDLL", lambda name, use_last_error: kernel if name == "kernel32" else None)
    return side.Limits()


def test_the_structures_are_laid_out_as_windows_has_them(side: SimpleNamespace) -> None:
    assert {name: getattr(side._Basic, name).offset for name in BASIC} == BASIC
    assert {name: getattr(side._Extended, name).offset for name in EXTENDED} == EXTENDED
    assert (ctypes.sizeof(side._Basic), ctypes.sizeof(side._Extended)) == (64, 144)


def test_the_process_joins_its_job_once_and_each_file_sets_memory_and_time_anew(
    side: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = Kernel()
    held = limits(side, monkeypatch, kernel)
    assert kernel.calls == [("create", None, None), ("self",), ("assign", 77, -1)]
    kernel.calls.clear()
    used = math.ceil(sum(os.times()[:2]))
    held.hold(memory=400 * MB, seconds=15)  # type: ignore[attr-defined]
    held.hold(memory=900 * MB, seconds=60)  # type: ignore[attr-defined]
    flags = PROCESS_TIME | PROCESS_MEMORY | KILL_ON_JOB_CLOSE
    assert [call[:5] for call in kernel.calls] == [("set", 77, EXTENDED_LIMIT_INFORMATION, 144, flags)] * 2
    assert [call[6] for call in kernel.calls] == [496 * MB, 996 * MB]
    # In steps of 100 nanoseconds, beyond what the process has used.
    first, second = (call[5] // 10_000_000 - used for call in kernel.calls)
    assert first in (15, 16)
    assert second in (60, 61)
    assert held.swollen is False  # type: ignore[attr-defined]


@pytest.mark.parametrize("kernel", [Kernel(job=None), Kernel(joins=0)])
def test_without_a_job_nothing_is_set_and_nothing_fails(
    side: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, kernel: Kernel
) -> None:
    held = limits(side, monkeypatch, kernel)
    held.hold(memory=MB, seconds=1)  # type: ignore[attr-defined]
    assert "set" not in [call[0] for call in kernel.calls]


def test_limits_that_windows_refuses_do_not_stop_the_reading(
    side: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = Kernel(answer=0)
    limits(side, monkeypatch, kernel).hold(memory=MB, seconds=1)  # type: ignore[attr-defined]
    assert kernel.calls[-1][0] == "set"
