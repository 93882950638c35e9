"""Rows of the permission table: whom people would like to work with, and what a matching values."""

from typing import Any

WISHES: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("GET pairing:wish_round", (), {"ok": "coo cur"}),
    ("POST pairing:wish_round", (), {"ok": "coo cur"}),
    ("GET pairing:wish_slips", (), {"ok": "coo cur"}),
    ("GET pairing:wish_own", (), {"ok": "men mte par"}),
    ("GET pairing:wish_answer", ("wish_request",), {"ok": "mte par", "missing": "men"}),
    ("POST pairing:wish_answer", ("wish_request",), {"ok": "mte par", "missing": "men"}),
    ("GET pairing:wish_candidates", ("choice_request",), {"ok": "coo cur"}),
    ("POST pairing:wish_candidates", ("choice_request",), {"ok": "coo cur"}),
    ("POST pairing:wish_lock", ("preference",), {"moved": "coo cur"}),
    ("GET pairing:wish_enter", ("wish_round",), {"ok": "coo cur"}),
    ("POST pairing:wish_enter", ("wish_round",), {"moved": "coo cur"}),
    ("POST pairing:wish_close", ("wish_round",), {"moved": "coo cur"}),
    ("POST pairing:wish_rest", ("wish_round",), {"moved": "coo cur"}),
    ("POST pairing:wish_remind", ("wish_round",), {"moved": "coo cur"}),
    ("POST pairing:wish_links", ("wish_round",), {"moved": "coo cur"}),
    ("GET pairing:weights", ("regulation",), {"ok": "adm coo"}),
    ("POST pairing:weights", ("regulation",), {"ok": "adm coo"}),
)
