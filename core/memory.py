"""How long-lived objects are kept from slowing what makes them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_objects() -> Iterator[None]:
    """Hundreds of thousands of objects come and stay: looking for garbage among them is in vain.

    Rows of an import, pages laid out; going through them again and again costs up to a fifth of
    the time. What it would free is held until the end of the block.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
