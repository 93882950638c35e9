"""Pages of orders."""

from .acts import RegulationFileView
from .deciding import OrderApproveView, OrderReturnView, OrderSubmitView, OrderWithdrawView
from .editing import OrderPreviewView, OrderUpdateView
from .files import OrderFilesView, OrderFileView, OrderRenderView
from .lists import OrderExportView, OrderListView
from .pages import OrderDetailView
from .road_map import RoadMapFileView

__all__ = [
    "OrderApproveView",
    "OrderDetailView",
    "OrderExportView",
    "OrderFileView",
    "OrderFilesView",
    "OrderListView",
    "OrderPreviewView",
    "OrderRenderView",
    "OrderReturnView",
    "OrderSubmitView",
    "OrderUpdateView",
    "OrderWithdrawView",
    "RegulationFileView",
    "RoadMapFileView",
]
