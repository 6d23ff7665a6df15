"""The files around the bundle: versions, scripts, archive, list of components, checksums."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile

import pytest

from installer.bundle.checksums import write_checksums
from installer.bundle.components import Part, build_toml
from installer.bundle.deb import SCRIPTS, with_version
from installer.bundle.layout import LINUX_FILES, install_folder
from installer.bundle.made import too_large
from installer.bundle.portable import pack_portable
from installer.bundle.release import Release, release_of
from installer.bundle.sbom import cyclonedx
from installer.bundle.targets import AMD64
from installer.environment import PROJECT

RELEASE = Release("1.2.0", "20261201.1252", "cb3a7a11", 1_764_593_520)
PARTS = [
    Part("numpy", "2.2.6", "BSD-3-Clause", "pkg:pypi/numpy@2.2.6", "ab" * 32),
    Part("SQLite", "3.40", "blessing", "pkg:deb/x"),
]


def test_a_later_commit_is_newer_and_a_higher_version_newer_than_all() -> None:
    assert RELEASE.full == "1.2.0+20261201.1252.cb3a7a11"
    assert install_folder(RELEASE) == "/opt/jiesu-desk/versions/1.2.0+20261201.1252.cb3a7a11"
    later = Release("1.2.0", "20261202.0001", "00000000", 0)
    assert RELEASE.full < later.full < Release("1.3.0", "20250101.0000", "0", 0).full


def test_this_clone_has_a_release() -> None:
    found = release_of(PROJECT)
    assert found.full.startswith(f"{found.version}+20")
    assert len(found.commit) == 8


@pytest.mark.parametrize("name", [*SCRIPTS, "launcher.sh", "portable_python.sh"])
def test_every_script_is_one_that_any_shell_reads(name, tmp_path) -> None:
    text = with_version(name, RELEASE)
    assert text.startswith("#!/bin/sh\n")
    assert "@VERSION@" not in text
    (tmp_path / name).write_text(text, "utf-8")
    assert subprocess.run(["sh", "-n", str(tmp_path / name)], capture_output=True, check=False).stderr == b""


def test_an_older_package_is_refused_with_a_sentence_and_a_newer_one_is_not(tmp_path) -> None:
    script = tmp_path / "preinst"
    script.write_text(with_version("preinst", RELEASE), "utf-8")
    tool = tmp_path / "dpkg"
    # Stands for dpkg --compare-versions OLD gt NEW; versions of the same length compare as texts.
    tool.write_text('#!/bin/sh\n[ "$(printf "%s\\n%s\\n" "$2" "$4" | LC_ALL=C sort | tail -n 1)" = "$2" ]\n', "utf-8")
    tool.chmod(0o755)

    def run(old, **more):
        variables = {"PATH": f"{tmp_path}:/usr/bin:/bin", **more}
        return subprocess.run(["sh", str(script), "upgrade", old], capture_output=True, env=variables, check=False)

    refused = run("1.3.0+20261201.1252.cb3a7a11")
    assert refused.returncode == 1
    assert "不能降级安装" in refused.stderr.decode()
    assert run("1.1.0+20261201.1252.cb3a7a11").returncode == 0
    assert run("1.3.0+20261201.1252.cb3a7a11", JIESU_DESK_ALLOW_DOWNGRADE="1").returncode == 0


def test_a_removal_keeps_the_data_and_says_where_it_is() -> None:
    text = with_version("postrm", RELEASE)
    removed = [line for line in text.splitlines() if "rm -" in line]
    assert [line.split()[-1].rstrip(";") for line in removed] == [
        "/opt/jiesu-desk",
        "/etc/xdg/autostart/jiesu-desk.desktop",
    ]
    assert "~/.local/share/jiesu-desk" in text


def test_the_desktop_entry_starts_the_link_and_not_a_version() -> None:
    text = (LINUX_FILES / "jiesu-desk.desktop").read_text("utf-8")
    assert "\nName=接诉值守台\n" in text
    assert "\nExec=/usr/bin/jiesu-desk\n" in text
    assert (LINUX_FILES / "autostart.desktop").read_text("utf-8").startswith(text)


def test_the_portable_archive_starts_its_python_through_its_own_loader(tmp_path) -> None:
    tree = tmp_path / "tree"
    (tree / "bin").mkdir(parents=True)
    (tree / "bin/python3.11").write_bytes(b"x")
    (tree / "bin/python").symlink_to("python3.11")
    (tree / "bin/jiesu-desk").write_text("#!/bin/sh\n", "utf-8")
    file = pack_portable(tree, AMD64, RELEASE, tmp_path, effort=1)
    top = file.name.removesuffix(".tar.gz")
    with tarfile.open(file) as archive:
        python = archive.getmember(f"{top}/bin/python")
        assert (python.isfile(), python.mode, python.mtime) == (True, 0o755, RELEASE.seconds)
        text = archive.extractfile(python).read().decode()
        assert "lib/ld-linux-x86-64.so.2" in text
        assert archive.getmember(f"{top}/jiesu-desk").linkname == "bin/jiesu-desk"
    before = file.read_bytes()
    assert pack_portable(tree, AMD64, RELEASE, tmp_path, effort=1).read_bytes() == before


def test_the_list_of_components_has_each_part_once_with_licence_and_hash() -> None:
    document = json.loads(cyclonedx(PARTS, AMD64, RELEASE))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5")
    assert [part["name"] for part in document["components"]] == ["numpy", "SQLite"]
    assert document["components"][0]["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]
    assert "hashes" not in document["components"][1]
    assert cyclonedx(PARTS, AMD64, RELEASE) == cyclonedx(PARTS, AMD64, RELEASE)


def test_the_product_reads_what_the_build_writes() -> None:
    import tomllib

    read = tomllib.loads(build_toml(RELEASE.full, PARTS))
    assert read["build"] == RELEASE.full
    assert read["components"][1] == {"name": "SQLite", "version": "3.40", "licence": "blessing"}


def test_checksums_are_those_of_the_files(tmp_path) -> None:
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra/b.deb").write_bytes(b"b")
    (tmp_path / "a.deb").write_bytes(b"a")
    file = write_checksums(tmp_path, [tmp_path / "extra/b.deb", tmp_path / "a.deb"], "SHA256SUMS")
    assert file.read_text("utf-8").splitlines() == [
        f"{hashlib.sha256(b'a').hexdigest()}  a.deb",
        f"{hashlib.sha256(b'b').hexdigest()}  extra/b.deb",
    ]


def test_what_is_above_its_limit_is_named() -> None:
    assert too_large(200_000_000, {"a.deb": 79_900_000}) == []
    assert too_large(231_000_000, {"a.deb": 60_000_000, "a.tar.gz": 80_100_000}) == [
        "installed 231.0 MB, at most 230",
        "a.tar.gz 80.1 MB, at most 80",
    ]
