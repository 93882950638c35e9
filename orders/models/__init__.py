"""The director's orders, from a draft to the number, and what is kept with them."""

from .orders import Order, OrderPerson, OrderQuerySet, OrderReviewer
from .remarks import OrderRemark
from .representations import Representation
from .revisions import OrderRevision
from .sheets import OrderSheetMark
from .signatures import OrderProof
from .tasks import OrderTask

__all__ = [
    "Order",
    "OrderPerson",
    "OrderProof",
    "OrderQuerySet",
    "OrderRemark",
    "OrderReviewer",
    "OrderRevision",
    "OrderSheetMark",
    "OrderTask",
    "Representation",
]
