"""Who goes with an order on its way to the signature and after it: rows for `permission_table`."""

from __future__ import annotations

from typing import Any

ORDERS: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("GET orders:queue", (), {"ok": "dir"}),
    ("GET orders:order_return", ("order",), {"moved": "dir"}),
    ("POST orders:order_refresh", ("order",), {"moved": "coo cur"}),
    ("GET orders:order_differences", ("order",), {"moved": "coo cur"}),
    ("POST orders:order_differences", ("order",), {"ok": "coo cur"}),
    ("POST orders:reviewer_add", ("order",), {"moved": "coo cur"}),
    ("POST orders:reviewer_remove", ("order",), {"moved": "coo cur"}),
    ("POST orders:agreement_ask", ("order",), {"moved": "coo cur"}),
    ("POST orders:order_agree", ("order",), {"moved": "adm dir coo cur", "missing": "men"}),
    ("POST orders:readers_remind", ("signed_order",), {"moved": "coo cur"}),
    ("GET orders:representation_list", (), {"ok": "coo cur"}),
    ("GET orders:representation_create", (), {"ok": "coo cur"}),
    ("GET orders:representation_detail", ("representation",), {"ok": "dir coo cur"}),
    ("POST orders:representation_detail", ("representation",), {"ok": "coo cur"}),
    ("POST orders:representation_send", ("representation",), {"moved": "coo cur"}),
    ("POST orders:representation_drop", ("representation",), {"moved": "coo cur"}),
    ("GET orders:representation_pdf", ("representation",), {"ok": "dir coo cur"}),
    ("GET orders:representation_docx", ("representation",), {"ok": "dir coo cur"}),
    ("GET orders:task_list", (), {"ok": "adm dir coo cur men"}),
    ("GET orders:task_update", ("order_task",), {"ok": "adm dir coo cur", "missing": "men"}),
    ("POST orders:task_unmark", ("order_task",), {"moved": "adm dir coo cur", "missing": "men"}),
    ("GET orders:order_amend", ("signed_order",), {"ok": "coo cur"}),
    ("GET orders:order_end", ("signed_order",), {"ok": "coo cur"}),
    ("POST orders:order_signing", ("order",), {"moved": "dir coo cur", "body": "way=paper"}),
    ("POST orders:scan_attach", ("signed_order",), {"moved": "dir coo cur"}),
    ("POST orders:signature_attach", ("signed_order",), {"moved": "dir coo cur"}),
    ("GET orders:proof_file", ("order_proof",), {"ok": "dir coo cur"}),
    ("POST orders:proof_aside", ("order_proof",), {"moved": "dir coo cur"}),
    (
        "POST orders:bundle_ask",
        ("signed_order",),
        {"moved": "dir coo cur", "body": "kind=orders.extracts&format=pdf"},
    ),
    # Whoever asked for it, and nobody else.
    ("GET orders:bundle_file", ("bundle",), {"ok": "cur", "missing": "dir coo"}),
    ("GET orders:own_extracts", (), {"ok": "adm dir coo cur men mte par"}),
    ("GET orders:order_extracts", ("signed_order",), {"ok": "dir coo cur"}),
    (
        "GET orders:extract_pdf",
        ("signed_order", "mentor_person"),
        {"ok": "adm dir coo cur men", "missing": "mte par"},
    ),
    (
        "GET orders:extract_docx",
        ("signed_order", "mentor_person"),
        {"ok": "adm dir coo cur men", "missing": "mte par"},
    ),
)
