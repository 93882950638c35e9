"""Numbers, snapshots and their files.

`files` is not imported here: it loads the PDF engine, which only a worker needs.
"""

from .issuing import cancel_document, issue_document, request_files
from .numbers import take_number

__all__ = ["cancel_document", "issue_document", "request_files", "take_number"]
