"""Pages of orders."""

from .acts import RegulationFileView
from .agreement import AgreementAskView, OrderAgreeView, ReviewerAddView, ReviewerRemoveView
from .asking import OrderChooseView, OrderCreateView, OrderDataView, RolePeopleView
from .bundles import BundleAskView, BundleFileView
from .deciding import OrderApproveView, OrderReturnView, OrderSubmitView, OrderWithdrawView
from .editing import OrderPreviewView, OrderUpdateView
from .execution import TaskListView, TaskUnmarkView, TaskUpdateView
from .extracts import ExtractFileView, OrderExtractsView, OwnExtractsView
from .files import OrderFilesView, OrderFileView, OrderRenderView
from .lists import OrderExportView, OrderListView
from .numbers import NumberingView
from .pages import OrderDetailView
from .programmes import ProgrammeFileView
from .proofs import (
    OrderSigningView,
    ProofAsideView,
    ProofFileView,
    ScanAttachView,
    SignatureAttachView,
)
from .queue import OrderQueueView
from .refreshing import OrderDifferencesView, OrderRefreshView
from .representations import (
    RepresentationCreateView,
    RepresentationDetailView,
    RepresentationDropView,
    RepresentationFileView,
    RepresentationListView,
    RepresentationSendView,
)
from .revising import OrderAmendView, OrderEndView
from .road_map import RoadMapFileView
from .sheets import (
    MarkClearView,
    OrderReadView,
    OrderSheetFileView,
    OrderSheetView,
    ReadersRemindView,
)

__all__ = [
    "AgreementAskView",
    "BundleAskView",
    "BundleFileView",
    "ExtractFileView",
    "MarkClearView",
    "NumberingView",
    "OrderAgreeView",
    "OrderAmendView",
    "OrderApproveView",
    "OrderChooseView",
    "OrderCreateView",
    "OrderDataView",
    "OrderDetailView",
    "OrderDifferencesView",
    "OrderEndView",
    "OrderExportView",
    "OrderExtractsView",
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
    "OrderSigningView",
    "OrderSubmitView",
    "OrderUpdateView",
    "OrderWithdrawView",
    "OwnExtractsView",
    "ProgrammeFileView",
    "ProofAsideView",
    "ProofFileView",
    "ReadersRemindView",
    "RegulationFileView",
    "RepresentationCreateView",
    "RepresentationDetailView",
    "RepresentationDropView",
    "RepresentationFileView",
    "RepresentationListView",
    "RepresentationSendView",
    "ReviewerAddView",
    "ReviewerRemoveView",
    "RoadMapFileView",
    "RolePeopleView",
    "ScanAttachView",
    "SignatureAttachView",
    "TaskListView",
    "TaskUnmarkView",
    "TaskUpdateView",
]
