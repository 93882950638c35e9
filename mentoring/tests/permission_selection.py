"""Who may do what with candidates, training and the mentors' texts; `permission_table` takes these
rows in.

In the world of the test the act has a working group that chooses, of which nobody with a role
here is a member; the candidate is the mentor.
"""

from __future__ import annotations

from typing import Any

SELECTORS = "dir coo cur"
RUNNERS = "coo cur"
OWN = "dir coo cur men"
OTHERS = "mte par psy"
APPLICATION = ("application",)
NOMINATION = ("nomination",)
MEETING = ("meeting",)
COURSE = ("course",)
SESSION = ("training_session",)
Line = tuple[str, tuple[str, ...], dict[str, Any]]
MARK = "held_on=2026-09-01&held_by=Иванова&text=Хорошо"

SELECTION: list[Line] = [
    ("GET registry:application_list", (), {"ok": f"{SELECTORS} men {OTHERS}"}),
    ("GET registry:application_create", (), {"ok": RUNNERS}),
    ("GET registry:application_own", (), {"ok": "mte par", "moved": "men", "missing": "psy"}),
    ("POST registry:application_invite", ("mentee_person",), {"moved": RUNNERS}),
    ("GET registry:application_detail", APPLICATION, {"ok": OWN, "missing": OTHERS}),
    (
        "GET registry:application_update",
        APPLICATION,
        {"ok": f"{RUNNERS} men", "missing": f"dir {OTHERS}"},
    ),
    ("POST registry:application_review", APPLICATION, {"moved": RUNNERS}),
    (
        "POST registry:application_withdraw",
        APPLICATION,
        {"moved": f"{RUNNERS} men", "missing": f"dir {OTHERS}"},
    ),
    ("GET registry:application_pdf", APPLICATION, {"ok": OWN, "missing": OTHERS}),
    ("GET registry:application_docx", APPLICATION, {"ok": OWN, "missing": OTHERS}),
    ("GET registry:application_portfolio", APPLICATION, {"ok": OWN, "missing": OTHERS}),
    (
        "GET registry:application_sheet_pdf",
        NOMINATION,
        {"ok": SELECTORS, "missing": f"men {OTHERS}"},
    ),
    (
        "POST registry:application_note",
        APPLICATION,
        {"moved": SELECTORS, "missing": f"men {OTHERS}", "body": MARK},
    ),
    (
        "POST registry:application_mark",
        APPLICATION,
        {"moved": SELECTORS, "missing": f"men {OTHERS}"},
    ),
    ("POST registry:application_agree", NOMINATION, {"moved": RUNNERS}),
    ("POST registry:application_decide", NOMINATION, {"moved": RUNNERS}),
    ("GET registry:mentor_register_pdf", (), {"ok": SELECTORS}),
    ("GET registry:mentor_register_docx", (), {"ok": SELECTORS}),
    ("GET registry:meeting_create", (), {"ok": RUNNERS}),
    ("GET registry:meeting_update", MEETING, {"ok": RUNNERS}),
    ("GET registry:meeting_detail", MEETING, {"ok": SELECTORS, "missing": f"men {OTHERS}"}),
    ("GET registry:meeting_pdf", MEETING, {"ok": SELECTORS, "missing": f"men {OTHERS}"}),
    ("GET registry:meeting_docx", MEETING, {"ok": SELECTORS, "missing": f"men {OTHERS}"}),
    ("GET registry:course_list", (), {"ok": OWN}),
    ("GET registry:course_create", (), {"ok": RUNNERS}),
    ("GET registry:course_detail", COURSE, {"ok": OWN}),
    ("GET registry:course_update", COURSE, {"ok": RUNNERS}),
    ("POST registry:course_finish", COURSE, {"moved": RUNNERS}),
    ("POST registry:course_reopen", COURSE, {"moved": RUNNERS}),
    ("GET registry:course_pdf", COURSE, {"ok": OWN}),
    ("GET registry:course_docx", COURSE, {"ok": OWN}),
    ("GET registry:session_create", COURSE, {"ok": RUNNERS}),
    ("GET registry:session_update", (*COURSE, *SESSION), {"ok": RUNNERS}),
    ("POST registry:session_remove", SESSION, {"moved": RUNNERS}),
    ("GET registry:attendance", SESSION, {"ok": RUNNERS}),
    ("GET registry:attendance_pdf", COURSE, {"ok": RUNNERS}),
    ("GET registry:course_listeners", COURSE, {"ok": RUNNERS}),
    ("POST registry:listener_remove", ("listener",), {"moved": RUNNERS}),
    ("POST registry:certificates_give", COURSE, {"moved": RUNNERS}),
    ("GET registry:certificates_pdf", COURSE, {"ok": RUNNERS}),
    ("GET registry:training_certificate", ("listener",), {"ok": OWN}),
    ("GET registry:principle_list", (), {"ok": SELECTORS}),
    ("GET registry:principle_own", (), {"ok": OWN}),
    ("GET registry:principle_update", ("principle_text",), {"ok": RUNNERS}),
    ("GET registry:principle_pdf", (), {"ok": SELECTORS}),
    ("GET registry:principle_docx", (), {"ok": SELECTORS}),
]
