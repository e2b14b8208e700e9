"""Make .venv and install what the right lock file says. Run by the Makefile.

    python3 tools/environment.py          what the site needs
    python3 tools/environment.py --dev    that, and what checks and tests need

A stamp in .venv tells what is installed, so a second run has nothing to do. This file keeps to
the grammar of Python 3.6: only then can it tell the user that the Python found is too old.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from typing import Callable, Dict, List, Optional, Sequence, Tuple

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, ".gonghui-stamp")
# The project's name for a lock, and the file.
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}
LAST_LINES = 15

TOO_OLD = """\
这个 Python 太旧了：找到的是 {found}（{executable}），本项目需要 Python {oldest} 或更新的版本。
请先装一个新的，再把刚才的命令运行一遍：
  - Debian 12、Ubuntu 24.04 和更新的系统，自带的就够新：sudo apt install python3 python3-venv
  - 电脑上另有新的 Python，就在命令里写明它的名字，例如：make serve PYTHON=python3.12
"""

NO_VENV = """\
这个 Python（{executable}）缺少建立运行环境要用的 {missing} 模块。
Debian 和 Ubuntu 把它单独放在一个软件包里，请装上，再把刚才的命令运行一遍：
  sudo apt install python3-venv
如果用的不是系统自带的 python3，而是 python{version}，就装 python{version}-venv。
"""

VENV_FAILED = """\
没能建立运行环境 {venv}。请检查磁盘空间和这个目录的写权限，再把刚才的命令运行一遍。
Python 最后说的是：
{lines}
"""

INSIDE_ITSELF = """\
运行环境 .venv 需要重建，可是现在正用着它自己的 Python。请改用系统的 Python 运行：
  python3 tools/environment.py
"""

PIP_FAILED = """\
软件包没有装成（pip 的退出码是 {code}）。
{why}
处理好以后，把刚才的命令再运行一遍，会接着装。pip 最后说的是：
{lines}
"""

WHY_HASH = """\
下载到的文件与 {lock} 里登记的校验码不一致，为安全起见没有安装。
多半是软件源（镜像）上的文件不对，或者传输出了错：请换一个软件源再试；
如果换了还是这样，请告诉维护人员，不要删改 {lock}。"""

WHY_DISK = """\
磁盘满了。请腾出大约 1 GB 的空间。"""

WHY_NETWORK = """\
常见的原因：
  - 网络不通：请先确认这台电脑能上网；
  - 要经过代理才能上网：请先设置环境变量 https_proxy；
  - 软件源（镜像）连不上，或者上面的软件包不全：用 pip config list 看看 index-url 指向哪里，换一个。"""

NO_FILE = """\
项目里缺少文件 {name}。请重新取一份完整的项目（例如 git checkout -- {name}），再运行一遍。
"""

OS_ERROR = """\
读写 {path} 时出错：{reason}。请检查磁盘空间和目录的读写权限，再把刚才的命令运行一遍。
"""

PREPARING = "正在准备运行环境 .venv（第一次要联网下载，大约一分钟）……\n"
RETRYING = "网络不太通畅，pip 正在重试……\n"
REBUILDING = (
    "原来的运行环境 .venv 不能用了（项目换了位置，或者其中的 Python 没有了），重新建一个。\n"
)
READY = "运行环境准备好了。\n"
INTERRUPTED = "\n已中断。运行环境还没有装完，下次运行时会接着装。\n"


class Trouble(Exception):
    """Something the user has to put right; the text says what and how."""


def say(text: str) -> None:
    """Write to the terminal in UTF-8, whatever the locale: an old Python would give up."""
    sys.stderr.flush()
    sys.stderr.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stderr.buffer.flush()


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def check_python(
    version: Sequence[int],
    executable: str,
    has: Callable[[str], bool] = has_module,
) -> None:
    """Refuse a Python that is too old or that can't make a virtual environment."""
    if tuple(version[:2]) < OLDEST:
        raise Trouble(
            TOO_OLD.format(
                found=".".join(str(part) for part in version[:3]),
                executable=executable,
                oldest=".".join(str(part) for part in OLDEST),
            )
        )
    for module in ("venv", "ensurepip"):
        if not has(module):
            short = ".".join(str(part) for part in version[:2])
            raise Trouble(NO_VENV.format(executable=executable, missing=module, version=short))


def last_lines(output: str) -> str:
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return "\n".join("    " + line for line in lines[-LAST_LINES:])


def explain_pip(code: int, output: str, lock: str) -> str:
    """The message for a failed pip run."""
    if "DO NOT MATCH THE HASHES" in output:
        why = WHY_HASH.format(lock=lock)
    elif "No space left on device" in output:
        why = WHY_DISK
    else:
        why = WHY_NETWORK
    return PIP_FAILED.format(code=code, why=why, lines=last_lines(output))


def digest(name: str) -> str:
    path = os.path.join(ROOT, name)
    if not os.path.exists(path):
        raise Trouble(NO_FILE.format(name=name))
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def wanted_state() -> Dict[str, str]:
    """What a complete environment's stamp says. `root` is there because scripts name it."""
    state = {kind: digest(name) for kind, name in LOCKS.items()}
    state["project"] = digest("pyproject.toml")
    state["root"] = ROOT
    return state


def read_stamp() -> Dict[str, str]:
    try:
        with open(STAMP, encoding="utf-8") as file:
            pairs = [line.rstrip("\n").split(": ", 1) for line in file]
    except (OSError, UnicodeDecodeError):
        return {}
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def write_stamp(state: Dict[str, str]) -> None:
    with open(STAMP, "w", encoding="utf-8") as file:
        file.writelines("{}: {}\n".format(key, state[key]) for key in sorted(state))


def plan(stamp: Dict[str, str], wanted: Dict[str, str], dev: bool) -> Tuple[Optional[str], bool]:
    """Which lock to install ("runtime", "dev" or none), and whether to install the project.

    An environment with the dev lock has all that the runtime needs: it stays one.
    """
    kind = "dev" if dev or "dev" in stamp else "runtime"
    if stamp.get(kind) == wanted[kind] and stamp.get("runtime") == wanted["runtime"]:
        return None, stamp.get("project") != wanted["project"]
    return kind, True


def venv_python() -> str:
    return os.path.join(VENV, "bin", "python")


def answers(*arguments: str) -> bool:
    """Whether the environment's Python runs this and succeeds."""
    try:
        done = subprocess.run(
            [venv_python(), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    return done.returncode == 0


def venv_is_sound(stamp: Dict[str, str]) -> bool:
    """Whether .venv is of this place and its Python runs."""
    if stamp:
        at_home = stamp.get("root") == ROOT
    else:
        try:
            with open(os.path.join(VENV, "bin", "activate"), encoding="utf-8") as file:
                at_home = VENV in file.read()
        except (OSError, UnicodeDecodeError):
            return False
    return at_home and answers(
        "-c", "import sys; sys.exit(sys.version_info[:2] < {!r})".format(OLDEST)
    )


def remove_venv() -> None:
    if os.path.realpath(sys.prefix) == os.path.realpath(VENV):
        raise Trouble(INSIDE_ITSELF)
    say(REBUILDING)
    if os.path.islink(VENV) or not os.path.isdir(VENV):
        os.remove(VENV)
    else:
        shutil.rmtree(VENV)


def create_venv() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "venv", VENV],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        lines = last_lines(done.stdout.decode("utf-8", "replace"))
        raise Trouble(VENV_FAILED.format(venv=VENV, lines=lines))


def pip(arguments: List[str], lock: str) -> None:
    environment = dict(
        os.environ, PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1"
    )
    process = subprocess.Popen(
        [venv_python(), "-m", "pip", "install"] + arguments,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output = []  # type: List[str]
    told = False
    assert process.stdout is not None
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace")
        output.append(line)
        if "Retrying" in line and not told:
            told = True
            say(RETRYING)
    code = process.wait()
    if code:
        raise Trouble(explain_pip(code, "".join(output), lock))


def prepare(dev: bool) -> None:
    wanted = wanted_state()
    stamp = read_stamp()
    sound = venv_is_sound(stamp)
    if not sound:
        stamp = {}
    kind, project = plan(stamp, wanted, dev)
    if kind is None and not project:
        return
    say(PREPARING)
    if not sound or not answers("-m", "pip", "--version"):
        if os.path.lexists(VENV):
            remove_venv()
        create_venv()
    # Until all is installed there is no stamp: an interrupted run is taken up by the next.
    if os.path.exists(STAMP):
        os.remove(STAMP)
    if kind is not None:
        pip(["--require-hashes", "-r", LOCKS[kind]], LOCKS[kind])
    pip(["--no-build-isolation", "--no-deps", "-e", "."], "pyproject.toml")
    state = dict(wanted)
    if kind == "runtime" or (kind is None and "dev" not in stamp):
        del state["dev"]
    write_stamp(state)
    say(READY)


def main(arguments: Sequence[str]) -> int:
    try:
        check_python(sys.version_info[:3], sys.executable)
        prepare(dev="--dev" in arguments)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except OSError as error:
        say(OS_ERROR.format(path=error.filename or VENV, reason=error.strerror or error))
        return 1
    except KeyboardInterrupt:
        say(INTERRUPTED)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
