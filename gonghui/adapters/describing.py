"""Describing: gonghui schema, the front matter as JSON Schema."""

from __future__ import annotations

import sys

import click

from ..problem import Problems, as_text
from ..registry import load_registry
from ..schema import schema_json
from .chinese import ChineseCommand
from .project import project_root


@click.command("schema", cls=ChineseCommand, short_help="题头的 JSON Schema，给编辑器用")
def schema() -> None:
    """显示题头的 JSON Schema：各项的名称、写法和说明，以及登记的单位、指标。给编辑器和别的程序用，
    存成文件写 gonghui schema > summary.json。网站上也有一份，在 schema/summary.json。"""
    problems = Problems()
    registry = load_registry(project_root(), problems)
    if problems.errors:
        click.echo(as_text(problems.in_order()), err=True, nl=False)
        click.echo("登记表有必须改的问题，请先改好上面所列的。", err=True)
        sys.exit(1)
    click.echo(schema_json(registry), nl=False)
