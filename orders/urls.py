from django.urls import path

from . import views

app_name = "orders"
urlpatterns = [
    path("", views.OrderListView.as_view(), name="order_list"),
    path("export/", views.OrderExportView.as_view(), name="order_export"),
    path("<int:pk>/", views.OrderDetailView.as_view(), name="order_detail"),
    path("<int:pk>/edit/", views.OrderUpdateView.as_view(), name="order_update"),
    path("<int:pk>/preview/", views.OrderPreviewView.as_view(), name="order_preview"),
    path("<int:pk>/submit/", views.OrderSubmitView.as_view(), name="order_submit"),
    path("<int:pk>/withdraw/", views.OrderWithdrawView.as_view(), name="order_withdraw"),
    path("<int:pk>/approve/", views.OrderApproveView.as_view(), name="order_approve"),
    path("<int:pk>/return/", views.OrderReturnView.as_view(), name="order_return"),
    path("<int:pk>/files/", views.OrderFilesView.as_view(), name="order_files"),
    path("<int:pk>/render/", views.OrderRenderView.as_view(), name="order_render"),
    path("<int:pk>/pdf/", views.OrderFileView.as_view(format="pdf"), name="order_pdf"),
    path("<int:pk>/docx/", views.OrderFileView.as_view(format="docx"), name="order_docx"),
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
