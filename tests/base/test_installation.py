"""What is installed here, which command starts it, and whether a newer version waits."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app import __version__
from app.base import session_start
from app.base.installation import LAUNCHER, installation, launcher, waiting_version


def test_a_source_checkout_lists_its_components_and_names_no_build() -> None:
    found = installation()
    assert (found.version, found.build, found.licences) == (__version__, "", None)
    assert {"pyside6-essentials", "sqlalchemy"} <= {part.name for part in found.components}
    assert all(part.licence for part in found.components)


def _version(home: Path, name: str) -> Path:
    module = home / "versions" / name / "lib/python3/dist-packages/app/base/installation.pyc"
    module.parent.mkdir(parents=True)
    return module


@pytest.mark.skipif(sys.platform == "win32", reason="versions side by side behind a link are of Linux")
def test_a_version_waits_when_the_link_names_another_one(tmp_path: Path) -> None:
    own = _version(tmp_path, "1.0+a")
    _version(tmp_path, "1.1+b")
    assert waiting_version(own) == ""
    (tmp_path / "current").symlink_to("versions/1.0+a")
    assert waiting_version(own) == ""
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("versions/1.1+b")
    assert waiting_version(own) == "1.1+b"
    assert waiting_version(tmp_path / "checkout/app/base/installation.py") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no launcher")
def test_an_installed_desk_starts_at_login_by_its_launcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert launcher({}) == ""
    assert launcher({LAUNCHER: "/usr/bin/jiesu-desk"}) == "/usr/bin/jiesu-desk"
    monkeypatch.setenv(LAUNCHER, "/usr/bin/jiesu-desk")
    assert session_start.start_command(None) == ["/usr/bin/jiesu-desk"]
    environment = {"HOME": str(tmp_path)}
    session_start.set_session_start(True, ["/usr/bin/jiesu-desk"], environment=environment)
    text = session_start.autostart_file(environment).read_text("utf-8")
    assert 'Exec="/usr/bin/jiesu-desk"\n' in text
    assert "Path=" not in text
