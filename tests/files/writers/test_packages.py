"""Evidence packages: numbered, safely named, and byte for byte what was handed over."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.base.errors import EnvironmentFault, FileRefused
from app.files.writers.packages import LIST_NAME, Attachment, package_digests, package_name, write_package

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def attachment(folder: Path, name: str, content: bytes, kind: str = "现场照片", form: str = "jpg") -> Attachment:
    digest = hashlib.sha256(content).hexdigest()
    source = folder / digest
    source.write_bytes(content)
    return Attachment(name, source, digest, len(content), kind, form, AT, "甲路1号")


def test_the_files_are_numbered_in_order_and_the_list_has_their_hashes(tmp_path: Path) -> None:
    files = [attachment(tmp_path, "门头.jpg", b"one"), attachment(tmp_path, "合同.PDF", b"two" * 999, "合同", "pdf")]
    path = tmp_path / "包.zip"
    names = write_package(path, files, at=AT)
    assert names == ("证据1_门头.jpg", "证据2_合同.pdf", LIST_NAME)
    digests = package_digests(path)
    assert [digests[name] for name in names[:2]] == [one.digest for one in files]
    with zipfile.ZipFile(path) as package, package.open(LIST_NAME) as member:
        rows = list(load_workbook(member).active.iter_rows(min_row=2, max_row=3, values_only=True))
    assert [(row[0], row[1], row[7]) for row in rows] == [
        ("证据1", names[0], files[0].digest),
        ("证据2", names[1], files[1].digest),
    ]


@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs the stock tool unzip")
def test_a_stock_tool_takes_the_package_apart_with_the_same_hashes(tmp_path: Path) -> None:
    files = [attachment(tmp_path, f"材料{n}.png", bytes([n]) * 5000, form="png") for n in range(1, 12)]
    write_package(tmp_path / "包.zip", files, at=AT)
    apart = tmp_path / "出"
    subprocess.run(["unzip", "-q", "-O", "UTF-8", str(tmp_path / "包.zip"), "-d", str(apart)], check=False)
    if not apart.exists():
        subprocess.run(["unzip", "-q", str(tmp_path / "包.zip"), "-d", str(apart)], check=True)
    found = {hashlib.sha256(path.read_bytes()).hexdigest() for path in apart.iterdir()}
    assert {one.digest for one in files} <= found
    assert len(list(apart.iterdir())) == 12


@pytest.mark.parametrize(
    ("name", "form", "wanted"),
    [
        ("门头.JPEG", "jpg", "证据1_门头.jpeg"),
        ("门头.exe", "jpg", "证据1_门头.jpg"),
        ("../../etc/passwd", "", "证据1_passwd"),
        ("C:\\照片\\a.png", "png", "证据1_a.png"),
        ('a<b>:"|?*.pdf', "pdf", "证据1_a_b.pdf"),
        ("\u202egpj.exe\x00", "png", "证据1_gpj.png"),
        ("...", "png", "证据1_材料.png"),
        ("长" * 300 + ".docx", "docx", "证据1_" + "长" * 60 + ".docx"),
        ("现场 3.2 照片", "jpg", "证据1_现场 3.2 照片.jpg"),
    ],
)
def test_a_name_is_made_safe_and_keeps_what_people_know_it_by(name: str, form: str, wanted: str) -> None:
    assert package_name(1, Attachment(name, Path("x"), "", 0, format=form)) == wanted


@given(name=st.text(max_size=400))
def test_no_name_leads_out_of_the_folder_or_is_too_long(name: str) -> None:
    made = package_name(7, Attachment(name, Path("x"), "", 0, format="jpg"))
    assert not set(made) & set('/\\:*?"<>|')
    assert made.startswith("证据7_")
    assert made.endswith((".jpg", ".jpeg", ".jpe"))
    assert len(made.encode()) <= 255


def test_the_same_name_twice_stays_two_files(tmp_path: Path) -> None:
    files = [attachment(tmp_path, "照片.jpg", b"one"), attachment(tmp_path, "照片.jpg", b"two")]
    assert len(set(write_package(tmp_path / "包.zip", files, at=AT))) == 3


def test_a_file_that_was_changed_since_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    files = [attachment(tmp_path, "照片.jpg", b"one")]
    files[0].source.write_bytes(b"two")
    with pytest.raises(FileRefused, match="文件校验码不符"):
        write_package(tmp_path / "包.zip", files, at=AT)
    assert [path.name for path in tmp_path.iterdir()] == [files[0].digest]


def test_a_file_that_is_gone_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    files = [attachment(tmp_path, "照片.jpg", b"one")]
    files[0].source.unlink()
    with pytest.raises(FileRefused, match="原件已丢失"):
        write_package(tmp_path / "包.zip", files, at=AT)
    assert list(tmp_path.iterdir()) == []


def test_without_files_there_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="还没有证据材料"):
        write_package(tmp_path / "包.zip", [], at=AT)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        write_package(tmp_path / "没有" / "包.zip", [attachment(tmp_path, "照片.jpg", b"one")], at=AT)


def test_a_damaged_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    write_package(path, [attachment(tmp_path, "照片.jpg", b"one" * 100)], at=AT)
    path.write_bytes(path.read_bytes().replace(b"oneone", b"oneOne", 1))
    with pytest.raises(FileRefused, match="无法读取"):
        package_digests(path)
