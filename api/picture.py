"""Pictures that customers sent, decoded and written anew: what is kept holds pixels and nothing else (S54)."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final, Literal

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP")
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2_048


class NotAPicture(Exception):
    """The content is no raster image that we take, whatever its sender called it. The message says why."""


@dataclass(frozen=True)
class Picture:
    """What is kept: a JPEG, or a PNG where something is transparent."""

    content: bytes
    content_type: Literal["image/jpeg", "image/png"]


def rewritten(content: bytes) -> Picture:
    """The first frame, upright, at most 2,048 pixels wide or high, without metadata. Raises NotAPicture. Slow.

    The type is decided by the content. A small file may claim a huge picture, so its size is read before its pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about damaged metadata, which is not kept
            return _rewritten(content)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise NotAPicture("unknown_type") from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError) as error:
        raise NotAPicture("damaged") from error


def _rewritten(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise NotAPicture("too_many_pixels")
        upright = ImageOps.exif_transpose(opened)
        see_through = "A" in upright.mode or "transparency" in upright.info
        plain = upright.convert("RGBA" if see_through else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    kept = io.BytesIO()
    if see_through:
        bare.save(kept, "PNG")
        return Picture(kept.getvalue(), "image/png")
    bare.save(kept, "JPEG", quality=88)
    return Picture(kept.getvalue(), "image/jpeg")
