"""Numbers, snapshots and their files.

`files` is not imported here: it loads the PDF engine, which only a worker needs.
"""

from .issuing import cancel_document, issue_document, request_files
from .numbers import hold_series, set_next_number, take_number

__all__ = [
    "cancel_document",
    "hold_series",
    "issue_document",
    "request_files",
    "set_next_number",
    "take_number",
]
