"""What an export's columns say of exclusion; silence changes nothing."""

from __future__ import annotations

import pytest

from app.rules.exclusion.export import exported_flags, exported_result


@pytest.mark.parametrize(
    ("extra", "flags", "result"),
    [
        ({}, {}, ""),
        ({"备注栏": "剔除"}, {}, ""),
        ({"是否剔除": "是"}, {"excluded": 1}, "已剔除"),
        ({"是否剔除": "否", "是否挂账": "是"}, {"excluded": 0, "parked": 1}, "已挂账"),
        ({"是否剔除": "否"}, {"excluded": 0}, ""),
        ({"剔除挂账结果": "审核通过", "剔挂标签": "挂账"}, {"parked": 1}, "审核通过"),
        ({"剔除挂账结果": "审核通过"}, {}, "审核通过"),
        ({"剔除挂账结果": "不予剔除"}, {"excluded": 0}, "不予剔除"),
        ({"剔除审核状态": "审核中", "剔挂标签": "剔除"}, {}, ""),
        ({"剔挂标签": "剔除"}, {}, ""),
        ({"不计入诉求总量": "是"}, {"off_volume": 1}, "已不计入诉求总量"),
        ({"剔除结果": " "}, {}, ""),
    ],
)
def test_flags_and_results_are_read_where_they_are_said(extra, flags, result):
    assert (exported_flags(extra), exported_result(extra)) == (flags, result)
