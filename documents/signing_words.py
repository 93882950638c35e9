"""What people are told of a signature: exactly what was checked, and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.i18n import gettext as _


def is_refuted(signer: Mapping[str, Any]) -> bool:
    """Whether the check failed: of another file, or not made by the key of its certificate."""
    return signer["is_digest_equal"] is False or signer["is_signature_right"] is False


def verdict_of(signer: Mapping[str, Any]) -> str:
    """One sentence or two about one signer of `documents.signing.Reading`."""
    if signer["is_digest_equal"] is False:
        return _("Подписан другой файл: контрольная сумма в подписи не совпадает.")
    if signer["is_signature_right"] is False:
        return _("Подпись неверна: она сделана не тем ключом, что в сертификате, или изменена.")
    if signer["is_signature_right"] is None:
        return _("Подпись приложена, проверить здесь нельзя: алгоритм %s.") % signer["algorithm"]
    text = _(
        "Подпись верна: файл после подписания не менялся. Чей это сертификат и не отозван ли он,"
        " здесь не проверялось."
    )
    if signer["was_in_term"] is False:
        text += " " + _("В названное подписавшим время сертификат не действовал.")
    return text
