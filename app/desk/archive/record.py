"""The record of an erasing (消除记录), which the lead keeps outside."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from app.base.people import system_user
from app.desk.archive.rows import Erased
from app.files.writers.blocks import Block, Body, Closing, Facts, Heading, Listing, Title


def record_blocks(erased: Erased) -> Sequence[Block]:
    """What the record says."""
    plan = erased.plan
    rows = tuple(
        (str(number), words, f"{files:,}", f"{size:,}")
        for number, (words, (files, size)) in enumerate(plan.parts.items(), 1)
    )
    left = "、".join(erased.left)
    return (
        Title("登记数据消除记录"),
        Body(f"{plan.desk} 12345 接诉值守服务终止，登记数据已归档移交，现将本机留存的登记数据全部消除，记录如下。"),
        Heading("一、基本情况"),
        Facts(
            (
                ("开始时间", _moment(plan.began_at)),
                ("完成时间", _moment(erased.ended_at)),
                ("执行人", plan.who),
                ("电脑", f"{socket.gethostname()}（系统账户 {system_user()}）"),
                ("登记库编号", plan.register),
                ("消除前", f"工单 {plan.tickets:,} 件，日志 {plan.lines:,} 行"),
            )
        ),
        Heading("二、所依据的归档"),
        Body(f"归档文件夹：{plan.archive}；归档时间及归档人：{_moment(plan.archive_made)}。"),
        Facts((("校验清单", plan.archive_hash),)),
        Body("消除前已逐个文件核对归档无误；上面是归档中校验清单 SHA256SUMS 自身的 SHA-256。"),
        Heading("三、消除内容"),
        Listing(("序号", "内容", "文件数", "字节数"), rows, (10, 46, 20, 24)),
        Body("消除方法：文件内容覆写一遍后删除。固态硬盘的物理清除以磁盘厂商工具为准；导出到别处的文件不在其内。"),
        Body(f"数据文件夹中不属于本程序、未动的文件：{left}。" if left else "数据文件夹已清空并删除。"),
        Closing(("执行人（签字）：　　　　　　　　", "监督人（签字）：　　　　　　　　")),
    )


def _moment(text: str) -> str:
    """A moment of the plan, 2027-01-31T20:00:00+08:00 with what follows, as a document shows it."""
    return text.replace("T", " ", 1).replace("+08:00", "", 1)
