"""The sheet of a consent: one thing on one sheet, names filled in."""

from __future__ import annotations

import pytest

from documents.paper import Fields, Paragraph, Signatures
from registry.actions import keep_wording, text_of
from registry.choices import ConsentKind, ConsentSigner
from registry.papers import consent_sheet
from registry.testing import make_mentee, make_person
from registry.texts import consent_text


def blocks(paper, kind):
    return [block for block in paper.blocks if isinstance(block, kind)]


def test_the_sheet_names_the_child_and_who_signs(school):
    child = make_mentee(school, last_name="Детский", class_name="8А").person
    parent = make_person(school, last_name="Детская", first_name="Ольга", middle_name="")

    wording = keep_wording(school, kind="personal_data", signer="representative")
    paper = consent_sheet(wording, child, representative=parent)

    rows = {row.label: row.value for row in blocks(paper, Fields)[0].rows}
    assert rows["Фамилия, имя, отчество подписывающего"] == "Детская Ольга"
    assert rows["Фамилия, имя, отчество ребёнка"] == "Детский Иван Петрович"
    assert rows["Дата рождения ребёнка"] == "2012 г."
    assert rows["Адрес"] == ""
    assert blocks(paper, Signatures)[0].lines[0].name == "О.\u00a0Детская"


def test_an_unknown_representative_leaves_a_line_to_fill(school):
    wording = keep_wording(school, kind="participation", signer="representative")
    paper = consent_sheet(wording, make_mentee(school).person)

    assert blocks(paper, Fields)[0].rows[1].value == ""
    assert blocks(paper, Signatures)[0].lines[0].name == ""


@pytest.mark.parametrize("kind", ConsentKind.values)
@pytest.mark.parametrize("signer", ConsentSigner.values)
def test_every_text_has_its_version_and_says_how_to_withdraw(school, kind, signer):
    text = text_of(school, kind=kind, signer=signer)
    wording = keep_wording(school, kind=kind, signer=signer)
    paper = consent_sheet(wording, make_mentee(school).person)

    edition = {ConsentKind.PARTICIPATION: 1, ConsentKind.PUBLICATION: 3}.get(kind, 2)
    assert text.version == f"{kind}-{edition}"
    assert "отозвать" in text.paragraphs[-1]
    printed = [block.text for block in blocks(paper, Paragraph)]
    assert printed == [*text.paragraphs, f"Редакция текста: {text.version}"]


def test_the_texts_differ_by_kind_and_signer():
    texts = {
        consent_text(kind, signer).sha256
        for kind in ConsentKind.values
        for signer in ConsentSigner.values
    }

    assert len(texts) == len(ConsentKind) * len(ConsentSigner)


def test_a_blank_sheet_names_nobody(school):
    paper = consent_sheet(keep_wording(school, kind="transfer", signer="representative"))

    filled = [row.label for row in blocks(paper, Fields)[0].rows if row.value]
    assert filled == ["Организация"]
    assert blocks(paper, Signatures)[0].lines[0].name == ""
