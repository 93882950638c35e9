"""Routes of the bases."""

from __future__ import annotations

from django.urls import include, path

from documents.choices import FileFormat

from .choices import Base
from .views import (
    appointments,
    areas,
    asking,
    cards,
    consent_papers,
    consents,
    duties,
    exports,
    guardians,
    import_choices,
    import_reading,
    imports,
    life_routes,
    lists,
    missing_report,
    partner_routes,
    people,
    places,
    saved_views,
    selection_routes,
    special,
)

app_name = "registry"

MENTORS = {"base": Base.MENTORS}
MENTEES = {"base": Base.MENTEES}

urlpatterns = [
    path("mentors/", lists.MentorListView.as_view(), name="mentor_list"),
    path("mentors/export/", exports.MentorExportView.as_view(), name="mentor_export"),
    path(
        "mentors/<int:pk>/archive/",
        people.CardArchiveView.as_view(),
        MENTORS,
        name="mentor_archive",
    ),
    path(
        "mentors/<int:pk>/restore/",
        people.CardRestoreView.as_view(),
        MENTORS,
        name="mentor_restore",
    ),
    path("mentees/", lists.MenteeListView.as_view(), name="mentee_list"),
    path("mentees/export/", exports.MenteeExportView.as_view(), name="mentee_export"),
    path(
        "mentees/<int:pk>/archive/",
        people.CardArchiveView.as_view(),
        MENTEES,
        name="mentee_archive",
    ),
    path(
        "mentees/<int:pk>/restore/",
        people.CardRestoreView.as_view(),
        MENTEES,
        name="mentee_restore",
    ),
    path("missing/", lists.MissingListView.as_view(), name="missing_list"),
    path("missing/report/", missing_report.MissingReportView.as_view(), name="missing_report"),
    path("views/new/", saved_views.SavedViewCreateView.as_view(), name="saved_view_create"),
    path("views/<int:pk>/", saved_views.SavedViewUpdateView.as_view(), name="saved_view_update"),
    path(
        "views/<int:pk>/delete/",
        saved_views.SavedViewDeleteView.as_view(),
        name="saved_view_delete",
    ),
    path("appointments/", appointments.AppointmentListView.as_view(), name="appointment_list"),
    path(
        "appointments/new/",
        appointments.AppointmentCreateView.as_view(),
        name="appointment_create",
    ),
    path(
        "appointments/<int:pk>/end/",
        appointments.AppointmentEndView.as_view(),
        name="appointment_end",
    ),
    path(
        "road-map/<int:pk>/people/",
        duties.RoadMapPeopleView.as_view(),
        name="road_map_people",
    ),
    path(
        "mentees/<int:pk>/confirm/",
        people.CardConfirmView.as_view(),
        MENTEES,
        name="mentee_confirm",
    ),
    path("requests/", areas.RequestMapView.as_view(), name="request_map"),
    path("requests/fill/", areas.AreasFillView.as_view(), name="areas_fill"),
    path("requests/map.pdf", areas.RequestMapFileView.as_view(), name="request_map_pdf"),
    path(
        "requests/map.docx",
        areas.RequestMapFileView.as_view(format=FileFormat.DOCX),
        name="request_map_docx",
    ),
    path("classes/", places.ClassMoveView.as_view(), name="class_move"),
    path("classes/<int:pk>/undo/", places.ClassMoveUndoView.as_view(), name="class_move_undo"),
    path("mentees/<int:pk>/search/", cards.SearchMarkView.as_view(), name="mentee_search"),
    path("people/<int:pk>/places/", places.PersonPlacesView.as_view(), name="person_places"),
    path("places/<int:pk>/remove/", places.PlaceRemoveView.as_view(), name="place_remove"),
    path(
        "people/<int:pk>/mentor-card.pdf",
        cards.CardFileView.as_view(),
        MENTORS,
        name="mentor_card_pdf",
    ),
    path(
        "people/<int:pk>/mentor-card.docx",
        cards.CardFileView.as_view(format=FileFormat.DOCX),
        MENTORS,
        name="mentor_card_docx",
    ),
    path(
        "people/<int:pk>/mentee-card.pdf",
        cards.CardFileView.as_view(),
        MENTEES,
        name="mentee_card_pdf",
    ),
    path(
        "people/<int:pk>/mentee-card.docx",
        cards.CardFileView.as_view(format=FileFormat.DOCX),
        MENTEES,
        name="mentee_card_docx",
    ),
    *partner_routes.urlpatterns,
    path("people/new/", people.PersonCreateView.as_view(), name="person_create"),
    path("people/<int:pk>/", people.PersonDetailView.as_view(), name="person_detail"),
    path("people/<int:pk>/edit/", people.PersonUpdateView.as_view(), name="person_update"),
    path("people/<int:pk>/name/", people.NameFormsView.as_view(), name="name_forms"),
    path("people/<int:pk>/special/", special.SpecialShowView.as_view(), name="special_show"),
    path("people/<int:pk>/special/save/", special.SpecialSaveView.as_view(), name="special_save"),
    path(
        "people/<int:pk>/guardians/new/",
        guardians.GuardianCreateView.as_view(),
        name="guardian_create",
    ),
    path(
        "guardians/<int:pk>/remove/",
        guardians.GuardianRemoveView.as_view(),
        name="guardian_remove",
    ),
    path(
        "people/<int:pk>/consents/new/",
        consents.ConsentCreateView.as_view(),
        name="consent_create",
    ),
    path(
        "people/<int:pk>/consents/<slug:kind>/sign/",
        consents.ConsentSignView.as_view(),
        name="consent_sign",
    ),
    path(
        "people/<int:pk>/consents/<slug:kind>/<slug:signer>/sheet.pdf",
        consent_papers.ConsentSheetView.as_view(),
        name="consent_sheet",
    ),
    path(
        "people/<int:pk>/consents/ask/",
        asking.ConsentAskView.as_view(),
        name="consent_ask",
    ),
    path("consents/own/", consents.OwnConsentsView.as_view(), name="consent_own"),
    path("consents/asked/", asking.ConsentSlipsView.as_view(), name="consent_slips"),
    path("consents/link/<str:token>/", asking.ConsentLinkView.as_view(), name="consent_link"),
    path("consents/thanks/", asking.ConsentThanksView.as_view(), name="consent_thanks"),
    path(
        "consents/blank/<slug:kind>/<slug:signer>/sheet.pdf",
        consent_papers.ConsentBlankView.as_view(),
        name="consent_blank",
    ),
    path(
        "consents/<int:pk>/consent.pdf",
        consent_papers.ConsentPaperView.as_view(),
        name="consent_paper",
    ),
    path(
        "consents/<int:pk>/scan/",
        consent_papers.ConsentScanView.as_view(),
        name="consent_scan",
    ),
    path(
        "consents/<int:pk>/scan/attach/",
        consent_papers.ConsentScanAttachView.as_view(),
        name="consent_scan_attach",
    ),
    path(
        "consents/<int:pk>/withdraw/",
        consents.ConsentWithdrawView.as_view(),
        name="consent_withdraw",
    ),
    path(
        "consents/<int:pk>/take-back/",
        consents.ConsentTakeBackView.as_view(),
        name="consent_take_back",
    ),
    path("imports/", imports.ImportListView.as_view(), name="import_list"),
    path("imports/new/", imports.ImportCreateView.as_view(), name="import_create"),
    path(
        "imports/template/<slug:base>/",
        imports.ImportTemplateView.as_view(),
        name="import_template",
    ),
    path("imports/<int:pk>/", imports.ImportDetailView.as_view(), name="import_detail"),
    path(
        "imports/<int:pk>/reading/",
        import_reading.ImportReadingView.as_view(),
        name="import_reading",
    ),
    path(
        "imports/<int:pk>/answer/",
        import_reading.ImportAnswerView.as_view(),
        name="import_answer",
    ),
    path(
        "imports/<int:pk>/ask-again/",
        import_reading.ImportAskAgainView.as_view(),
        name="import_ask_again",
    ),
    path(
        "imports/<int:pk>/choose/",
        import_choices.ImportChooseView.as_view(),
        name="import_choose",
    ),
    path(
        "imports/<int:pk>/leave-wrong/",
        import_choices.ImportLeaveWrongView.as_view(),
        name="import_leave_wrong",
    ),
    path("imports/<int:pk>/apply/", imports.ImportApplyView.as_view(), name="import_apply"),
    path("imports/<int:pk>/undo/", imports.ImportUndoView.as_view(), name="import_undo"),
    path("imports/<int:pk>/recheck/", imports.ImportRecheckView.as_view(), name="import_recheck"),
    path("imports/<int:pk>/discard/", imports.ImportDiscardView.as_view(), name="import_discard"),
    path(
        "imports/<int:pk>/workbook/",
        imports.ImportWorkbookView.as_view(),
        name="import_workbook",
    ),
    *life_routes.routes,
    path("selection/", include(selection_routes.APPLICATIONS)),
    path("selection/training/", include(selection_routes.TRAINING)),
    path("selection/principles/", include(selection_routes.PRINCIPLES)),
]
