"""What is kept of a picture is its pixels; what is none is refused, whatever it is called (S54)."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from api.picture import LONGEST_SIDE, NotAPicture, rewritten

SCRIPT = b"<script>alert(1)</script>"


def drawn(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **saved: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "red").save(made, kind, **saved)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "I;16"),
    ],
)
def test_a_picture_is_written_anew(kind: str, mode: str) -> None:
    found = rewritten(drawn(kind, mode) if mode != "P" else drawn(kind))
    with Image.open(io.BytesIO(found.content)) as kept:
        assert kept.size == (40, 30)
        assert kept.format == ("PNG" if mode == "RGBA" else "JPEG") == found.content_type.split("/")[1].upper()


def test_what_hides_in_or_after_a_picture_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    hiding = drawn("JPEG", exif=exif, comment=SCRIPT) + SCRIPT
    assert hiding.count(SCRIPT) == 3
    assert SCRIPT not in rewritten(hiding).content


def test_a_picture_stands_upright_and_is_not_huge() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    with Image.open(io.BytesIO(rewritten(drawn("JPEG", size=(4_000, 1_000), exif=exif)).content)) as kept:
        assert kept.size == (LONGEST_SIDE // 4, LONGEST_SIDE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SCRIPT,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"%PDF-1.7",
        b"GIF89a<script>",
        b"BM" + bytes(100),
        drawn("TIFF"),
        drawn("JPEG")[:200],
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        rewritten(content)


def test_a_small_file_of_huge_size_is_refused_before_it_is_decoded() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1_000)))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(NotAPicture):
        rewritten(bomb)
    wide = drawn("PNG", "1", (10_000, 5_000))
    with pytest.raises(NotAPicture, match="too_many_pixels"):
        rewritten(wide)


def test_damaged_pictures_are_refused_or_read_and_nothing_else() -> None:
    dice = random.Random(7)
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        whole = drawn(kind)
        for _ in range(150):
            broken = bytearray(whole)
            for _ in range(dice.randint(1, 8)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            try:
                rewritten(bytes(broken))
            except NotAPicture:
                continue
