"""Who may do what with partners and labour papers; `permission_table` takes these rows in."""

from __future__ import annotations

PARTNERS: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    ("GET registry:partner_list", (), {"ok": "adm dir coo cur"}),
    ("GET registry:partner_create", (), {"ok": "adm coo cur"}),
    ("GET registry:partner_detail", ("partner",), {"ok": "adm dir coo cur"}),
    ("GET registry:partner_update", ("partner",), {"ok": "adm coo cur"}),
    ("POST registry:partner_staff_add", ("partner",), {"moved": "adm coo cur"}),
    ("POST registry:partner_staff_remove", ("partner_staff",), {"moved": "adm coo cur"}),
    ("GET registry:agreement_create", ("partner",), {"ok": "adm coo cur"}),
    ("GET registry:contract_create", ("outsider",), {"ok": "adm coo cur"}),
    ("GET registry:agreement_detail", ("agreement",), {"ok": "adm dir coo cur"}),
    ("GET registry:agreement_update", ("agreement_draft",), {"ok": "adm coo cur"}),
    ("GET registry:agreement_pdf", ("agreement",), {"ok": "adm dir coo cur"}),
    ("GET registry:agreement_docx", ("agreement",), {"ok": "adm dir coo cur"}),
    ("POST registry:agreement_sign", ("agreement_draft",), {"moved": "adm coo cur"}),
    ("POST registry:agreement_terminate", ("agreement",), {"moved": "adm coo cur"}),
    ("POST registry:agreement_remove", ("agreement_draft",), {"moved": "adm coo cur"}),
    ("GET registry:agreement_scan", ("agreement",), {"ok": "adm dir coo cur"}),
    ("POST registry:agreement_scan_attach", ("agreement",), {"moved": "adm coo cur"}),
    ("GET registry:person_external", ("outsider",), {"ok": "adm dir coo cur"}),
    ("GET registry:certificate_create", ("outsider",), {"ok": "adm coo cur"}),
    ("GET registry:certificate_update", ("certificate",), {"ok": "adm coo cur"}),
    ("POST registry:certificate_remove", ("certificate",), {"moved": "adm coo cur"}),
    # On it a criminal record may stand: not for whoever only looks after the system.
    ("GET registry:certificate_scan", ("certificate",), {"ok": "dir coo cur"}),
    ("GET registry:person_labour", ("mentor_person",), {"ok": "dir coo cur men"}),
    ("GET registry:labour_create", ("mentor_person",), {"ok": "coo cur"}),
    ("GET registry:labour_update", ("labour",), {"ok": "coo cur"}),
    ("GET registry:labour_end", ("labour",), {"ok": "coo cur"}),
    ("POST registry:labour_remove", ("labour_draft",), {"moved": "coo cur"}),
    ("GET registry:labour_scan", ("labour",), {"ok": "dir coo cur men"}),
    ("GET registry:labour_consent_pdf", ("labour",), {"ok": "dir coo cur men"}),
    ("GET registry:labour_consent_docx", ("labour",), {"ok": "dir coo cur men"}),
    ("GET registry:labour_agreement_pdf", ("labour",), {"ok": "dir coo cur men"}),
    ("GET registry:labour_agreement_docx", ("labour",), {"ok": "dir coo cur men"}),
]
