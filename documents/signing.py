"""What a detached electronic signature says, and what of it can be checked here.

Nothing is claimed that was not checked: whose root stands behind a certificate and whether it was
revoked is asked nowhere, and the national algorithms (ГОСТ) are read but not computed.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from core.errors import FileError
from core.i18n import gettext as _

from .der import (
    GENERALIZED_TIME,
    OCTET_STRING,
    SEQUENCE,
    SET,
    UTC_TIME,
    DerError,
    Node,
    parse,
    unarmoured,
)

MAX_BYTES = 1024 * 1024
ENDINGS = ("sig", "p7s", "sgn", "p7m")
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_PSS = "1.2.840.113549.1.1.10"
_DIGESTS: dict[str, Any] = {
    "1.3.14.3.2.26": hashes.SHA1,
    "2.16.840.1.101.3.4.2.1": hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}
# Names of what is read but not computed.
_GOST = {
    "1.2.643.2.2.3": "ГОСТ Р 34.10-2001",
    "1.2.643.2.2.19": "ГОСТ Р 34.10-2001",
    "1.2.643.7.1.1.1.1": "ГОСТ Р 34.10-2012",
    "1.2.643.7.1.1.1.2": "ГОСТ Р 34.10-2012",
    "1.2.643.7.1.1.3.2": "ГОСТ Р 34.10-2012",
    "1.2.643.7.1.1.3.3": "ГОСТ Р 34.10-2012",
}
_SHOWN = (NameOID.COMMON_NAME, NameOID.TITLE, NameOID.ORGANIZATION_NAME)


@dataclass(frozen=True, slots=True)
class Signer:
    """What one signature of the file says. None is what could not be checked.

    Of the certificate only name, post and organisation are kept: the rest of it is nobody's here.
    """

    subject: str = ""
    issuer: str = ""
    serial: str = ""
    not_before: str = ""
    not_after: str = ""
    algorithm: str = ""
    signed_at: str = ""
    is_digest_equal: bool | None = None
    is_signature_right: bool | None = None
    was_in_term: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """`signed`: the name of the file that the signature fits; "" where none, or none was told."""

    signers: tuple[Signer, ...]
    signed: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"signers": [asdict(signer) for signer in self.signers]}


def read_signature(data: bytes, files: Mapping[str, bytes]) -> Reading:
    """Reads a .sig or .p7s and tries it on each of the files it may belong to.

    Raises `FileError` where the bytes are no signature at all.
    """
    if len(data) > MAX_BYTES:
        raise FileError(_("Файл подписи больше %s КБ: это не подпись.") % (MAX_BYTES // 1024))
    try:
        signed_data = _signed_data(parse(unarmoured(data)))
        infos = _infos(signed_data)
        certificates = _certificates(signed_data)
        content = _content(signed_data)
        if content is not None:
            files = {name: body for name, body in files.items() if body == content}
        fits = next((name for name, body in files.items() if _fits(infos, certificates, body)), "")
        body = files.get(fits)
        is_foreign = content is not None and not files
        signers = tuple(_signer(info, certificates, body, is_foreign) for info in infos)
    except (DerError, ValueError, IndexError, StopIteration) as error:
        raise FileError(
            _("Это не файл электронной подписи: нужен отсоединённый файл .sig или .p7s (CMS).")
        ) from error
    return Reading(signers, fits)


def _signed_data(root: Node) -> Node:
    if root.tag != SEQUENCE or root.child(0).oid() != _SIGNED_DATA:
        raise DerError("no signed data")
    return root.child(1).child(0)


def _infos(signed_data: Node) -> list[Node]:
    infos = [node for node in signed_data.children if node.tag == SET][1:]
    if not infos or not infos[-1].children:
        raise DerError("nobody has signed")
    return infos[-1].children


def _certificates(signed_data: Node) -> list[x509.Certificate]:
    found = []
    holder = signed_data.tagged(0xA0)
    for node in holder.children if holder else ():
        try:
            found.append(x509.load_der_x509_certificate(node.raw))
        except (ValueError, UnsupportedAlgorithm):
            continue
    return found


def _content(signed_data: Node) -> bytes | None:
    """The document itself, where the signature is not detached."""
    holder = signed_data.child(2).tagged(0xA0)
    return holder.child(0).octets() if holder and holder.children else None


def _fits(infos: list[Node], certificates: list[x509.Certificate], body: bytes) -> bool:
    return all(
        _is_digest_equal(info, body)
        if _MESSAGE_DIGEST in _attributes(info)
        else _is_right(info, _certificate_of(info, certificates), body)
        for info in infos
    )


def _digest_name(info: Node) -> str:
    return info.child(2).child(0).oid()


def _attributes(info: Node) -> dict[str, Node]:
    holder = info.tagged(0xA0)
    if holder is None:
        return {}
    return {node.child(0).oid(): node.child(1).child(0) for node in holder.children}


def _is_digest_equal(info: Node, body: bytes) -> bool | None:
    algorithm = _DIGESTS.get(_digest_name(info))
    if algorithm is None:
        return None
    said = _attributes(info)[_MESSAGE_DIGEST]
    return said.octets() == hashlib.new(algorithm.name, body).digest()


def _signer(
    info: Node, certificates: list[x509.Certificate], body: bytes | None, is_foreign: bool
) -> Signer:
    certificate = _certificate_of(info, certificates)
    algorithm = _algorithm_of(info)
    at = _time(_attributes(info).get(_SIGNING_TIME))
    is_equal = _equal_or_not(info, body, is_foreign)
    common: dict[str, Any] = {
        "algorithm": _algorithm_name(algorithm, certificate),
        "signed_at": at.isoformat() if at else "",
        "is_digest_equal": is_equal,
    }
    if certificate is None:
        return Signer(**common)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return Signer(
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}".upper(),
        not_before=begins.date().isoformat(),
        not_after=ends.date().isoformat(),
        was_in_term=begins <= at <= ends if at else None,
        is_signature_right=_is_right(info, certificate, body),
        **common,
    )


def _signature_place(info: Node) -> int:
    """Behind the attributes, if there are any, and the name of the algorithm."""
    places = (place for place, node in enumerate(info.children) if node.tag == OCTET_STRING)
    return next(place for place in places if place >= 4)


def _algorithm_of(info: Node) -> str:
    return info.child(_signature_place(info) - 1).child(0).oid()


def _equal_or_not(info: Node, body: bytes | None, is_foreign: bool) -> bool | None:
    if is_foreign:
        return False
    if _DIGESTS.get(_digest_name(info)) is None or _MESSAGE_DIGEST not in _attributes(info):
        return None
    return body is not None and _is_digest_equal(info, body)


def _certificate_of(info: Node, certificates: list[x509.Certificate]) -> x509.Certificate | None:
    """By issuer and number, or by the key's own name; else the only one there is."""
    said = info.child(1)
    if said.tag == SEQUENCE:
        number = int.from_bytes(said.child(1).content, "big", signed=True)
        return next((one for one in certificates if one.serial_number == number), None)
    for one in certificates:
        try:
            key = one.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        except (x509.ExtensionNotFound, ValueError):
            continue
        if key.digest == said.content:
            return one
    return None


def _is_right(info: Node, certificate: x509.Certificate | None, body: bytes | None) -> bool | None:
    """Whether the key of the certificate made it; None for what is not computed here."""
    digest, key = _DIGESTS.get(_digest_name(info)), _key_of(certificate)
    if digest is None or key is None:
        return None
    signature = info.child(_signature_place(info)).octets()
    attributes = info.tagged(0xA0)
    # What is signed is the set of attributes, which stands in the file under another tag.
    signed = b"\x31" + attributes.raw[1:] if attributes else body
    if signed is None:
        return None
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, _padding(_algorithm_of(info), digest()), digest())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(digest()))
        else:
            return None
    except InvalidSignature:
        return False
    return True


def _key_of(certificate: x509.Certificate | None) -> Any:
    try:
        return certificate.public_key() if certificate else None
    except (UnsupportedAlgorithm, ValueError):
        return None


def _padding(algorithm: str, digest: hashes.HashAlgorithm) -> Any:
    if algorithm == _PSS:
        return padding.PSS(mgf=padding.MGF1(digest), salt_length=padding.PSS.AUTO)
    return padding.PKCS1v15()


def _algorithm_name(oid: str, certificate: x509.Certificate | None) -> str:
    if oid in _GOST:
        return _GOST[oid]
    key = _key_of(certificate)
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA, {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"ECDSA, {key.curve.name}"
    return oid


def _time(node: Node | None) -> datetime.datetime | None:
    if node is None or node.tag not in (UTC_TIME, GENERALIZED_TIME):
        return None
    text = node.content.decode("ascii").removesuffix("Z")
    pattern = "%y%m%d%H%M%S" if node.tag == UTC_TIME else "%Y%m%d%H%M%S"
    return datetime.datetime.strptime(f"{text.partition('.')[0]}+0000", f"{pattern}%z")


def _name(name: x509.Name) -> str:
    parts: list[str] = []
    for oid in _SHOWN:
        parts += [str(one.value) for one in name.get_attributes_for_oid(oid)]
    return ", ".join(dict.fromkeys(parts))
