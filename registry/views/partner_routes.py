"""Routes of partners and of the labour side, a part of the bases' own."""

from __future__ import annotations

from django.urls import path

from documents.choices import FileFormat

from . import agreements, labour, partners

DOCX = FileFormat.DOCX


urlpatterns = [
    path("people/<int:pk>/labour/", labour.PersonLabourView.as_view(), name="person_labour"),
    path("people/<int:pk>/labour/new/", labour.LabourCreateView.as_view(), name="labour_create"),
    path("labour/<int:pk>/edit/", labour.LabourUpdateView.as_view(), name="labour_update"),
    path("labour/<int:pk>/end/", labour.LabourEndView.as_view(), name="labour_end"),
    path("labour/<int:pk>/remove/", labour.LabourRemoveView.as_view(), name="labour_remove"),
    path("labour/<int:pk>/scan/", labour.LabourScanView.as_view(), name="labour_scan"),
    path(
        "labour/<int:pk>/consent.pdf",
        labour.LabourPaperView.as_view(makes_consent=True),
        name="labour_consent_pdf",
    ),
    path(
        "labour/<int:pk>/consent.docx",
        labour.LabourPaperView.as_view(makes_consent=True, format=DOCX),
        name="labour_consent_docx",
    ),
    path(
        "labour/<int:pk>/agreement.pdf",
        labour.LabourPaperView.as_view(),
        name="labour_agreement_pdf",
    ),
    path(
        "labour/<int:pk>/agreement.docx",
        labour.LabourPaperView.as_view(format=DOCX),
        name="labour_agreement_docx",
    ),
    path("partners/", partners.PartnerListView.as_view(), name="partner_list"),
    path("partners/new/", partners.PartnerCreateView.as_view(), name="partner_create"),
    path("partners/<int:pk>/", partners.PartnerDetailView.as_view(), name="partner_detail"),
    path("partners/<int:pk>/edit/", partners.PartnerUpdateView.as_view(), name="partner_update"),
    path("partners/<int:pk>/staff/", partners.StaffAddView.as_view(), name="partner_staff_add"),
    path(
        "partners/staff/<int:pk>/remove/",
        partners.StaffRemoveView.as_view(),
        name="partner_staff_remove",
    ),
    path(
        "partners/<int:pk>/agreements/new/",
        agreements.AgreementCreateView.as_view(),
        name="agreement_create",
    ),
    path(
        "people/<int:pk>/contracts/new/",
        agreements.ContractCreateView.as_view(),
        name="contract_create",
    ),
    path(
        "agreements/<int:pk>/",
        agreements.AgreementDetailView.as_view(),
        name="agreement_detail",
    ),
    path(
        "agreements/<int:pk>/edit/",
        agreements.AgreementUpdateView.as_view(),
        name="agreement_update",
    ),
    path(
        "agreements/<int:pk>/agreement.pdf",
        agreements.AgreementFileView.as_view(),
        name="agreement_pdf",
    ),
    path(
        "agreements/<int:pk>/agreement.docx",
        agreements.AgreementFileView.as_view(format=DOCX),
        name="agreement_docx",
    ),
    path(
        "agreements/<int:pk>/sign/", agreements.AgreementSignView.as_view(), name="agreement_sign"
    ),
    path(
        "agreements/<int:pk>/terminate/",
        agreements.AgreementTerminateView.as_view(),
        name="agreement_terminate",
    ),
    path(
        "agreements/<int:pk>/remove/",
        agreements.AgreementRemoveView.as_view(),
        name="agreement_remove",
    ),
    path(
        "agreements/<int:pk>/scan/", agreements.AgreementScanView.as_view(), name="agreement_scan"
    ),
    path(
        "agreements/<int:pk>/scan/attach/",
        agreements.AgreementScanAttachView.as_view(),
        name="agreement_scan_attach",
    ),
    path(
        "people/<int:pk>/external/", partners.PersonExternalView.as_view(), name="person_external"
    ),
    path(
        "people/<int:pk>/certificates/new/",
        partners.CertificateCreateView.as_view(),
        name="certificate_create",
    ),
    path(
        "certificates/<int:pk>/edit/",
        partners.CertificateUpdateView.as_view(),
        name="certificate_update",
    ),
    path(
        "certificates/<int:pk>/remove/",
        partners.CertificateRemoveView.as_view(),
        name="certificate_remove",
    ),
    path(
        "certificates/<int:pk>/scan/",
        partners.CertificateScanView.as_view(),
        name="certificate_scan",
    ),
]
