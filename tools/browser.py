"""Find or install what page tests need: a Chromium, a font with Chinese characters, and an nginx.

    .venv/bin/python tools/browser.py     install what is missing, print the browser's path

Tests call find_chromium() and find_nginx(), which install nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# fontconfig brings fc-list, with which the fonts are found.
FONT_PACKAGES = ("fontconfig", "fonts-noto-cjk")
APT_UPDATE = ("apt-get", "update")
APT_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
PLAYWRIGHT_INSTALL = (sys.executable, "-m", "playwright", "install", "chromium")
# The driver that Playwright brings is a Node.js, which a bare Debian lacks a library for.
DRIVER_PACKAGE = "libatomic1"
# openssl makes the certificate under which the tests serve.
SERVER_PACKAGES = ("nginx", "openssl")
PLAYWRIGHT_VERSION = (sys.executable, "-m", "playwright", "--version")
LAST_LINES = 15

WRONG_VARIABLE = """\
环境变量 CHROMIUM 指定的浏览器用不了：{value}
请把它改成一个能运行的 Chromium 或 Chrome 的完整路径，或者取消这个变量（unset CHROMIUM），再运行一遍。
"""

NO_CHROMIUM = """\
没有找到能用的 Chromium 浏览器，页面测试要用它。请先装一个，再把刚才的命令运行一遍：
  - Debian：sudo apt install chromium
  - Ubuntu 和其他系统：.venv/bin/python -m playwright install --with-deps chromium
  - 已经装在别的地方：把环境变量 CHROMIUM 设成它的完整路径
"""

NO_FONTS = """\
没有找到中文字体，页面上的汉字会变成方框，页面测试不能算数。请先装上，再把刚才的命令运行一遍：
  sudo apt install fontconfig fonts-noto-cjk
其他系统请装 fontconfig（要有 fc-list 命令）和任意一种中文字体。
"""

NO_DRIVER = """\
Playwright 启动不了：它自带的程序缺少系统库（多半是 libatomic）。请先装上，再把刚才的命令运行一遍：
  sudo apt install libatomic1
"""

NO_NGINX = """\
没有找到 nginx 或 openssl，放网站的设置（deploy/）要用它们来测试。请先装上，再把刚才的命令运行一遍：
  sudo apt install nginx openssl
测试自己启动、自己结束一个 nginx，不用系统的那一个；装好后系统的那一个可以关掉。
"""

TRIED = """\
刚才试过自动安装（{command}），没有成功。它最后说的是：
{lines}
"""

INSTALLING_CHROMIUM = "没有找到 Chromium，正在安装（要下载一百多兆，请稍等）……"
INSTALLING_FONTS = "没有找到中文字体，正在安装……"
INSTALLING_NGINX = "没有找到 nginx，正在安装……"
INSTALLING_DRIVER = "Playwright 缺少系统库，正在安装……"


class Trouble(Exception):
    """Something the user has to put right; the text says what and how."""


class Outcome(NamedTuple):
    code: int
    output: str


def run_command(command: Sequence[str]) -> Outcome:
    try:
        done = subprocess.run(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return Outcome(127, str(error))
    return Outcome(done.returncode, done.stdout)


@dataclass(frozen=True)
class Surroundings:
    """What the search looks at; tests give their own."""

    environ: Mapping[str, str]
    home: Path
    platform: str
    is_root: bool
    which: Callable[[str], str | None]
    run: Callable[[Sequence[str]], Outcome]
    say: Callable[[str], None]

    @property
    def has_apt(self) -> bool:
        return self.is_root and self.which("apt-get") is not None


def real_surroundings() -> Surroundings:
    return Surroundings(
        environ=os.environ,
        home=Path.home(),
        platform=sys.platform,
        is_root=os.geteuid() == 0,
        which=shutil.which,
        run=run_command,
        say=lambda text: print(text, file=sys.stderr, flush=True),
    )


def playwright_downloads(around: Surroundings) -> list[Path]:
    """The browsers that Playwright has downloaded, the newest first."""
    named = around.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if named not in ("", "0"):
        folder = Path(named)
    elif around.platform == "darwin":
        folder = around.home / "Library" / "Caches" / "ms-playwright"
    else:
        folder = around.home / ".cache" / "ms-playwright"
    found = [
        (int(match[1]), path)
        for pattern in ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*")
        for path in folder.glob(f"chromium-*/{pattern}")
        if (match := re.match(r"chromium-(\d+)$", path.relative_to(folder).parts[0]))
    ]
    return [path for _, path in sorted(found, reverse=True)]


def works(path: str, around: Surroundings) -> bool:
    """Whether the browser starts: Ubuntu's chromium-browser may be a stub that only asks for a
    snap, and a downloaded one may lack system libraries."""
    return around.run((path, "--version")).code == 0


def find_chromium(around: Surroundings | None = None) -> Path:
    """The browser for page tests; Trouble when there is none. Installs nothing."""
    around = around or real_surroundings()
    named = around.environ.get("CHROMIUM")
    if named:
        path = around.which(named)
        if path is None or not works(path, around):
            raise Trouble(WRONG_VARIABLE.format(value=named))
        return Path(path)
    for name in NAMES:
        path = around.which(name)
        if path is not None and works(path, around):
            return Path(path)
    for download in playwright_downloads(around):
        if works(str(download), around):
            return download
    raise Trouble(NO_CHROMIUM)


def has_chinese_fonts(around: Surroundings) -> bool:
    if around.platform == "darwin":  # macOS ships them, but no fc-list.
        return True
    if around.which("fc-list") is None:
        return False
    listed = around.run(("fc-list", ":lang=zh"))
    return listed.code == 0 and bool(listed.output.strip())


def tried(command: Sequence[str], outcome: Outcome) -> str:
    lines = [line.rstrip() for line in outcome.output.splitlines() if line.strip()]
    return TRIED.format(
        command=" ".join(command),
        lines="\n".join("    " + line for line in lines[-LAST_LINES:]),
    )


def install(around: Surroundings, *commands: Sequence[str]) -> str:
    """Run the commands up to the first that fails; what to tell the user of that one."""
    for command in commands:
        outcome = around.run(command)
        if outcome.code:
            return tried(command, outcome)
    return ""


def ensure_chromium(around: Surroundings) -> Path:
    """find_chromium(), after an attempt to install one where none is found."""
    try:
        return find_chromium(around)
    except Trouble:
        if around.environ.get("CHROMIUM"):
            raise
    around.say(INSTALLING_CHROMIUM)
    failures = ""
    if around.has_apt:
        failures += install(around, APT_UPDATE, (*APT_INSTALL, "chromium", *FONT_PACKAGES))
        try:
            return find_chromium(around)
        except Trouble:
            pass  # Ubuntu's chromium is a snap; Playwright's download may do.
    failures += install(around, PLAYWRIGHT_INSTALL)
    try:
        return find_chromium(around)
    except Trouble as trouble:
        raise Trouble(f"{trouble}{failures}") from None


def ensure_fonts(around: Surroundings) -> None:
    if has_chinese_fonts(around):
        return
    failure = ""
    if around.has_apt:
        around.say(INSTALLING_FONTS)
        failure = install(around, APT_UPDATE, (*APT_INSTALL, *FONT_PACKAGES))
    if not has_chinese_fonts(around):
        raise Trouble(NO_FONTS + failure)


def ensure_driver(around: Surroundings) -> None:
    """Playwright itself must start, whatever browser it drives."""
    if around.run(PLAYWRIGHT_VERSION).code == 0:
        return
    failure = ""
    if around.has_apt:
        around.say(INSTALLING_DRIVER)
        failure = install(around, APT_UPDATE, (*APT_INSTALL, DRIVER_PACKAGE))
    if around.run(PLAYWRIGHT_VERSION).code:
        raise Trouble(NO_DRIVER + failure)


def find_nginx(around: Surroundings | None = None) -> Path:
    """The web server for the tests of deploy/; Trouble when there is none. Installs nothing."""
    around = around or real_surroundings()
    path = around.which("nginx") or around.which("/usr/sbin/nginx")  # seldom in a user's PATH
    if path is None or around.which("openssl") is None:
        raise Trouble(NO_NGINX)
    return Path(path)


def ensure_nginx(around: Surroundings) -> None:
    try:
        find_nginx(around)
    except Trouble as trouble:
        failure = ""
        if around.has_apt:
            around.say(INSTALLING_NGINX)
            failure = install(around, APT_UPDATE, (*APT_INSTALL, *SERVER_PACKAGES))
        try:
            find_nginx(around)
        except Trouble:
            raise Trouble(f"{trouble}{failure}") from None


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    around = real_surroundings()
    try:
        ensure_driver(around)
        path = ensure_chromium(around)
        ensure_fonts(around)
        ensure_nginx(around)
    except Trouble as trouble:
        print(trouble, end="", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断。", file=sys.stderr)
        return 130
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
