"""Just enough of ASN.1 to read a signature file: tags, lengths, values; BER as well as DER."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

SEQUENCE, SET = 0x30, 0x31
INTEGER, BIT_STRING, OCTET_STRING, OID = 0x02, 0x03, 0x04, 0x06
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
# The file is somebody's upload: neither depth nor size may run away.
DEEPEST = 40
_PEM = re.compile(rb"-----BEGIN [A-Z0-9 ]+-----(.*?)-----END", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")


class DerError(ValueError):
    """The bytes are no such structure."""


@dataclass(frozen=True, slots=True)
class Node:
    """`raw` is the element as it stands in the file, `content` without tag and length."""

    tag: int
    content: bytes
    raw: bytes
    children: list[Node] = field(default_factory=list)

    def child(self, index: int) -> Node:
        if index >= len(self.children):
            raise DerError("an element is missing")
        return self.children[index]

    def tagged(self, tag: int) -> Node | None:
        return next((child for child in self.children if child.tag == tag), None)

    def octets(self) -> bytes:
        """The bytes of a string, also of one that is sent in pieces."""
        return (
            b"".join(child.octets() for child in self.children) if self.children else self.content
        )

    def oid(self) -> str:
        if self.tag != OID or not self.content:
            raise DerError("an object identifier was expected")
        numbers: list[int] = []
        value = 0
        for byte in self.content:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


def parse(data: bytes) -> Node:
    """The one element that the bytes are. Raises `DerError`."""
    node, end = _element(data, 0, 0)
    if data[end:].strip(b"\x00\r\n"):
        raise DerError("there is something behind the end")
    return node


def unarmoured(data: bytes) -> bytes:
    """The bytes of a file that people also keep as text: PEM, or bare Base64."""
    match = _PEM.search(data)
    text = match.group(1) if match else data
    if not match and not _BASE64.fullmatch(data.strip().lstrip(b"\xef\xbb\xbf")):
        return data
    try:
        return base64.b64decode(
            b"".join(text.strip().lstrip(b"\xef\xbb\xbf").split()), validate=True
        )
    except binascii.Error as error:
        raise DerError("broken Base64") from error


def _element(data: bytes, start: int, depth: int) -> tuple[Node, int]:
    if depth > DEEPEST:
        raise DerError("too deep")
    tag, place = _byte(data, start), start + 1
    if tag & 0x1F == 0x1F:
        raise DerError("a tag of many bytes is not used here")
    length, place = _length(data, place)
    if length is None:
        return _endless(data, start, place, tag, depth)
    end = place + length
    if end > len(data):
        raise DerError("the file is cut off")
    content = data[place:end]
    children: list[Node] = []
    if tag & 0x20:
        while place < end:
            node, place = _element(data[:end], place, depth + 1)
            children.append(node)
    return Node(tag, content, data[start:end], children), end


def _endless(data: bytes, start: int, place: int, tag: int, depth: int) -> tuple[Node, int]:
    """Of no length told: up to two zero bytes."""
    if not tag & 0x20:
        raise DerError("a length is missing")
    begin, children = place, []
    while data[place : place + 2] != b"\x00\x00":
        node, place = _element(data, place, depth + 1)
        children.append(node)
    return Node(tag, data[begin:place], data[start : place + 2], children), place + 2


def _length(data: bytes, place: int) -> tuple[int | None, int]:
    first, place = _byte(data, place), place + 1
    if first < 0x80:
        return first, place
    if first == 0x80:
        return None, place
    count = first & 0x7F
    if count > 4:
        raise DerError("too long")
    return int.from_bytes(data[place : place + count], "big"), place + count


def _byte(data: bytes, place: int) -> int:
    if place >= len(data):
        raise DerError("the file is cut off")
    return data[place]
