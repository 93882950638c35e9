"""Who may merge, destroy and hand over: rows for `permission_table`."""

from __future__ import annotations

from typing import Any

LIFE: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("GET registry:timeline", ("mentee_person",), {"ok": "adm dir coo cur psy"}),
    ("GET registry:holdings", ("mentee_person",), {"ok": "adm coo"}),
    ("POST registry:holdings", ("mentee_person",), {"ok": "adm coo"}),
    ("GET registry:duplicate_list", (), {"ok": "adm coo cur"}),
    ("GET registry:person_merge", ("mentee_person", "mentor_person"), {"ok": "adm coo cur"}),
    ("POST registry:person_apart", ("mentee_person", "mentor_person"), {"moved": "adm coo cur"}),
    ("POST registry:merge_undo", ("merge",), {"moved": "adm coo cur"}),
    ("GET registry:due_list", (), {"ok": "adm coo"}),
    ("GET registry:consents_due", (), {"ok": "adm coo"}),
    ("GET registry:keeping_terms", (), {"ok": "adm coo"}),
    ("GET registry:erase", (), {"ok": "adm coo"}),
    ("GET registry:erasure_list", (), {"ok": "adm coo"}),
    ("GET registry:erasure_detail", ("erasure",), {"ok": "adm coo"}),
    ("GET registry:erasure_pdf", ("erasure",), {"soon": "adm coo"}),
    ("GET registry:erasure_docx", ("erasure",), {"soon": "adm coo"}),
    # The look of papers: the letterhead and a school's own templates.
    ("GET documents:letterhead", (), {"ok": "adm coo"}),
    ("POST documents:emblem_remove", ("emblem",), {"moved": "adm coo"}),
    ("GET documents:template_list", (), {"ok": "adm coo"}),
    ("GET documents:template_create", (), {"ok": "adm coo"}),
    ("GET documents:template_detail", ("paper_template",), {"ok": "adm coo"}),
    ("GET documents:template_file", ("paper_template",), {"ok": "adm coo"}),
    ("GET documents:template_sample_file", ("paper_template",), {"ok": "adm coo"}),
    ("POST documents:template_use", ("paper_template",), {"moved": "adm coo"}),
    ("POST documents:template_keep", ("paper_template",), {"moved": "adm coo"}),
)
