"""Disk: why the system would not read or write a file, in the reader's language."""

from __future__ import annotations

import errno

_WORDS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的配额用完了",
    errno.EROFS: "磁盘只能读",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EIO: "磁盘出了故障",
}


def reason(error: OSError) -> str:
    """A few words, for brackets; the system's own where there are none here."""
    return _WORDS.get(error.errno or 0, error.strerror or type(error).__name__)
