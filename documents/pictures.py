"""The coat of arms or emblem of a letterhead: made small and plain before it is kept.

What is kept is never the file that came: its pixels are drawn anew on white, so neither metadata
nor a second file hidden behind the picture remains.
"""

from __future__ import annotations

import hashlib
import warnings
from functools import lru_cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from core.errors import FileError
from core.i18n import gettext as _

from .models import Picture

MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE, MIN_SIDE = 6000, 100
# Forty millimetres at 300 dots to the inch.
KEPT_SIDE = 480
FORMATS = ("PNG", "JPEG")


def clean_picture(content: bytes) -> tuple[bytes, int, int]:
    """The picture as PNG with its width and height. Raises `FileError` in words for people."""
    if len(content) > MAX_BYTES:
        raise FileError(_("Картинка больше %s МБ.") % (MAX_BYTES // 1024**2))
    if content.lstrip()[:5].lower() in (b"<?xml", b"<svg "):
        raise FileError(_("Картинку SVG сохраните как PNG: в SVG бывают ссылки и программы."))
    image = _opened(content)
    if min(image.size) < MIN_SIDE:
        raise FileError(
            _("Картинка %(width)s × %(height)s точек; нужно не меньше %(low)s по каждой стороне.")
            % {"width": image.width, "height": image.height, "low": MIN_SIDE}
        )
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image.getchannel("A"))
    stream = BytesIO()
    plain.save(stream, "PNG", optimize=True)
    return stream.getvalue(), plain.width, plain.height


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=FORMATS)
            if max(image.size) > MAX_SIDE:
                raise FileError(_("Картинка больше %s точек по одной из сторон.") % MAX_SIDE)
            return image.convert("RGBA")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
    ):
        raise FileError(_("Это не картинка PNG или JPEG, или она повреждена.")) from None


def keep_picture(content: bytes) -> Picture:
    """The row of these bytes; the same picture is kept once."""
    plain, width, height = clean_picture(content)
    digest = hashlib.sha256(plain).hexdigest()
    found = Picture.objects.filter(pk=digest).first()
    return found or Picture.objects.create(sha256=digest, content=plain, width=width, height=height)


@lru_cache(maxsize=64)
def picture_bytes(sha256: str) -> bytes:
    """The picture that a snapshot names; it never changes, so a worker reads it once."""
    return bytes(Picture.objects.get(pk=sha256).content)
