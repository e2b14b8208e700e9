"""The command line in Chinese: click's own words for help and for wrong input."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from ..spelling import did_you_mean

_RANGE = re.compile(r"\[(\d+)<=x<=(\d+)\]")  # click's words for a range of numbers


class ChineseCommand(click.Command):
    """A command whose help is headed in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        formatter.write(f"用法：{ctx.command_path} {pieces}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [
            (names, _RANGE.sub(r"[\1到\2]", text))
            for option in options
            if (record := option.get_help_record(ctx))
            for names, text in [record]
        ]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group whose help and faults are told in Chinese. The commands of `later` are read when they are
    asked for: by name, the module beside this one that holds a command, and what it is called there."""

    def __init__(
        self, *args: Any, later: Mapping[str, tuple[str, str]] | None = None, **extra: Any
    ) -> None:
        super().__init__(*args, **extra)
        self.later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *self.later])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        module, name = self.later[cmd_name]
        found: click.Command = getattr(import_module(f".{module}", __package__), name)
        return found

    command_class = ChineseCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (name, command.get_short_help_str(60))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) and not command.hidden
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        """Run, and leave the process with 0, 1 for a finding, 2 for wrong input."""
        extra["standalone_mode"] = False
        try:
            sys.exit(super().main(args, **extra) or 0)
        except click.ClickException as error:
            click.echo(explain(error), err=True)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            click.echo("已停止。", err=True)
            sys.exit(130)


def explain(error: click.ClickException) -> str:
    """What was wrong with the input, and what to write."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "gonghui"
    hint = f"请看说明：{path} --help"
    match error:
        case NoArgsIsHelpError():
            return error.format_message()
        case click.BadOptionUsage() if "does not take a value" in error.message:
            return f"{error.option_name} 后面不写内容。{hint}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面缺少内容。{hint}"
        case click.NoSuchOption():
            near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{near}{hint}"
        case click.MissingParameter():
            return f"缺少“{error.param.human_readable_name if error.param else '参数'}”。{hint}"
        case click.BadParameter():
            param = error.param
            name = param.opts[0] if isinstance(param, click.Option) else "参数"
            kind = getattr(param, "type", None)
            if name == "--port":
                return "端口应是1到65535的整数，例如8001。"
            if isinstance(kind, click.IntRange):
                limits = f"{kind.min}到{kind.max}" if kind.max else f"不小于{kind.min}"
                return f"{name} 应是{limits}的整数，例：{name} 2。{hint}"
            choices = getattr(kind, "choices", None)
            listed = f"可用的有：{'、'.join(map(str, choices))}。" if choices else ""
            return f"{name} 的写法不对。{listed}{hint}"
        case click.UsageError() if "No such command" in error.message:
            word = error.message.partition("'")[2].partition("'")[0]
            group = context.command if context else None
            known = (
                group.list_commands(context) if context and isinstance(group, click.Group) else []
            )
            return f"没有命令 {word}。{did_you_mean(word, known)}{hint}"
        case click.UsageError() if "unexpected extra argument" in error.message:
            return f"多写了内容。{hint}"
    return f"{error.format_message()} {hint}"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of a table as lines whose columns stand below each other; a Chinese character is two
    wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
