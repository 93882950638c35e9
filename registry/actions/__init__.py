"""The only writes of the bases."""

from .cards import archive_card, restore_card, save_mentee_card, save_mentor_card
from .consents import record_consent, record_paper_consents, sign_consent, withdraw_consent
from .exports import note_export
from .guardians import add_guardian, remove_guardian
from .people import link_account, look_at_special_note, save_person, save_special_note
from .views_granted import grant_view, revoke_view

__all__ = [
    "add_guardian",
    "archive_card",
    "grant_view",
    "link_account",
    "look_at_special_note",
    "note_export",
    "record_consent",
    "record_paper_consents",
    "remove_guardian",
    "restore_card",
    "revoke_view",
    "save_mentee_card",
    "save_mentor_card",
    "save_person",
    "save_special_note",
    "sign_consent",
    "withdraw_consent",
]
