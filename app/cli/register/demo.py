"""The command that performs the demonstration."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.writing import force_option, with_question


@main.command("demo")
@click.option("--out", type=FilePath(), required=True, help="截图和日志写到哪个文件夹")
@force_option
@click.pass_obj
def demo_(call: Call, out: Path, force: bool) -> None:
    """用编造的数据演示一个班次，另建数据文件夹。"""
    sys.exit(with_question(lambda replace: call.doors.run_demo(out, call.root, replace), force=force))
