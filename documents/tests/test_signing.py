"""Files of electronic signatures: read, tried on the files, and nothing claimed beyond that."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from core.errors import FileError
from documents.der import OID, Node, parse
from documents.signing import MAX_BYTES, read_signature
from documents.signing_words import is_refuted, verdict_of

BODY = b"%PDF-1.7 an order"
FILES = {"docx": b"PK another form of it", "pdf": BODY}
KEYS: dict[str, Callable[[], Any]] = {
    "RSA, 2048": lambda: rsa.generate_private_key(65537, 2048),
    "ECDSA, secp256r1": lambda: ec.generate_private_key(ec.SECP256R1()),
}
DETACHED = pkcs7.PKCS7Options.DetachedSignature
BINARY = pkcs7.PKCS7Options.Binary


def certificate_of(key: Any, *, days: int = 365) -> x509.Certificate:
    names = {
        NameOID.COMMON_NAME: "Примерова Анна Сергеевна",
        NameOID.TITLE: "Директор",
        NameOID.EMAIL_ADDRESS: "a@school.example",
    }
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in names.items()])
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(now - datetime.timedelta(days=days))
        .not_valid_after(now - datetime.timedelta(days=days - 300))
        .sign(key, hashes.SHA256())
    )


def signed(body: bytes = BODY, *, key: Any = None, options: Any = (DETACHED, BINARY),
           days: int = 100) -> bytes:  # fmt: skip
    key = key or KEYS["ECDSA, secp256r1"]()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(body)
    builder = builder.add_signer(certificate_of(key, days=days), key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, list(options))


@pytest.fixture(params=sorted(KEYS))
def algorithm(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_signature_of_one_of_the_files_is_checked(algorithm: str) -> None:
    reading = read_signature(signed(key=KEYS[algorithm]()), FILES)

    (signer,) = reading.signers
    assert reading.signed == "pdf"
    assert (signer.is_digest_equal, signer.is_signature_right, signer.was_in_term) == (True,) * 3
    assert signer.algorithm == algorithm
    assert signer.subject == "Примерова Анна Сергеевна, Директор"
    assert signer.serial == "1267"
    assert "не проверялось" in verdict_of(reading.as_json()["signers"][0])


def test_a_signature_without_attributes_is_checked() -> None:
    options = (DETACHED, BINARY, pkcs7.PKCS7Options.NoAttributes)
    reading = read_signature(signed(options=options), FILES)

    assert (reading.signed, reading.signers[0].is_signature_right) == ("pdf", True)
    assert reading.signers[0].is_digest_equal is None


def test_a_signature_that_holds_the_file_is_checked_against_ours() -> None:
    assert read_signature(signed(options=(BINARY,)), FILES).signed == "pdf"


@pytest.mark.parametrize("options", [(DETACHED, BINARY), (BINARY,)])
def test_a_signature_of_another_file_is_refuted(options: Any) -> None:
    reading = read_signature(signed(b"another order", options=options), FILES)

    (signer,) = reading.as_json()["signers"]
    assert (reading.signed, signer["is_digest_equal"]) == ("", False)
    assert is_refuted(signer)
    assert "другой файл" in verdict_of(signer)


def test_a_signature_whose_bytes_were_changed_is_refuted() -> None:
    data = bytearray(signed())
    data[-1] ^= 1
    (signer,) = read_signature(bytes(data), FILES).as_json()["signers"]

    assert signer["is_signature_right"] is False
    assert is_refuted(signer)


def test_a_certificate_that_was_over_is_told() -> None:
    (signer,) = read_signature(signed(days=400), FILES).as_json()["signers"]

    assert signer["was_in_term"] is False
    assert "сертификат не действовал" in verdict_of(signer)


def test_text_forms_of_the_file_are_read() -> None:
    text = base64.encodebytes(signed())
    pem = b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n"

    assert read_signature(text, FILES).signed == read_signature(pem, FILES).signed == "pdf"


def encoded(node: Node, instead: dict[str, str]) -> bytes:
    """The element again, other object identifiers in place of some."""
    if node.tag == OID:
        content = identifier(instead.get(node.oid(), node.oid()))
    elif node.children:
        content = b"".join(encoded(child, instead) for child in node.children)
    else:
        content = node.content
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([node.tag]) + length + content


def identifier(text: str) -> bytes:
    first, second, *rest = map(int, text.split("."))
    content = bytearray([40 * first + second])
    for number in rest:
        pieces = [number & 0x7F]
        while number := number >> 7:
            pieces.append(number & 0x7F | 0x80)
        content += bytes(reversed(pieces))
    return bytes(content)


GOST = {
    "1.2.840.10045.2.1": "1.2.643.7.1.1.1.1",
    "1.2.840.10045.4.3.2": "1.2.643.7.1.1.3.2",
    "2.16.840.1.101.3.4.2.1": "1.2.643.7.1.1.2.2",
}


def test_national_algorithms_are_read_and_nothing_is_claimed_of_them() -> None:
    reading = read_signature(encoded(parse(signed()), GOST), FILES)

    (signer,) = reading.as_json()["signers"]
    assert reading.signed == ""
    assert (signer["is_digest_equal"], signer["is_signature_right"]) == (None, None)
    assert signer["subject"] == "Примерова Анна Сергеевна, Директор"
    assert signer["not_after"]
    assert verdict_of(signer) == (
        "Подпись приложена, проверить здесь нельзя: алгоритм ГОСТ Р 34.10-2012."
    )
    assert not is_refuted(signer)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"just a text",
        b"%PDF-1.7",
        b"\x30\x80" * 3000,
        b"\x30\x84\xff\xff\xff\xff",
        signed()[:-40],
        signed() + b"more",
        b"\x30\x03\x02\x01\x05",
    ],
    ids=["nothing", "text", "pdf", "deep", "long", "cut off", "too much", "another structure"],
)
def test_what_is_no_signature_is_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="не файл электронной подписи"):
        read_signature(data, FILES)


def test_a_file_that_is_too_big_is_not_read() -> None:
    with pytest.raises(FileError, match="больше 1024 КБ"):
        read_signature(b"0" * (MAX_BYTES + 1), FILES)
