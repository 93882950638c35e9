"""Several tagged PDF files made into one, which stays tagged and stays PDF/A.

What joins pages alone would leave their structure behind, without which they can't be read aloud.
The metadata are those of the first file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pikepdf import ObjectStreamMode, Pdf


def bound(parts: Sequence[bytes]) -> bytes:
    """The pages of all, in this order. Each part is as WeasyPrint writes it."""
    whole = Pdf.open(BytesIO(parts[0]))
    for content in parts[1:]:
        with Pdf.open(BytesIO(content)) as part:
            _append(whole, part)
    buffer = BytesIO()
    whole.save(buffer, object_stream_mode=ObjectStreamMode.generate)
    return buffer.getvalue()


def _append(whole: Pdf, part: Pdf) -> None:
    tree: Any = whole.Root.StructTreeRoot
    _count_on(part, _next_key(tree))
    whole.pages.extend(part.pages)
    # After the pages, so that what it says of them is said of their copies.
    more: Any = whole.copy_foreign(part.Root.StructTreeRoot)
    for element in more.K:
        element.P = tree
        tree.K.append(element)
    tree.ParentTree.Nums.extend(more.ParentTree.Nums)
    if "/Outlines" in part.Root:
        _append_outlines(whole, whole.copy_foreign(part.Root.Outlines))


def _next_key(tree: Any) -> int:
    """Keys and values stand by turns, in the order of keys."""
    return int(tree.ParentTree.Nums[-2]) + 1


def _count_on(part: Pdf, start: int) -> None:
    """Pages and annotations say under which key the tree knows them."""
    nums: Any = part.Root.StructTreeRoot.ParentTree.Nums
    for place in range(0, len(nums), 2):
        nums[place] = int(nums[place]) + start
    for page in part.pages:
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + start
        for note in page.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + start


def _append_outlines(whole: Pdf, more: Any) -> None:
    if "/Outlines" not in whole.Root:
        whole.Root.Outlines = more
        return
    outlines: Any = whole.Root.Outlines
    outlines.Last.Next, more.First.Prev = more.First, outlines.Last
    for item in _siblings(more.First):
        item.Parent = outlines
    outlines.Last = more.Last
    outlines.Count = int(outlines.Count) + int(more.Count)


def _siblings(item: Any) -> Iterator[Any]:
    while item is not None:
        yield item
        item = item.get("/Next")
