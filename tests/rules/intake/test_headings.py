"""What a header means by its words: composed from prefix and core, or nothing."""

from __future__ import annotations

import pytest

from app.rules.intake.headings import meanings


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("区下派时间", "dispatched_at"),
        ("县级分办日期", "dispatched_at"),
        ("镇街转办时间", "dispatched_at"),
        ("工单流转派发时间", ""),
        ("市级推送时间", "city_dispatched_at"),
        ("12345派单时间", "city_dispatched_at"),
        ("信访时间", "called_at"),
        ("建单时间", "created_on"),
        ("应办结时间", "deadline_at"),
        ("预计完成日期", "deadline_at"),
        ("办理完成时间", "closed_at"),
        ("举报编号", "number"),
        ("留言单号", "number"),
        ("上级工单号", "other_number"),
        ("投诉摘要", "content"),
        ("群众诉求", "content"),
        ("事件名称", "title"),
        ("居民姓名", "caller"),
        ("写信人电话", "phones"),
        ("所涉企业名称", "merchant"),
        ("投诉商家", "merchant"),
        ("来电地址", "caller_address"),
        ("处置部门", "unit"),
        ("事项三级分类", "category_3"),
        ("问题是否得到解决", "platform_solved"),
        ("群众满意度评价", "platform_satisfied"),
    ],
)
def test_a_header_is_read_by_its_words(header: str, field: str) -> None:
    assert (meanings(header)[:1] or ("",))[0] == field


@pytest.mark.parametrize(
    "header",
    [
        # Other clocks, other numbers, people of the offices, phones of others, units that do not handle.
        "签收时间", "回访时间", "审核时间", "联系时间", "延期截止时间", "剩余时间", "超期时长", "首次联系时限",
        "企业编号", "身份证号", "统一社会信用代码", "订单号", "车牌号", "工号", "手机号归属地", "合同编号",
        "承办人", "受理员", "派单人", "登记人", "回访人", "负责人", "法定代表人",
        "承办人电话", "企业电话", "被投诉单位电话", "法人手机号",
        "派单单位", "受理单位", "协办单位", "上报单位",
        "投诉单位", "诉求企业", "投诉方", "整改期限", "反馈时间", "网格员", "承办街道", "小区名称",
        "回访状态", "审核状态", "退单状态", "预警状态", "督办状态", "企业类型", "项目性质", "备注", "附件", "",
        "诉" * 31,
    ],
)  # fmt: skip
def test_what_looks_alike_means_nothing(header: str) -> None:
    assert meanings(header) == ()


def test_of_several_meanings_the_values_decide() -> None:
    assert set(meanings("投诉类型")) == {"type", "category"}
    assert set(meanings("办理时限")) == {"deadline_at", "time_class"}
