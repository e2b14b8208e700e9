"""Builds the site and publishes it: `make publish`. What does not pass the check-up is never published.

PUBLISH_TO says where: a folder of this machine (/srv/www/zongjie, public), or one of another, reached by
rsync over ssh (web@example.org:/srv/www/zongjie). Without it the site is only built. For another
machine PUBLISH_KEY may hold the private key, and PUBLISH_HOST_KEY the line of known_hosts by which
the server is known; without them the ssh of whoever runs this must know both.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = "site"
MARK = "data/values.csv"  # by which a site of ours is known
ABSENT = 23  # rsync's code for a file that is not there
REMOTE = re.compile(r"(?:[\w.-]+@)?[\w.-]+:[^:].*")  # web@example.org:/srv/www; no URL, no option
NOWHERE = (
    "网站已经生成在 site/，没有公布：没有写明公布到哪里。请设置变量 PUBLISH_TO，"
    "写一个文件夹（例如 /srv/www/zongjie），或“用户@服务器:文件夹”（例如 web@example.org:/srv/www/zongjie）。"
)


class Trouble(Exception):
    """Nothing was published; the text says why and what to do."""


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Build, and publish where that went well; what the process ends with."""
    target = environ.get("PUBLISH_TO", "").strip()
    remote = is_remote(target)
    above = Path(ROOT, folder_of(target, remote)).parent
    if not above.is_dir():
        print(f"没有公布：没有文件夹 {above}。请先建好，或改正 PUBLISH_TO。", file=sys.stderr)
        return 1
    code = run([sys.executable, "-m", "gonghui", "build", "--site-dir", folder_of(target, remote)])
    if code:
        print("没有公布：网站没有生成，原来公布的没有改动。", file=sys.stderr)
        return code
    try:
        if remote:
            with tempfile.TemporaryDirectory() as keys:
                send(target, shell_of(environ, Path(keys)))
    except Trouble as trouble:
        print(f"没有公布：{trouble}", file=sys.stderr)
        return 1
    print(f"已公布到 {target}。" if target else NOWHERE, file=sys.stderr)
    return 0


def is_remote(target: str) -> bool:
    """Whether a target is a folder of another machine."""
    return not target.startswith(("/", ".")) and REMOTE.fullmatch(target) is not None


def folder_of(target: str, remote: bool) -> str:
    """Where the site is built: at once where it is published, if that is a folder here."""
    return target if target and not remote else SITE


def shell_of(environ: Mapping[str, str], folder: Path) -> str:
    """The ssh that rsync is to use: it asks nothing, and trusts no server that it does not know."""
    words = ["ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
    for name, option in (
        ("PUBLISH_KEY", "IdentityFile"),
        ("PUBLISH_HOST_KEY", "UserKnownHostsFile"),
    ):
        text = environ.get(name, "").replace("\r\n", "\n").strip()
        if text:
            file = folder / option
            file.touch(mode=0o600)
            file.write_text(text + "\n", encoding="utf-8")
            words += ["-o", f"{option}={file}"]
    if "IdentityFile" in " ".join(words):
        words += ["-o", "IdentitiesOnly=yes"]
    return " ".join(words)


def send(target: str, shell: str) -> None:
    """Bring site/ to the other machine; what is gone from the site goes there too, last of all."""
    if shutil.which("rsync") is None:
        raise Trouble("没有 rsync。请先装上，例如 sudo apt install rsync openssh-client。")
    place = target.rstrip("/") + "/"
    rsync = ["rsync", "-e", shell]
    code, _ = look([*rsync, "--list-only", "--", f"{place}{MARK}"])
    if code == ABSENT:  # no site of ours: then the folder must be empty or not be there
        code, names = look([*rsync, "--list-only", "--", place])
        if code == 0 and set(names) - {"."}:
            raise Trouble(f"{target} 里有别的文件，会被删掉。请换一个空的文件夹。")
    if code not in (0, ABSENT):
        raise Trouble(f"连不上 {target}（rsync 的退出码是 {code}）。请看上面 ssh 说的原因。")
    options = ["-rl", "--checksum", "--delete-delay", "--delay-updates", "--chmod=D755,F644"]
    code = run([*rsync, *options, "--", f"{ROOT / SITE}/", place])
    if code:
        raise Trouble(
            f"传到 {target} 时出错（rsync 的退出码是 {code}）。请看上面的原因，再运行一遍。"
        )


def run(command: Sequence[str]) -> int:
    """A command's exit code; what it says is shown."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def look(command: Sequence[str]) -> tuple[int, list[str]]:
    """The exit code of a listing and the names in it; what it complains of is shown, but for a file
    that is not there."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, ABSENT):
        print(done.stderr, end="", file=sys.stderr)
    lines = done.stdout.splitlines()
    return done.returncode, [line.split(maxsplit=4)[-1] for line in lines if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
