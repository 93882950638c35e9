"""Who goes with an order on its way to the signature and after it: rows for `permission_table`."""

from __future__ import annotations

from typing import Any

ORDERS: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("GET orders:queue", (), {"ok": "dir"}),
    ("GET orders:order_return", ("order",), {"ok": "dir"}),
)
