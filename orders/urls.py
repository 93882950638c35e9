from django.urls import path

from . import views

app_name = "orders"
urlpatterns = [
    path("", views.OrderListView.as_view(), name="order_list"),
    path("queue/", views.OrderQueueView.as_view(), name="queue"),
    path("tasks/", views.TaskListView.as_view(), name="task_list"),
    path("tasks/<int:pk>/", views.TaskUpdateView.as_view(), name="task_update"),
    path("tasks/<int:pk>/unmark/", views.TaskUnmarkView.as_view(), name="task_unmark"),
    path("export/", views.OrderExportView.as_view(), name="order_export"),
    path("new/", views.OrderChooseView.as_view(), name="order_choose"),
    path("new/people/", views.RolePeopleView.as_view(), name="role_people"),
    path("new/<str:kind>/form/", views.OrderCreateView.as_view(), name="order_create"),
    path("numbers/", views.NumberingView.as_view(), name="numbering"),
    path("<int:pk>/", views.OrderDetailView.as_view(), name="order_detail"),
    path("<int:pk>/edit/", views.OrderUpdateView.as_view(), name="order_update"),
    path("<int:pk>/data/", views.OrderDataView.as_view(), name="order_data"),
    path("<int:pk>/refresh/", views.OrderRefreshView.as_view(), name="order_refresh"),
    path("<int:pk>/differences/", views.OrderDifferencesView.as_view(), name="order_differences"),
    path("<int:pk>/preview/", views.OrderPreviewView.as_view(), name="order_preview"),
    path("<int:pk>/submit/", views.OrderSubmitView.as_view(), name="order_submit"),
    path("<int:pk>/withdraw/", views.OrderWithdrawView.as_view(), name="order_withdraw"),
    path("<int:pk>/approve/", views.OrderApproveView.as_view(), name="order_approve"),
    path("<int:pk>/return/", views.OrderReturnView.as_view(), name="order_return"),
    path("<int:pk>/files/", views.OrderFilesView.as_view(), name="order_files"),
    path("<int:pk>/render/", views.OrderRenderView.as_view(), name="order_render"),
    path("<int:pk>/pdf/", views.OrderFileView.as_view(format="pdf"), name="order_pdf"),
    path("<int:pk>/docx/", views.OrderFileView.as_view(format="docx"), name="order_docx"),
    path("<int:pk>/amend/", views.OrderAmendView.as_view(), name="order_amend"),
    path("<int:pk>/end/", views.OrderEndView.as_view(), name="order_end"),
    path("<int:pk>/signing/", views.OrderSigningView.as_view(), name="order_signing"),
    path("<int:pk>/scan/", views.ScanAttachView.as_view(), name="scan_attach"),
    path("<int:pk>/signature/", views.SignatureAttachView.as_view(), name="signature_attach"),
    path("proofs/<int:pk>/", views.ProofFileView.as_view(), name="proof_file"),
    path("proofs/<int:pk>/aside/", views.ProofAsideView.as_view(), name="proof_aside"),
    path("extracts/", views.OwnExtractsView.as_view(), name="own_extracts"),
    path("<int:pk>/extracts/", views.OrderExtractsView.as_view(), name="order_extracts"),
    path(
        "<int:pk>/extracts/<int:person>/pdf/",
        views.ExtractFileView.as_view(format="pdf"),
        name="extract_pdf",
    ),
    path(
        "<int:pk>/extracts/<int:person>/docx/",
        views.ExtractFileView.as_view(format="docx"),
        name="extract_docx",
    ),
    path("<int:pk>/read/", views.OrderReadView.as_view(), name="order_read"),
    path("<int:pk>/sheets/<str:sheet>/", views.OrderSheetView.as_view(), name="order_sheet"),
    path("<int:pk>/sheets/<str:sheet>/clear/", views.MarkClearView.as_view(), name="mark_clear"),
    path(
        "<int:pk>/sheets/<str:sheet>/pdf/",
        views.OrderSheetFileView.as_view(format="pdf"),
        name="sheet_pdf",
    ),
    path(
        "<int:pk>/sheets/<str:sheet>/docx/",
        views.OrderSheetFileView.as_view(format="docx"),
        name="sheet_docx",
    ),
    path(
        "programmes/<int:pk>/pdf/",
        views.ProgrammeFileView.as_view(format="pdf"),
        name="programme_pdf",
    ),
    path(
        "programmes/<int:pk>/docx/",
        views.ProgrammeFileView.as_view(format="docx"),
        name="programme_docx",
    ),
    path(
        "acts/<int:pk>/pdf/", views.RegulationFileView.as_view(format="pdf"), name="regulation_pdf"
    ),
    path(
        "acts/<int:pk>/docx/",
        views.RegulationFileView.as_view(format="docx"),
        name="regulation_docx",
    ),
    path(
        "road-map/<int:pk>/pdf/",
        views.RoadMapFileView.as_view(format="pdf"),
        name="road_map_pdf",
    ),
    path(
        "road-map/<int:pk>/docx/",
        views.RoadMapFileView.as_view(format="docx"),
        name="road_map_docx",
    ),
]
