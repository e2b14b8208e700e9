"""Switches: what mkdocs.yml may not be set to, because it would read files from anywhere, run code of a
page, or ask other hosts. MkDocs itself builds Python objects from the tags of that file."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from ..corpus import Corpus
from ..problem import Problems
from ..quotation import clip
from ..reading.source import read_source

CONFIG = "mkdocs.yml"
_SLUGS = "tag:yaml.org,2002:python/name:markdown.extensions.toc.slugify_unicode"
_PLAIN = re.compile(r"tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp)")
# extensions that read other files, or draw with what comes from elsewhere
_READS = re.compile(
    r"(?:pymdownx\.|markdown[_.-]?|mdx[_.-]?)(?:snippets|b64|include\w*(?:\.include)?|pathconverter|blocks\.html)",
    re.I,
)
_FILES = ("INHERIT", "hooks")
_FIXED = {"docs_dir": "docs"}
_THEME = "overrides"
_OF_MACROS = {
    "module_name": ("macros",),
    "on_error_fail": ("true",),
    "on_undefined": ("strict",),
}
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{0,60}:|[/\\]{2}")


def check_switches(corpus: Corpus, problems: Problems) -> None:
    """Every refused setting of mkdocs.yml, at its line; one that is no YAML is told by the build."""
    there = (corpus.root / CONFIG).is_file()
    text = read_source(corpus.root, CONFIG, problems) if there else None
    if text is None:
        return
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        return
    if isinstance(root, yaml.MappingNode):
        told = [*_tags(root), *_settings(root)]
        for node, message in told:
            mark = node.start_mark
            problems.report(CONFIG, mark.line + 1, mark.column + 1, "unsafe-setting", message)


def _tags(root: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if not _PLAIN.fullmatch(node.tag) and node.tag != _SLUGS:
            written = node.tag.replace("tag:yaml.org,2002:", "!!")
            yield node, f"“{clip(written)}”会在读这个文件时运行程序或取别处的内容。请删去这个标签。"
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [inner for pair in node.value for inner in pair]


def _settings(root: yaml.MappingNode) -> Iterator[tuple[yaml.Node, str]]:
    for key, value in _pairs(root):
        name = str(key.value)
        if name in _FILES:
            yield key, f"不能设“{name}”：它会读进或运行别的文件。请删去这一项。"
        elif name in _FIXED and value.value != _FIXED[name]:
            yield value, f"“{name}”只能是 {_FIXED[name]}。请改回：{name}: {_FIXED[name]}"
        elif name == "markdown_extensions":
            for extension, _ in _named(value):
                if _READS.fullmatch(str(extension.value)):
                    yield (
                        extension,
                        f"不能用扩展“{clip(str(extension.value))}”：写总结的人可以借它把别的文件读进页面。请删去这一行。",
                    )
        elif name == "theme":
            for part, folder in _pairs(value):
                if part.value == "custom_dir" and folder.value != _THEME:
                    yield folder, f"“custom_dir”只能是 {_THEME}。请改回：custom_dir: {_THEME}"
        elif name == "plugins":
            yield from _of_macros(value)
        elif name in ("extra_javascript", "extra_css") and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                if isinstance(item, yaml.ScalarNode) and _OUTSIDE.match(item.value):
                    yield (
                        item,
                        f"“{clip(item.value)}”在别的网站上，网站只用自己的文件。请放到 overrides/assets/ 里。",
                    )


def _of_macros(plugins: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    for plugin, options in _named(plugins):
        if plugin.value != "macros" or options is None:
            continue
        for key, value in _pairs(options):
            name = str(key.value)
            if name not in _OF_MACROS:
                yield (
                    key,
                    f"macros 不能设“{clip(name)}”。可用的有：{'、'.join(_OF_MACROS)}。请删去这一行。",
                )
            elif str(value.value).lower() not in _OF_MACROS[name]:
                right = _OF_MACROS[name][0]
                yield value, f"macros 的“{name}”只能是 {right}。请改成：{name}: {right}"


def _named(node: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node | None]]:
    """The entries of a list of names, or of names with options."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.MappingNode):
            yield from _pairs(item)
        else:
            yield item, None


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []
