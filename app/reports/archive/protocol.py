"""The list of handing over (移交清单): what an archive holds, in numbers, with room for two signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.clock import to_local
from app.files.writers.blocks import Block, Body, Closing, Facts, Heading, Listing, Title
from app.reports.archive.layout import Holds

_TITLE = "12345接诉值守服务终止移交清单"
_LONGEST_LIST = 20


def protocol_blocks(holds: Holds, *, files: int, size: int, seal: str) -> Sequence[Block]:
    """What the list says; `seal` is the hash over all lines of the archive's list but the one of this document."""
    missing = "；".join(holds.missing[:_LONGEST_LIST])
    more = f" 等 {len(holds.missing)} 份" if len(holds.missing) > _LONGEST_LIST else ""
    blocks: list[Block] = [
        Title(_TITLE),
        Body(
            f"{holds.desk} 12345 接诉值守服务终止，现将服务期间形成的全部登记数据、签发文件和材料移交如下。"
            "移交内容含来电人姓名、电话等个人信息，未作隐去，请接收方按规定保管、使用。"
        ),
        Heading("一、归档情况"),
        Facts(
            (
                ("归档时间", _moment(holds.made_at)),
                ("归档人", holds.made_by),
                ("归档原因", holds.reason),
                ("登记库编号", holds.register),
                ("文件数量", f"{files:,} 个"),
                ("总大小", f"{size / 1_000_000:,.1f} MB"),
                ("日志", f"到第 {holds.line:,} 行"),
                ("日志校验码", holds.head),
            )
        ),
        Heading("二、移交内容及数量"),
        Listing(("序号", "内容", "所在文件", "数量"), _rows(holds), (8, 30, 42, 16)),
        *_empty(holds),
        Heading("三、完整性"),
        Body(
            "归档写成后已逐个文件核对校验码，并重新打开工作簿清点，各类记录行数与登记库一致。"
            "接收方可在归档文件夹执行 sha256sum -c SHA256SUMS 再次核对。"
        ),
        Facts((("总校验码", seal),)),
        Body("总校验码是校验清单除本清单一行外全部内容的 SHA-256，任何文件有改动，总校验码都会不同。"),
        Body(f"归档时缺失或已损坏的材料：{missing}{more}。" if missing else "归档时材料文件齐全，无缺失、无损坏。"),
        Heading("四、移交确认"),
        Listing(
            ("", "单位", "姓名（签字）", "日期"),
            (("移交方", "", "", ""), ("接收方", "", "", ""), ("监交人", "", "", "")),
            (14, 34, 28, 20),
        ),
        Closing((holds.desk, f"{to_local(holds.made_at):%Y年%m月%d日}")),
    ]
    return blocks


def _rows(holds: Holds) -> tuple[tuple[str, ...], ...]:
    rows = [(one.words, f"工作簿/{one.book}", f"{one.rows:,} 行") for one in holds.tables.values() if one.rows]
    rows += [
        ("工单全部内容及经过", "index.html、工单/", f"{holds.tickets:,} 件"),
        ("签发的报表", "签发文件/", f"{len(holds.papers):,} 份"),
        ("改稿、材料包等其他文件", "签发文件/", f"{len(holds.kept):,} 份"),
        ("材料文件", "材料/", f"{len(holds.evidence):,} 份"),
        ("登记库原样副本", "登记库副本/", "1 份"),
    ]
    return tuple((str(number), *row) for number, row in enumerate(rows, 1))


def _empty(holds: Holds) -> list[Block]:
    """The kinds of records that the service never made."""
    names = "、".join(one.words for one in holds.tables.values() if not one.rows)
    return [Body(f"以下各类记录在服务期间没有产生（0 行），工作簿中保留空表：{names}。")] if names else []


def _moment(at: datetime) -> str:
    return f"{to_local(at):%Y-%m-%d %H:%M}"
