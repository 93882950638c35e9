"""The only writes of the bases."""

from .appointments import Appointee, appoint_people, end_appointment
from .asking import Asked, answer_by_link, ask_consents
from .asking_mail import mail_consent_requests
from .areas import fill_areas
from .cards import archive_card, confirm_card, restore_card, save_mentee_card, save_mentor_card
from .consent_scans import attach_scan, open_scan
from .class_moves import move_classes, undo_class_move
from .consents import record_consent, record_paper_consents, sign_consent, withdraw_consent
from .data_questions import ask_about_data, decide_about_data
from .duties import set_road_map_people
from .exports import note_card_printed, note_export
from .guardians import add_guardian, remove_guardian
from .import_told import answer_questions, ask_again, correct_reading
from .imports import (
    apply_import,
    check_file,
    discard_import,
    recheck_import,
    reopen_import,
    start_import,
    start_undo,
    undo_import,
)
from .people import link_account, look_at_special_note, save_person, save_special_note
from .places import add_former_place, keep_places_of_import, remove_former_place
from .searching import end_search, mark_search
from .views_granted import grant_view, revoke_view
from .wordings import keep_wording, text_of

__all__ = [
    "Appointee",
    "Asked",
    "add_former_place",
    "add_guardian",
    "answer_questions",
    "answer_by_link",
    "apply_import",
    "appoint_people",
    "archive_card",
    "ask_again",
    "ask_about_data",
    "ask_consents",
    "attach_scan",
    "check_file",
    "confirm_card",
    "correct_reading",
    "decide_about_data",
    "discard_import",
    "end_appointment",
    "end_search",
    "fill_areas",
    "grant_view",
    "keep_places_of_import",
    "keep_wording",
    "link_account",
    "look_at_special_note",
    "mail_consent_requests",
    "mark_search",
    "move_classes",
    "note_card_printed",
    "note_export",
    "open_scan",
    "recheck_import",
    "record_consent",
    "record_paper_consents",
    "remove_former_place",
    "remove_guardian",
    "reopen_import",
    "restore_card",
    "revoke_view",
    "save_mentee_card",
    "save_mentor_card",
    "save_person",
    "save_special_note",
    "set_road_map_people",
    "sign_consent",
    "start_import",
    "start_undo",
    "text_of",
    "undo_class_move",
    "undo_import",
    "withdraw_consent",
]
