"""Who may ask that a pair be changed, answer, and change who is in it, for `permission_table`."""

from __future__ import annotations

OF_PAIRS: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    ("GET pairing:pair_ask", ("pair",), {"ok": "coo cur men mte par"}),
    ("POST pairing:pair_ask", ("pair",), {"ok": "coo cur men mte par"}),
    # The mentee's own words: not for the mentor, nor for whoever only looks after the system.
    (
        "GET pairing:request_pdf",
        ("pair_request",),
        {"ok": "dir coo cur mte", "missing": "adm men par psy"},
    ),
    ("POST pairing:request_decline", ("pair_request",), {"moved": "coo cur"}),
    (
        "POST pairing:request_withdraw",
        ("pair_request",),
        {"moved": "coo cur mte", "missing": "men par"},
    ),
    ("GET pairing:pair_join", ("group",), {"ok": "coo cur"}),
    ("POST pairing:pair_join", ("group",), {"ok": "coo cur"}),
    ("GET pairing:member_leave", ("group_member",), {"ok": "coo cur"}),
    ("POST pairing:member_leave", ("group_member",), {"ok": "coo cur"}),
    ("POST pairing:pair_reopen", ("pair",), {"moved": "coo cur"}),
]
