"""The locked list has a wheel for every kind of PC, and each licence is known and allowed."""

from __future__ import annotations

import pytest

from installer.bundle.components import read_list, unwanted_licences, wheel_parts
from installer.bundle.locked import Unlocked, Wheel, locked_wheels
from installer.bundle.steps import Unbuilt
from installer.bundle.targets import AMD64, ARM64, LINUX, WINDOWS
from installer.environment import PROJECT

LOCK = PROJECT / "uv.lock"
TARGETS = (AMD64, ARM64, WINDOWS)
LISTED = read_list(PROJECT)


@pytest.fixture(scope="module")
def wheels():
    return {target.arch: locked_wheels(LOCK, target) for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.arch)
def test_wheels_fit_their_pc_and_bring_no_tool_of_development(wheels, target) -> None:
    names = {wheel.name for wheel in wheels[target.arch]}
    assert {"pyside6-essentials", "shiboken6", "numpy", "sqlalchemy"} <= names
    assert not names & {"pytest", "ruff", "mypy", "cryptography", "psutil"}
    for wheel in wheels[target.arch]:
        assert wheel.file.endswith("-any.whl") or target.machine.lower() in wheel.file.lower()
        assert len(wheel.sha256) == 64


def test_markers_are_judged_by_the_pc_and_not_by_this_machine(wheels) -> None:
    windows = {wheel.name for wheel in wheels["win_amd64"]}
    assert "tzdata" in windows
    assert "jeepney" not in windows
    for arch in LINUX:
        names = {wheel.name for wheel in wheels[arch]}
        assert "jeepney" in names
        assert "tzdata" not in names


def test_qt_is_the_newest_that_loads_on_the_office_pcs(wheels) -> None:
    assert {w.version for found in wheels.values() for w in found if w.name == "pyside6-essentials"} == {"6.7.3"}
    numpy = {wheel.version for found in wheels.values() for wheel in found if wheel.name == "numpy"}
    assert {version.split(".")[:2] == ["2", "2"] for version in numpy} == {True}


def test_the_table_of_licences_names_every_wheel_and_no_other(wheels) -> None:
    locked = {wheel.name for found in wheels.values() for wheel in found}
    assert locked == set(LISTED["wheels"])
    for found in wheels.values():
        assert unwanted_licences(part.licence for part in wheel_parts(found, LISTED)) == []
    assert unwanted_licences(LISTED["system"].values()) == []


def test_a_licence_without_an_allowed_alternative_is_named() -> None:
    assert unwanted_licences(["MIT AND GPL-3.0-only", "GPL-2.0-only OR MIT", "AGPL-3.0"]) == [
        "AGPL-3.0",
        "MIT AND GPL-3.0-only",
    ]


def test_a_wheel_of_unknown_licence_stops_the_build() -> None:
    with pytest.raises(Unbuilt, match="new-thing"):
        wheel_parts([Wheel("new-thing", "1", "new_thing-1-py3-none-any.whl", "0" * 64)], LISTED)


def test_a_package_without_a_wheel_for_the_pc_is_named(tmp_path) -> None:
    lock = tmp_path / "uv.lock"
    lock.write_text(
        '[[package]]\nname = "jiesu-desk"\nversion = "1"\ndependencies = [{ name = "odd" }]\n'
        '[[package]]\nname = "odd"\nversion = "2"\n'
        'wheels = [{ url = "https://x/odd-2-cp311-cp311-win_amd64.whl", hash = "sha256:00" }]\n',
        "utf-8",
    )
    assert [wheel.name for wheel in locked_wheels(lock, WINDOWS)] == ["odd"]
    with pytest.raises(Unlocked, match="odd 2 has no wheel for arm64"):
        locked_wheels(lock, ARM64)
