"""The check before a commit: what is staged, and nothing else, without a network.

.venv/bin/python tools/hook.py             check what is staged; `pre-commit` runs this
.venv/bin/python tools/hook.py install     have git run it before each commit (`make hook`)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("docs", "data", "mkdocs.yml")
MARK = "tools/hook.py"
SCRIPT = """\
#!/bin/sh
# make hook 装的：提交以前检查总结。不要了就删去这个文件。
if [ ! -x "{prefix}.venv/bin/python" ]; then
  echo '提交以前要检查总结，可是运行环境 .venv 还没有装好。请先在项目文件夹里运行 make check。' >&2
  exit 1
fi
exec "{prefix}.venv/bin/python" "{prefix}tools/hook.py"
"""
STOPPED = "没有提交。上面列出的问题改好以后，先 git add 改过的文件，再提交一次。"
TAKEN = (
    "{path} 已经有了，不是本项目的，没有改动。请在它里面加一行：\n"
    '  "{prefix}.venv/bin/python" "{prefix}tools/hook.py" || exit 1'
)


def main(arguments: list[str]) -> int:
    """Check or install; what the process ends with."""
    for name in (
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_WORK_TREE",
    ):  # git's are relative to its own folder
        if os.environ.get(name):
            os.environ[name] = os.path.abspath(os.environ[name])
    try:
        return install() if arguments == ["install"] else check()
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip()
        print(f"git 出错：{reason}。请在 git 的项目里运行。", file=sys.stderr)
    except OSError as error:
        print(f"读写 {error.filename} 时出错：{error.strerror}。", file=sys.stderr)
    return 1


def git(*arguments: str, given: bytes = b"") -> bytes:
    """What a git command prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, input=given, capture_output=True, check=True
    )
    return done.stdout


def check() -> int:
    """Check the staged files as they are staged, beside all others that are in the index: a file
    that is merely lying there counts for nothing."""
    changed = git(
        "diff", "--cached", "--name-status", "--no-renames", "--relative", "-z", "--", *CONTENT
    )
    words = changed.decode("utf-8", "surrogateescape").split("\0")[:-1]
    staged = dict(zip(words[1::2], words[::2], strict=True))
    if not staged:
        return 0
    with tempfile.TemporaryDirectory(prefix="gonghui-") as folder:
        files = git("ls-files", "-z", "--", *CONTENT)
        git("checkout-index", "-z", "--stdin", f"--prefix={folder}/", given=files)
        # A registry touches every page, and what is gone may be missed anywhere.
        whole = any(
            status == "D" or not path.startswith("docs/") for path, status in staged.items()
        )
        outside = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        command = [sys.executable, "-m", "gonghui", "check", *([] if whole else sorted(staged))]
        code = subprocess.run(command, cwd=folder, env=outside, check=False).returncode
    if code:
        print(STOPPED, file=sys.stderr)
    return code


def install() -> int:
    """Write git's pre-commit hook, unless there is one of somebody else's."""
    path = ROOT / git("rev-parse", "--git-path", "hooks/pre-commit").decode().strip()
    prefix = git("rev-parse", "--show-prefix").decode().strip()
    if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
        print(TAKEN.format(path=path, prefix=prefix), file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCRIPT.format(prefix=prefix), encoding="utf-8")
    path.chmod(0o755)
    print("装好了：以后每次提交以前都先检查要提交的总结，有必须改的问题就不提交。", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
