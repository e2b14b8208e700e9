"""Pictures: a picture file is what its ending says, whole, and small enough for a page."""

from __future__ import annotations

import os
from pathlib import Path

from ..attachment import MAX_PICTURE, MAX_SIDE, PICTURES, too_large
from ..disk import reason
from ..picture import BrokenPicture, NotAPicture, TooManyPixels, read_picture
from ..problem import Problems

_SMALLER = "请用“画图”打开，点“重新调整大小”，把宽度改成1600像素，再保存。"
_NEW_ENDING = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}


def check_picture(path: Path, shown: str, size: int, problems: Problems) -> None:
    """Report what is wrong with one picture file of so many bytes; only its header is read."""

    def report(code: str, message: str) -> None:
        problems.report(shown, 1, 1, code, message)

    suffix = os.path.splitext(shown)[1]
    if size > MAX_PICTURE:
        report("too-large", f"图片{too_large(size, MAX_PICTURE)}。{_SMALLER}")
        return
    if size == 0:
        report("picture-content", "图片是空的，一个字节也没有。请重新复制一遍，或删去。")
        return
    try:
        picture = read_picture(path)
    except NotAPicture as error:
        what = f"内容却是{error.what}" if error.what else "内容却不是图片"
        report(
            "picture-content",
            f"扩展名是“{suffix}”，{what}。请用“画图”打开原图，另存为PNG或JPEG，不要只改扩展名。",
        )
    except BrokenPicture:
        report(
            "picture-content",
            "图片坏了，或者只复制了一半。请用“画图”打开看一看，重新复制或重新保存一遍。",
        )
    except TooManyPixels:
        report("too-large", f"图片的像素太多，一边不能超过{MAX_SIDE}像素。{_SMALLER}")
    except OSError as error:
        report("unreadable", f"文件打不开（{reason(error)}）。请检查文件是否还在、能不能读。")
    else:
        if PICTURES[suffix.lower()] != picture.kind:
            report(
                "picture-content",
                f"扩展名是“{suffix}”，内容却是{picture.kind}图片。"
                f"请把扩展名改成“{_NEW_ENDING[picture.kind]}”，正文里的文件名也照着改。",
            )
        if max(picture.width, picture.height) > MAX_SIDE:
            report(
                "too-large",
                f"图片宽{picture.width}像素、高{picture.height}像素，一边不能超过{MAX_SIDE}像素。"
                f"{_SMALLER}",
            )
