"""Pages of orders."""

from .acts import RegulationFileView
from .asking import OrderChooseView, OrderCreateView, OrderDataView, RolePeopleView
from .deciding import OrderApproveView, OrderReturnView, OrderSubmitView, OrderWithdrawView
from .editing import OrderPreviewView, OrderUpdateView
from .execution import TaskListView, TaskUnmarkView, TaskUpdateView
from .files import OrderFilesView, OrderFileView, OrderRenderView
from .lists import OrderExportView, OrderListView
from .numbers import NumberingView
from .pages import OrderDetailView
from .programmes import ProgrammeFileView
from .queue import OrderQueueView
from .refreshing import OrderDifferencesView, OrderRefreshView
from .road_map import RoadMapFileView
from .sheets import MarkClearView, OrderReadView, OrderSheetFileView, OrderSheetView

__all__ = [
    "MarkClearView",
    "NumberingView",
    "OrderApproveView",
    "OrderChooseView",
    "OrderCreateView",
    "OrderDataView",
    "OrderDetailView",
    "OrderDifferencesView",
    "OrderExportView",
    "OrderFileView",
    "OrderFilesView",
    "OrderListView",
    "OrderPreviewView",
    "OrderQueueView",
    "OrderReadView",
    "OrderRefreshView",
    "OrderRenderView",
    "OrderReturnView",
    "OrderSheetFileView",
    "OrderSheetView",
    "OrderSubmitView",
    "OrderUpdateView",
    "OrderWithdrawView",
    "ProgrammeFileView",
    "RegulationFileView",
    "RoadMapFileView",
    "RolePeopleView",
    "TaskListView",
    "TaskUnmarkView",
    "TaskUpdateView",
]
