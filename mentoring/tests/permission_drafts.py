"""Rows of the permission table: drafts of a matching."""

from typing import Any

DRAFTS: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("GET pairing:drafts_compare", (), {"ok": "coo cur"}),
    ("POST pairing:draft_choose", ("run",), {"moved": "coo cur"}),
    ("POST pairing:draft_rename", ("run",), {"moved": "coo cur", "body": "name=x"}),
    ("POST pairing:draft_delete", ("run",), {"moved": "coo cur"}),
    ("GET pairing:draft_why", ("run",), {"ok": "coo cur"}),
    ("POST pairing:draft_put", ("run",), {"moved": "coo cur"}),
    ("POST pairing:draft_out", ("run",), {"moved": "coo cur"}),
    ("GET pairing:draft_fits", ("run", "mentee_card"), {"ok": "coo cur"}),
    ("POST pairing:draft_fix", ("run",), {"moved": "coo cur"}),
    ("GET pairing:draft_candidates", ("run", "mentee_card"), {"ok": "coo cur"}),
)
