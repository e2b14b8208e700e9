"""Server: the folder of another machine that is published to: files go by rsync, all else by ssh.

The other machine needs sh, rsync, flock, sha256sum and mv of GNU or BusyBox: any Linux has them. Its
folder is the same as one of this machine (`folder`), and as safe against being killed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from .folder import BUSY, CURRENT, LOCK, OWN, RELEASES, not_ours
from .manifest import listed
from .refusal import Refusal
from .release import in_order

REMOTE = re.compile(r"(?P<host>(?:[\w.-]+@)?[\w.][\w.-]*):(?P<folder>[^:].*)", re.ASCII)
_NO_FOLDER, _NO_FLOCK, _BUSY, _FOREIGN = 66, 67, 68, 69
_READY = "\0ready"
# what lies there that is not ours; the lock; leftovers away; the releases; the current one
_BEGIN = f"""\
cd -- {{folder}} 2>/dev/null && [ -w . ] || exit {_NO_FOLDER}
command -v flock >/dev/null || exit {_NO_FLOCK}
ls -A | grep -vxE '{"|".join(sorted(OWN)).replace(".", "[.]")}' && exit {_FOREIGN}
exec 9>{LOCK} && flock -n 9 || exit {_BUSY}
mkdir -p {RELEASES} && cd {RELEASES} || exit {_NO_FOLDER}
rm -rf -- .[!.]*
for file in *.sha256; do
  name=${{{{file%.sha256}}}}
  [ -d "$name" ] && printf '%s\\n' "$name" || rm -f -- "$file"
done
echo /; readlink ../{CURRENT}
printf '\\0ready\\n'
exec cat >/dev/null
"""


def remote(target: str) -> re.Match[str] | None:
    """What is written user@host:folder, and no folder of this machine."""
    return None if target.startswith(("/", ".")) else REMOTE.fullmatch(target)


class Server:
    """`target` is user@host:folder, `ssh` the command that reaches it without asking anything, `aside` a
    folder of this machine in which a site may be built."""

    def __init__(self, target: str, ssh: Sequence[str], aside: Path) -> None:
        match = remote(target)
        assert match is not None
        self.target, self.host, self.folder = target, match["host"], match["folder"].rstrip("/")
        self.ssh, self.aside = list(ssh), aside
        self._names: list[str] = []
        self._current = ""

    @contextmanager
    def session(self) -> Iterator[None]:
        """As Folder's: the lock lasts as long as this connection."""
        if shutil.which("rsync") is None or shutil.which(self.ssh[0]) is None:
            raise Refusal(
                "没有 rsync 或 ssh。请先装上，例如 sudo apt install rsync openssh-client。"
            )
        command = [*self.ssh, self.host, _BEGIN.format(folder=quote(self.folder))]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        ) as link:
            assert link.stdout is not None
            assert link.stdin is not None
            said: list[str] = []
            for line in link.stdout:
                if line.startswith(_READY):
                    break
                said.append(line.rstrip("\n"))
            else:
                raise Refusal(self._why(link.wait(), said))
            at = said.index("/")
            self._names, self._current = in_order(said[:at]), Path(*said[at + 1 :]).name
            try:
                yield
            finally:
                link.stdin.close()

    def _why(self, code: int, said: list[str]) -> str:
        if code == _FOREIGN:
            return not_ours(self.target, said)
        return {
            _NO_FOLDER: f"服务器上没有文件夹 {self.folder}，或不能写。请先在服务器上建好，让登录的用户能写。",
            _NO_FLOCK: "服务器上没有 flock 命令。请在服务器上装 util-linux。",
            _BUSY: f"{BUSY}要是上一次断了线，服务器过一会儿才知道。",
        }.get(code, f"连不上 {self.target}（ssh 的退出码是 {code}）。请看上面的原因。")

    def names(self) -> list[str]:
        """The releases, oldest first."""
        return self._names

    def current(self) -> str:
        """The release that readers see; "" where there is none."""
        return self._current

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """Where the next release is to be built, on this machine."""
        shutil.rmtree(self.aside, ignore_errors=True)
        try:
            yield self.aside / "site"
        finally:
            shutil.rmtree(self.aside, ignore_errors=True)

    def take(self, site: Path, manifest: str, name: str) -> None:
        """Send a site; it becomes a release when every file has arrived as it was."""
        rsync = ["rsync", "-rl", "--checksum", "--protect-args", "--chmod=D755,F644", "-e"]
        rsync.append(" ".join(map(quote, self.ssh)))
        if self._current:
            rsync.append(f"--copy-dest=../{self._current}")  # what did not change is not sent again
        there = f"{self.host}:{self.folder}/{RELEASES}/.new/"
        code = subprocess.run([*rsync, "--", f"{site}/", there], check=False).returncode
        if code:
            raise Refusal(
                f"传到 {self.target} 时出错（rsync 的退出码是 {code}）。请看上面的原因，再运行一遍。"
            )
        done = self._run(
            f"cat >.new.sha256 && cd .new && sha256sum -c ../.new.sha256 >/dev/null && cd .. && sync"
            f" && mv .new.sha256 {name}.sha256 && mv -T .new {name}",
            manifest,
        )
        if done.returncode:
            raise Refusal("传到服务器的文件和这里的不一样，没有用。请再运行一遍。")
        self._names = [*self._names, name]

    def switch(self, name: str) -> None:
        """Let readers see a release, from one moment to the next."""
        if self._run(
            f"cd .. && rm -f .current.new && ln -s {RELEASES}/{name} .current.new"
            f" && mv -T .current.new {CURRENT}"
        ).returncode:
            raise Refusal("服务器上换不过去。请看上面的原因，再运行一遍。")
        self._current = name

    def damage(self, name: str) -> list[str]:
        """The files of a release that are not what was published."""
        done = self._run(
            f"[ ! -h {name} ] && cat {name}.sha256 && cd {name} && printf '\\0' && find . -type f"
            " && printf '\\0' && find . ! -type d ! -type f && printf '\\0'"
            f" && sha256sum -c ../{name}.sha256 2>/dev/null"
        )
        manifest, files, others, sums = [*done.stdout.split("\0"), "", "", ""][:4]
        found = {line.removeprefix("./") for line in files.splitlines()}
        bad = listed(manifest) ^ found  # gone or added
        bad |= {
            line.removeprefix("./") for line in others.splitlines()
        }  # links: no release has any
        checked = (line.rpartition(": ") for line in sums.splitlines())
        bad |= {file for file, _, verdict in checked if verdict != "OK"}
        return sorted(bad) or ([f"{name}.sha256"] if done.returncode else [])

    def remove(self, names: list[str]) -> None:
        """Delete releases; half of one never bears its name."""
        for name in names:
            if self._run(
                f"mv -T {name} .gone-{name} && rm -rf {name}.sha256 .gone-{name}"
            ).returncode:
                raise Refusal(f"服务器上删不掉 {name}。")

    def _run(self, script: str, told: str = "") -> subprocess.CompletedProcess[str]:
        """A script in the folder of releases there; what it complains of is shown."""
        place = f"cd -- {quote(f'{self.folder}/{RELEASES}')} && "
        command = [*self.ssh, self.host, place + script]
        return subprocess.run(
            command,
            input=told,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
