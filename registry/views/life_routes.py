"""Routes of the life of data, apart: `registry.urls` takes them in."""

from __future__ import annotations

from django.urls import path

from documents.choices import FileFormat

from . import erasing, merging, timeline

routes = [
    path("people/<int:pk>/timeline/", timeline.TimelineView.as_view(), name="timeline"),
    path("people/<int:pk>/holdings/", timeline.HoldingsView.as_view(), name="holdings"),
    path("duplicates/", merging.DuplicateListView.as_view(), name="duplicate_list"),
    path("people/<int:pk>/merge/<int:other>/", merging.MergeView.as_view(), name="person_merge"),
    path(
        "people/<int:pk>/apart/<int:other>/",
        merging.TellApartView.as_view(),
        name="person_apart",
    ),
    path("merges/<int:pk>/undo/", merging.MergeUndoView.as_view(), name="merge_undo"),
    path("keeping/", erasing.DueListView.as_view(), name="due_list"),
    path("keeping/consents/", erasing.ConsentsDueView.as_view(), name="consents_due"),
    path("keeping/terms/", erasing.KeepingTermsView.as_view(), name="keeping_terms"),
    path("people/erase/", erasing.EraseView.as_view(), name="erase"),
    path("erasures/", erasing.ErasureListView.as_view(), name="erasure_list"),
    path("erasures/<int:pk>/", erasing.ErasureDetailView.as_view(), name="erasure_detail"),
    path("erasures/<int:pk>/act.pdf", erasing.ErasureFileView.as_view(), name="erasure_pdf"),
    path(
        "erasures/<int:pk>/act.docx",
        erasing.ErasureFileView.as_view(format=FileFormat.DOCX),
        name="erasure_docx",
    ),
]
