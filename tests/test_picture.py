"""Pictures: what a header says, what a page makes of it, and what a browser makes of the same."""

from __future__ import annotations

import base64
import io
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from gonghui.adapters.illustration import illustrated
from gonghui.attachment import MB, fault_of_name, size_text
from gonghui.checkup import examine
from gonghui.picture import (
    BrokenPicture,
    NotAPicture,
    Picture,
    TooManyPixels,
    read_picture,
)
from tests.test_checkup import picture


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_kind_and_size_stand_in_the_header(tmp_path, kind):
    path = saved(tmp_path, "x", picture(kind, [40, 30]))
    assert read_picture(path) == Picture(kind, 40, 30)


@pytest.mark.parametrize("exif", range(1, 9))
def test_a_telephones_photograph_is_stood_up(tmp_path, exif):
    size = (40, 30) if exif <= 4 else (30, 40)
    for kind in ("JPEG", "PNG"):
        path = saved(tmp_path, f"{kind}{exif}", picture(kind, [40, 30], exif))
        assert read_picture(path) == Picture(kind, *size)


def test_moving_pictures_have_one_size(tmp_path):
    frames = [Image.new("P", (40, 30), colour) for colour in (1, 2, 3)]
    for kind in ("GIF", "WEBP", "PNG"):
        path = tmp_path / kind
        frames[0].save(path, kind, save_all=True, append_images=frames[1:], duration=100)
        assert read_picture(path) == Picture(kind, 40, 30)


def test_a_photograph_with_a_second_one_behind_is_a_photograph(tmp_path):
    path = tmp_path / "x.jpg"
    one, two = Image.new("RGB", (40, 30)), Image.new("RGB", (20, 15))
    one.save(path, "MPO", save_all=True, append_images=[two])
    assert read_picture(path) == Picture("JPEG", 40, 30)


def test_what_was_put_behind_a_picture_does_not_matter(tmp_path):
    for kind in ("PNG", "JPEG", "WEBP"):
        path = saved(tmp_path, kind, picture(kind, [40, 30]) + b"x" * 300)
        assert read_picture(path) == Picture(kind, 40, 30)


def test_half_a_photograph_is_told_by_its_missing_end_not_by_that_of_its_preview(tmp_path):
    preview = picture("JPEG", [8, 6])
    exif = b"Exif\0\0" + preview
    raw = picture("JPEG", [400, 300])
    raw = raw[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + raw[2:]
    assert read_picture(saved(tmp_path, "whole", raw)) == Picture("JPEG", 400, 300)
    with pytest.raises(BrokenPicture):
        read_picture(saved(tmp_path, "half", raw[:-100]))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_cut_anywhere_a_picture_is_refused_and_nothing_else_is_raised(tmp_path, kind):
    raw = picture(kind, [60, 40], 6 if kind in ("JPEG", "PNG") else 0)
    for length in range(0, len(raw) - 13, 7):
        with pytest.raises((BrokenPicture, NotAPicture)):
            read_picture(saved(tmp_path, f"{length}", raw[:length]))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_mangled_picture_is_read_or_refused(tmp_path, kind):
    raw = bytearray(picture(kind, [60, 40], 6 if kind in ("JPEG", "PNG") else 0))
    for place in range(min(len(raw), 160)):
        for value in (0, 0x7F, 0xFF):
            mangled = raw[:place] + bytes([value]) + raw[place + 1 :]
            path = saved(tmp_path, f"{place}-{value}", bytes(mangled))
            with suppress(BrokenPicture, NotAPicture, TooManyPixels):
                assert isinstance(read_picture(path), Picture)


def test_a_header_without_its_pixels_costs_nothing(tmp_path):
    path = saved(tmp_path, "x.png", picture("PNG", [4, 3], said=[12000, 9000]))
    assert read_picture(path) == Picture("PNG", 12000, 9000)
    with pytest.raises(TooManyPixels):
        read_picture(saved(tmp_path, "y.png", picture("PNG", [4, 3], said=[100000, 100000])))


def test_a_picture_that_was_saved_anew_is_read_anew(tmp_path):
    path = saved(tmp_path, "x.png", picture("PNG", [40, 30]))
    assert read_picture(path).width == 40
    saved(tmp_path, "x.png", picture("PNG", [41, 30]))
    os.utime(path, ns=(1, 1))
    assert read_picture(path).width == 41


def test_a_thousand_pictures_take_no_time(tmp_path):
    """0.4 s where 1,000 files of 0.5 to 1.8 MB were measured; the bound is for slow machines."""
    noise = Image.frombytes("RGB", (300, 200), os.urandom(300 * 200 * 3))
    content = io.BytesIO()
    noise.save(content, "JPEG", quality=95)
    for number in range(1000):
        saved(tmp_path, f"docs/files/{number}.jpg", content.getvalue())
    started = time.process_time()
    problems = examine(tmp_path).problems
    assert time.process_time() - started < 4
    assert sum(problem.code == "unlinked-file" for problem in problems) == 1000


# What a page makes of them


@pytest.fixture
def docs(tmp_path) -> Path:
    saved(tmp_path, "files/夜校 (1).jpg", picture("JPEG", [40, 30], 6))
    saved(tmp_path, "files/plan.pdf", b"%PDF" + b"0" * 300_000)
    saved(tmp_path, "a/x.png", picture("PNG", [40, 30]))
    saved(tmp_path, "a/broken.png", b"x")
    saved(tmp_path.parent, "secret.png", picture("PNG", [40, 30]))
    return tmp_path


LAZY = 'loading="lazy" decoding="async"'
SIZED = f'{LAZY} width="40" height="30"'


@pytest.mark.parametrize(
    ("html", "made"),
    [
        # pictures
        (
            '甲<img src="../x.png" alt="图">',
            f'甲<img src="../x.png" alt="图" {SIZED}>',
        ),
        (
            '<img alt="图" src="../../files/%E5%A4%9C%E6%A0%A1%20(1).jpg" />',
            f'<img alt="图" src="../../files/%E5%A4%9C%E6%A0%A1%20(1).jpg" {LAZY} width="30" height="40">',
        ),
        (
            '<img alt="a > b &quot;" src="../x.png?a=1&amp;b=2">',
            f'<img alt="a > b &quot;" src="../x.png?a=1&amp;b=2" {SIZED}>',
        ),
        ('<img src="../x.png" width="9">', f'<img src="../x.png" width="9" {LAZY}>'),
        ('<img src="../broken.png">', f'<img src="../broken.png" {LAZY}>'),
        ('<img src="../../../secret.png">', f'<img src="../../../secret.png" {LAZY}>'),
        ('<img src="//[a/x.png">', f'<img src="//[a/x.png" {LAZY}>'),
        ('<img alt="a">', f'<img alt="a" {LAZY}>'),
        # pictures that stand alone
        (
            '<p><img src="../x.png" alt="图" title="一 &lt; 二 &quot;三&quot;"></p>',
            f'<figure class="gh-picture"><img src="../x.png" alt="图" {SIZED}>'
            '<figcaption>一 &lt; 二 "三"</figcaption></figure>',
        ),
        (
            '<p><img src="../x.png" alt="图" title=" "></p>',
            f'<figure class="gh-picture"><img src="../x.png" alt="图" title=" " {SIZED}></figure>',
        ),
        (
            '<p><img src="../x.png" alt="a title=&quot;b&quot;"></p>',
            f'<figure class="gh-picture"><img src="../x.png" alt="a title=&quot;b&quot;" {SIZED}></figure>',
        ),
        (
            '<p><a href="../x.png"><img src="../x.png"></a><br>\n<img src="../x.png"></p>',
            f'<figure class="gh-picture"><a href="../x.png"><img src="../x.png" {SIZED}></a></figure>\n'
            f'<figure class="gh-picture"><img src="../x.png" {SIZED}></figure>',
        ),
        (
            '<p>见<img src="../x.png" title="题"></p>',
            f'<p>见<img src="../x.png" title="题" {SIZED}></p>',
        ),
        # attachments
        (
            '<a href="../../files/plan.pdf"><em>方案</em></a>。',
            '<a href="../../files/plan.pdf"><em>方案</em><span class="gh-size">（PDF，0.3 MB）</span></a>。',
        ),
        (
            '<a href="../../files/%E5%A4%9C%E6%A0%A1%20(1).jpg">照片</a>',
            '<a href="../../files/%E5%A4%9C%E6%A0%A1%20(1).jpg">照片'
            '<span class="gh-size">（JPEG，1 KB）</span></a>',
        ),
        ('<a href="../../files/none.pdf">方案</a>', '<a href="../../files/none.pdf">方案</a>'),
        ('<a href="https://a.cn/plan.pdf">方案</a>', '<a href="https://a.cn/plan.pdf">方案</a>'),
        ('<a href="#x">段</a>', '<a href="#x">段</a>'),
        ("<p>没有</p>", "<p>没有</p>"),
    ],
)
def test_a_page_gets_what_the_files_say(docs, html, made):
    assert illustrated(html, "a/b/", docs) == made


def test_a_page_with_a_chinese_address_finds_its_files_too(docs):
    saved(docs, "指南/x.png", picture("PNG", [8, 6]))
    html = illustrated('<img src="../x.png">', "%E6%8C%87%E5%8D%97/a/", docs)
    assert html == f'<img src="../x.png" {LAZY} width="8" height="6">'


def test_links_that_nobody_closes_are_read_in_one_pass(docs):
    html = '<p><a href="x">' * 20_000
    assert illustrated(html, "", docs) == html


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 KB"), (1, "1 KB"), (1024, "1 KB"), (1025, "2 KB"), (MB // 10 - 1, "103 KB"),
        (MB // 10 + 1, "0.1 MB"), (2 * MB, "2.0 MB"), (2 * MB + MB // 20 + 1, "2.1 MB"), (20 * MB, "20.0 MB"),
    ],
)  # fmt: skip
def test_a_size_is_said_in_kilobytes_or_tenths_of_megabytes(size, text):
    assert size_text(size) == text


def test_names_as_people_give_them_are_publishable():
    for name in (
        "夜校海报.png",
        "2024年 活动方案（终稿）.pdf",
        "IMG_0001.JPG",
        "照片（1）",
        "a&b.csv",
    ):
        assert fault_of_name(name) == ""
    for char in '#?%\\:*"<>|\n\x00\x7f\u200b\u2028\ud800':
        assert fault_of_name(f"甲{char}.png") != ""


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_browser_turns_a_photograph_as_we_do(browser, tmp_path, kind):
    raw = picture(kind, [40, 30], 6)
    address = f"data:image/{kind.lower()};base64,{base64.b64encode(raw).decode()}"
    page = browser.new_page()
    try:
        shown = page.evaluate(
            """address => new Promise(done => {
                const image = new Image();
                image.onload = () => done([image.naturalWidth, image.naturalHeight]);
                image.src = address;
            })""",
            address,
        )
    finally:
        page.close()
    read = read_picture(saved(tmp_path, "x", raw))
    assert shown == [read.width, read.height]
