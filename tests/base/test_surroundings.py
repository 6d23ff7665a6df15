from __future__ import annotations

from pathlib import Path

import pytest

from app.base import surroundings

_MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/export /mnt/share/inner\\040one nfs4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/desk/data", "ext4"),
        ("/mnt/share/desk", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/share/inner one/x", "nfs4"),
    ],
)
def test_the_longest_mount_point_tells_the_file_system(path, kind):
    assert surroundings.file_system_of(Path(path), _MOUNTS) == kind


@pytest.mark.parametrize("part", ["OneDrive - 单位", "坚果云", "Dropbox"])
def test_a_synced_folder_is_named_in_the_warning(tmp_path, part):
    (told,) = surroundings.folder_warnings(tmp_path / part / "desk")
    assert part in told


def test_a_local_folder_warns_of_nothing(tmp_path):
    assert surroundings.folder_warnings(tmp_path / "desk") == ()
