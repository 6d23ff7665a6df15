"""The command that performs the demonstration."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.cli.arguments import FilePath
from app.cli.program import Call, main


@main.command("demo")
@click.option("--out", type=FilePath(), required=True, help="截图和日志写到哪个文件夹")
@click.pass_obj
def demo_(call: Call, out: Path) -> None:
    """用编造的数据演示一个班次，另建数据文件夹。"""
    sys.exit(call.doors.run_demo(out))
