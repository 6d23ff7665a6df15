"""The command that names the department most likely to own a demand, and trains the classifier behind it."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.program import Call, main
from app.cli.shared.output import as_json, print_json
from app.desk.owner import acts, reads
from app.desk.shared.text_files import read_text_file
from app.rules.owner.classifier import Labelled
from app.rules.owner.judgement import Likely
from app.rules.owner.training import read_texts

_LONGEST_TEXTS = 64 << 20


@main.command("owner")
@click.option("--text", help="诉求的文字")
@click.option("--category", default="", help="诉求分类")
@click.option("--merchant", default="", help="商户名称")
@click.option("--train", is_flag=True, help="用标注文本和已同意的退单重新训练")
@click.option("--texts", type=click.Path(path_type=Path), help="训练时加上的标注文本：owner、text 两列，制表符分隔")
@as_json
@click.pass_obj
def owner_(
    call: Call, text: str | None, category: str, merchant: str, train: bool, texts: Path | None, as_json: bool
) -> None:
    """看一段诉求可能归哪个部门，凭什么；只供参考。--train 重新训练。"""
    if train == (text is not None) or (texts is not None and not train):
        raise click.UsageError("请写 --text 诉求，或者 --train（可加 --texts 文件）")
    if text is None:
        _train(call, texts, as_json)
        return
    with call.desk() as desk:
        guess = reads.likely(desk, text=text, category=category, merchant=merchant)
    if as_json:
        print_json({"owner": guess.owner, "sure": guess.sure, "because": list(guess.reasons)})
    else:
        click.echo(_sentence(guess))


def _sentence(guess: Likely) -> str:
    reasons = "；".join(part for part in ("、".join(guess.because), guess.cut_words, guess.vote_words) if part)
    if guess.sure:
        return f"可能的主责部门：{guess.owner}（{reasons}）依据：{guess.basis}"
    names = "、".join((guess.owner, *guess.others)) if guess.owner else ""
    return "不能确定" + (f"，可能：{names}" if names else "") + (f"（{reasons}）" if reasons else "")


def _train(call: Call, texts: Path | None, as_json: bool) -> None:
    own = _own_texts(texts) if texts is not None else []
    with call.desk() as desk:
        outcome = acts.train(desk, person=call.person, texts=own)
        file = desk.folder.owner_model
    result = outcome.result
    if as_json:
        shape = {"texts": result.texts, "returns": result.returns, "unknown_units": list(result.unknown_units)}
        print_json({**shape, "file": str(file)})
        return
    click.echo(outcome.message)
    if result.unknown_units:
        click.echo(f"目录里没有的单位，未用：{'、'.join(result.unknown_units)}", err=True)


def _own_texts(path: Path) -> list[Labelled]:
    return read_texts(read_text_file(path, at_most=_LONGEST_TEXTS, what="标注文本", undone="没有训练"))
