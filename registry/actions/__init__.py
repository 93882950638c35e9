"""The only writes of the bases."""

from .appointments import Appointee, appoint_people, end_appointment
from .areas import fill_areas
from .asking import Asked, answer_by_link, ask_consents
from .asking_mail import mail_consent_requests
from .cards import archive_card, confirm_card, restore_card, save_mentee_card, save_mentor_card
from .class_moves import move_classes, undo_class_move
from .consent_scans import attach_scan, open_scan
from .consents import record_consent, record_paper_consents, sign_consent, withdraw_consent
from .data_questions import ask_about_data, decide_about_data
from .duties import set_road_map_people
from .exports import note_card_printed, note_export, note_missing_taken
from .guardians import add_guardian, remove_guardian
from .import_choosing import choose_rows, leave_wrong_rows
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
from .kept_scans import keep_scan, look_at_scan
from .labour import end_labour_terms, remove_labour_terms, save_labour_terms
from .partners import (
    add_partner_staff,
    remove_agreement,
    remove_certificate,
    remove_partner_staff,
    save_agreement,
    save_certificate,
    save_partner,
    sign_agreement,
    terminate_agreement,
)
from .people import link_account, look_at_special_note, save_person, save_special_note
from .places import add_former_place, keep_places_of_import, remove_former_place
from .saved_views import delete_view, save_view
from .searching import end_search, mark_search
from .views_granted import grant_view, revoke_view
from .wordings import keep_wording, text_of

__all__ = [
    "Appointee",
    "Asked",
    "add_former_place",
    "add_guardian",
    "add_partner_staff",
    "answer_by_link",
    "answer_questions",
    "apply_import",
    "appoint_people",
    "archive_card",
    "ask_about_data",
    "ask_again",
    "ask_consents",
    "attach_scan",
    "check_file",
    "choose_rows",
    "confirm_card",
    "correct_reading",
    "decide_about_data",
    "delete_view",
    "discard_import",
    "end_appointment",
    "end_labour_terms",
    "end_search",
    "fill_areas",
    "grant_view",
    "keep_places_of_import",
    "keep_scan",
    "keep_wording",
    "leave_wrong_rows",
    "link_account",
    "look_at_scan",
    "look_at_special_note",
    "mail_consent_requests",
    "mark_search",
    "move_classes",
    "note_card_printed",
    "note_export",
    "note_missing_taken",
    "open_scan",
    "recheck_import",
    "record_consent",
    "record_paper_consents",
    "remove_agreement",
    "remove_certificate",
    "remove_former_place",
    "remove_guardian",
    "remove_labour_terms",
    "remove_partner_staff",
    "reopen_import",
    "restore_card",
    "revoke_view",
    "save_agreement",
    "save_certificate",
    "save_labour_terms",
    "save_mentee_card",
    "save_mentor_card",
    "save_partner",
    "save_person",
    "save_special_note",
    "save_view",
    "set_road_map_people",
    "sign_agreement",
    "sign_consent",
    "start_import",
    "start_undo",
    "terminate_agreement",
    "text_of",
    "undo_class_move",
    "undo_import",
    "withdraw_consent",
]
