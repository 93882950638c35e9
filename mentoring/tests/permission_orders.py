"""Who goes with an order on its way to the signature and after it: rows for `permission_table`."""

from __future__ import annotations

from typing import Any

ORDERS: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("GET orders:queue", (), {"ok": "dir"}),
    ("GET orders:order_return", ("order",), {"ok": "dir"}),
    ("POST orders:order_refresh", ("order",), {"moved": "coo cur"}),
    ("GET orders:order_differences", ("order",), {"moved": "coo cur"}),
    ("POST orders:order_differences", ("order",), {"ok": "coo cur"}),
    ("GET orders:task_list", (), {"ok": "adm dir coo cur men"}),
    ("GET orders:task_update", ("order_task",), {"ok": "adm dir coo cur", "missing": "men"}),
    ("POST orders:task_unmark", ("order_task",), {"moved": "adm dir coo cur", "missing": "men"}),
)
