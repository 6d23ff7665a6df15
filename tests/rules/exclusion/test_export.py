"""What an export's columns say of exclusion; silence changes nothing."""

from __future__ import annotations

import pytest

from app.rules.exclusion.export import exclusion_role, exported_flags, exported_result


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
        ({"是否保留": "剔除"}, {"excluded": 1}, "已剔除"),
        ({"是否保留": "保留"}, {"excluded": 0}, ""),
        ({"是否保留": "否"}, {"excluded": 1}, "已剔除"),
        ({" 是否\n保留＊": "已 剔除"}, {"excluded": 1}, "已剔除"),
        ({"是否保留": "待定"}, {}, ""),
        ({"是否计入诉求总量": "否"}, {"off_volume": 1}, "已不计入诉求总量"),
        ({"是否剔除（终审）": "是"}, {"excluded": 1}, "已剔除"),
        ({"是否剔除（初审）": "是"}, {}, ""),
        ({"是否剔除（初审）": "是", "是否剔除（终审）": "否"}, {"excluded": 0}, ""),
        ({"是否剔除": "否", "是否剔除 【终审】": "√"}, {"excluded": 1}, "已剔除"),
        ({"是否剔除（终审）": "是", "是否剔除（市中心）": "否"}, {"excluded": 1}, "已剔除"),
        ({"是否挂账 ：": "已挂账", "是否 剔除": "不剔除"}, {"parked": 1, "excluded": 0}, "已挂账"),
        ({"是否剔除": "审核中"}, {}, ""),
        ({"是否剔除": "审核中", "是否保留": "剔除"}, {"excluded": 1}, "已剔除"),
        ({"是否剔除": "否", "是否保留": "剔除"}, {"excluded": 0}, ""),
        ({"剔除挂账结果（市级）": "不予剔除"}, {"excluded": 0}, "不予剔除"),
    ],
)
def test_flags_and_results_are_read_where_they_are_said(extra, flags, result):
    assert (exported_flags(extra), exported_result(extra)) == (flags, result)


@pytest.mark.parametrize(
    ("header", "role"),
    [("是否剔除 (2)", "excluded"), ("剔挂标签（申请）", "tag"), ("是否挂账（申请）", ""), ("剔除", ""), ("", "")],
)
def test_a_column_is_known_by_its_cleaned_header(header, role):
    assert exclusion_role(header) == role
