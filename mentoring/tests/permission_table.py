"""Who may do what, route by route. The rest of the roles get 403.

A row: method and route, the objects of its address (names of `world`; «=text» is text), then for
each status the roles that get it: adm(inistrator) dir(ector) coo(rdinator) cur(ator) men(tor)
mte (mentee) par(ent) psy(chologist) obs(erver). 404 is for roles that may open such pages, but
not this one.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.choices import Role

SHORT = {
    "adm": Role.ADMINISTRATOR,
    "dir": Role.DIRECTOR,
    "coo": Role.COORDINATOR,
    "cur": Role.CURATOR,
    "men": Role.MENTOR,
    "mte": Role.MENTEE,
    "par": Role.PARENT,
    "psy": Role.PSYCHOLOGIST,
    "obs": Role.OBSERVER,
}


@dataclass(frozen=True)
class Row:
    line: str
    args: tuple[str, ...] = ()
    ok: str = ""
    moved: str = ""
    soon: str = ""
    missing: str = ""
    body: str = ""

    @property
    def has_object(self) -> bool:
        return any(not arg.startswith("=") for arg in self.args)

    @property
    def method(self) -> str:
        return self.line.split()[0]

    @property
    def route(self) -> str:
        return self.line.split()[1]

    def statuses(self) -> dict[str, int]:
        """Role → status: 200 for `ok`, 302 `moved`, 202 `soon` (being made), 404 `missing`."""
        found = {str(role): 403 for role in Role}
        given = ((self.ok, 200), (self.moved, 302), (self.soon, 202), (self.missing, 404))
        for words, status in given:
            for word in words.split():
                found[str(SHORT[word])] = status
        return found


# Open to anybody: sign-in, one-time links, the check of a paper, the health of the server.
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accounts:invitation_accept",
    "core:healthz",
    "documents:check",
    "documents:check_entry",
    "mfa_authenticate",
    "monitoring:survey_link",
    "monitoring:survey_thanks",
    "portal:favicon",
    "portal:robots",
    "set_language",
}
# Open to everybody who has signed in, whatever the role; each shows only one's own.
SIGNED_IN = {
    "account_change_password",
    "account_reauthenticate",
    "accounts:choose_school",
    "accounts:profile",
    "core:job_detail",
    "core:job_retry",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "portal:help",
    "portal:home",
    "portal:notification_list",
    "portal:notification_read",
    "portal:notification_read_all",
}
TABLE = [
    Row("GET accounts:member_list", ok="adm"),
    Row("GET accounts:invite", ok="adm"),
    Row("POST accounts:invitation_withdraw", ("invitation",), moved="adm"),
    Row("GET accounts:role_table", ok="adm"),
    Row("GET accounts:role_create", ok="adm"),
    Row("POST accounts:role_end", ("membership",), moved="adm"),
    Row("GET schools:settings", ok="adm coo"),
    Row("GET schools:school_update", ok="adm coo"),
    Row("GET schools:terms", ok="adm coo"),
    Row("GET schools:term_update", ("=mentee",), ok="adm coo"),
    Row("POST schools:term_reset", ("=mentee",), moved="adm coo"),
    Row("GET schools:signatory_create", ok="adm coo"),
    Row("GET schools:signatory_update", ("signatory",), ok="adm coo"),
    Row("GET schools:form_create", ok="adm coo"),
    Row("GET schools:form_update", ("form",), ok="adm coo"),
    Row("GET schools:direction_create", ok="adm coo"),
    Row("GET schools:direction_update", ("direction",), ok="adm coo"),
    Row("GET schools:regulation_current", moved="adm dir coo cur men mte par psy"),
    Row("GET schools:regulation_detail", ("regulation",), ok="adm dir coo cur men mte par psy"),
    Row("GET schools:regulation_update", ("regulation",), ok="adm coo"),
    Row("GET schools:regulation_list", ok="adm dir coo cur men mte par psy"),
    Row("GET schools:preset_list", ok="adm coo"),
    Row("GET schools:regulation_create", ok="adm coo"),
    Row("GET schools:regulation_act", ("regulation",), ok="adm coo"),
    Row("GET schools:act_road_map", ("regulation",), ok="adm coo"),
    Row("GET schools:act_measurements", ("regulation",), ok="adm coo"),
    Row("GET schools:act_year", ("regulation",), ok="adm coo"),
    Row("GET schools:order_kind_list", ("regulation",), ok="adm coo"),
    Row("GET schools:order_kind_create", ("regulation",), ok="adm coo"),
    Row("GET schools:order_kind_update", ("regulation", "=current_programme"), ok="adm coo"),
    Row("GET schools:order_kind_delete", ("regulation", "=current_programme"), ok="adm coo"),
    Row(
        "GET schools:regulation_compare",
        ("regulation", "regulation"),
        ok="adm dir coo cur men mte par psy",
    ),
    Row("GET schools:rule_list", ok="adm dir coo cur men mte par psy"),
    Row("POST schools:programme_move", ("programme", "regulation"), moved="adm coo"),
    Row("GET orders:regulation_pdf", ("regulation",), ok="adm dir coo cur men mte par psy"),
    Row("GET orders:regulation_docx", ("regulation",), ok="adm dir coo cur men mte par psy"),
    Row("GET schools:programme_current", moved="adm dir coo cur psy"),
    Row("GET schools:programme_detail", ("programme",), ok="adm dir coo cur psy"),
    Row("POST schools:stage_finish", ("programme", "=1"), moved="adm coo cur"),
    Row("POST schools:stage_reopen", ("programme", "=1"), moved="adm coo cur"),
    Row("GET schools:stage_update", ("programme", "=1"), ok="adm coo cur"),
    Row("GET schools:programme_update", ("programme",), ok="adm coo"),
    Row("GET schools:programme_list", ok="adm dir coo cur psy"),
    Row("GET schools:programme_create", ok="adm coo"),
    Row("GET schools:programme_continue", ("programme",), ok="adm coo"),
    Row("GET schools:programme_close", ("programme",), ok="adm coo"),
    Row("POST schools:programme_start", ("programme",), moved="adm coo"),
    Row("GET schools:road_map_current", moved="adm dir coo cur men mte par psy"),
    Row("GET schools:road_map", ("programme",), ok="adm dir coo cur men mte par psy"),
    Row("GET orders:road_map_pdf", ("programme",), ok="adm dir coo cur men mte par psy"),
    Row("GET orders:road_map_docx", ("programme",), ok="adm dir coo cur men mte par psy"),
    Row("GET schools:road_map_update", ("programme",), ok="adm coo cur"),
    Row("POST schools:road_map_take", ("programme",), moved="adm coo"),
    Row("GET schools:road_map_line_create", ("programme",), ok="adm coo cur"),
    Row("GET schools:road_map_line", ("road_map_line",), ok="adm dir coo cur psy"),
    Row("GET schools:road_map_line_update", ("road_map_line",), ok="adm coo cur"),
    Row("POST schools:road_map_line_move", ("road_map_line",), moved="adm coo cur"),
    Row("POST schools:road_map_line_delete", ("road_map_line",), moved="adm coo cur"),
    Row("POST schools:road_map_line_finish", ("road_map_line",), moved="adm coo cur"),
    Row("POST schools:road_map_line_reopen", ("road_map_line",), moved="adm coo cur"),
    Row("GET schools:road_map_proof_file", ("road_map_line",), ok="adm dir coo cur psy"),
    Row("POST schools:road_map_proof_attach", ("road_map_line",), moved="adm coo cur"),
    Row("POST schools:road_map_proof_remove", ("road_map_line",), moved="adm coo cur"),
    Row("GET schools:target_list", ok="adm dir coo cur psy"),
    Row("GET schools:target_create", ok="adm coo"),
    Row("GET schools:target_update", ("target",), ok="adm coo"),
    Row("POST schools:target_delete", ("target",), moved="adm coo"),
    Row("GET registry:mentor_list", ok="adm dir coo cur psy"),
    Row("GET registry:mentor_export", ok="adm coo cur"),
    Row("POST registry:mentor_archive", ("mentor_card",), moved="adm coo cur"),
    Row("POST registry:mentor_restore", ("mentor_card",), moved="adm coo cur"),
    Row("GET registry:mentee_list", ok="adm dir coo cur psy"),
    Row("GET registry:mentee_export", ok="adm coo cur"),
    Row("POST registry:mentee_archive", ("mentee_card",), moved="adm coo cur"),
    Row("POST registry:mentee_restore", ("mentee_card",), moved="adm coo cur"),
    Row("GET registry:missing_list", ok="adm coo cur"),
    Row("GET registry:appointment_list", ok="adm dir coo cur psy"),
    Row("GET registry:appointment_create", ok="adm dir coo"),
    Row("GET registry:appointment_end", ("appointment",), ok="adm dir coo"),
    Row("GET registry:road_map_people", ("road_map_line",), ok="adm coo"),
    Row("POST registry:mentee_confirm", ("mentee_card",), moved="adm coo cur"),
    Row("GET registry:person_create", ok="adm coo cur"),
    Row("GET registry:person_detail", ("mentee_person",), ok="adm dir coo cur men mte par psy"),
    Row("GET registry:person_update", ("mentee_person",), ok="adm coo cur"),
    Row("GET registry:name_forms", ("mentee_person",), ok="adm coo cur"),
    Row("POST registry:special_show", ("mentee_person",), ok="dir coo cur psy"),
    Row("POST registry:special_save", ("mentee_person",), moved="dir coo cur psy", body="text=x"),
    Row("GET registry:guardian_create", ("mentee_person",), ok="adm coo cur"),
    Row("POST registry:guardian_remove", ("guardianship",), moved="adm coo cur"),
    Row("GET registry:consent_create", ("mentee_person",), ok="adm coo cur"),
    Row("GET registry:consent_sign", ("mentee_person", "=participation"), ok="par"),
    Row(
        "GET registry:consent_sheet",
        ("mentee_person", "=participation", "=representative"),
        ok="adm dir coo cur mte par psy",
        missing="men",
    ),
    Row("GET registry:consent_withdraw", ("consent",), ok="adm coo cur"),
    Row("GET registry:consent_take_back", ("consent",), ok="par"),
    Row("GET registry:import_list", ok="adm coo cur"),
    Row("GET registry:import_create", ok="adm coo cur"),
    Row("GET registry:import_template", ("=mentees",), ok="adm coo cur"),
    Row("GET registry:import_detail", ("batch",), ok="adm coo cur"),
    Row("POST registry:import_apply", ("batch",), moved="adm coo cur"),
    Row("POST registry:import_undo", ("batch",), moved="adm coo cur"),
    Row("POST registry:import_recheck", ("batch",), moved="adm coo cur"),
    Row("POST registry:import_discard", ("batch",), moved="adm coo cur"),
    Row("GET registry:import_workbook", ("batch",), ok="adm coo cur"),
    Row("GET orders:order_list", ok="adm dir coo cur men"),
    Row("GET orders:order_export", ok="adm dir coo cur men"),
    Row("GET orders:order_choose", ok="coo cur"),
    Row("GET orders:order_create", ("=introduction",), ok="coo cur"),
    # Without a role in the address there is nobody to list.
    Row("GET orders:role_people", missing="coo cur"),
    Row("GET orders:numbering", ok="adm coo cur"),
    Row("GET orders:order_data", ("asked_order",), ok="coo cur"),
    Row("GET orders:order_sheet", ("asked_order", "=approval"), ok="dir coo cur"),
    Row("POST orders:mark_clear", ("asked_order", "=approval"), moved="coo cur"),
    Row("GET orders:sheet_pdf", ("asked_order", "=approval"), ok="dir coo cur"),
    Row("GET orders:sheet_docx", ("asked_order", "=approval"), ok="dir coo cur"),
    Row("POST orders:order_read", ("signed_order",), moved="adm dir coo cur men"),
    Row("GET orders:programme_pdf", ("programme",), ok="adm dir coo cur psy"),
    Row("GET orders:programme_docx", ("programme",), ok="adm dir coo cur psy"),
    Row("GET orders:order_detail", ("order",), ok="adm dir coo cur", missing="men"),
    Row("GET orders:order_update", ("order",), ok="coo cur"),
    Row("POST orders:order_preview", ("order",), ok="coo cur"),
    Row("POST orders:order_submit", ("order",), moved="coo cur"),
    Row("POST orders:order_withdraw", ("order",), moved="coo cur"),
    Row("POST orders:order_approve", ("order",), moved="dir"),
    Row("POST orders:order_return", ("order",), moved="dir", body="remark=x"),
    Row("GET orders:order_files", ("signed_order",), ok="adm dir coo cur men"),
    Row("POST orders:order_render", ("signed_order",), moved="adm dir coo cur men"),
    Row("GET orders:order_pdf", ("signed_order",), soon="adm dir coo cur men"),
    Row("GET orders:order_docx", ("signed_order",), soon="adm dir coo cur men"),
    Row("GET pairing:pair_list", ok="adm dir coo cur men mte par psy"),
    Row("GET pairing:pair_export", ok="adm dir coo cur men mte par psy"),
    Row("GET pairing:board", ok="coo cur"),
    Row("POST pairing:propose", moved="coo cur"),
    Row("POST pairing:order_create", moved="coo cur"),
    Row("POST pairing:pairs_choose", ("run",), moved="coo cur"),
    Row("POST pairing:wish_set", ("proposal",), moved="coo cur", body="kind=locked"),
    Row("GET pairing:candidates", ("proposal",), ok="coo cur"),
    Row("POST pairing:proposal_change", ("proposal",), moved="coo cur"),
    Row("POST pairing:wish_clear", ("wish",), moved="coo cur"),
    Row("GET pairing:pair_create", ok="coo cur"),
    Row("GET pairing:pair_detail", ("pair",), ok="adm dir coo cur men mte par psy"),
    Row("POST pairing:pair_drop", ("chosen_pair",), moved="coo cur"),
    Row("GET pairing:pair_replace", ("pair",), ok="coo cur"),
    Row("POST pairing:pair_replace", ("pair",), ok="coo cur"),
    Row("GET pairing:pair_extend", ("pair",), ok="coo cur"),
    Row("POST pairing:pair_extend", ("pair",), ok="coo cur"),
    Row("POST pairing:pair_end", ("pair",), moved="coo cur"),
    Row("POST pairing:member_result", ("member",), moved="coo cur"),
    Row("GET plans:plan_list", ok="dir coo cur men mte par"),
    Row("GET plans:plan_detail", ("plan",), ok="dir coo cur men mte par"),
    Row("GET plans:plan_update", ("plan",), ok="coo cur men"),
    Row("POST plans:plan_submit", ("plan",), moved="coo cur men"),
    Row("POST plans:plan_approve", ("plan",), moved="coo cur"),
    Row("POST plans:plan_correct", ("plan",), moved="coo cur men", body="remark=x"),
    Row("POST plans:plan_return", ("plan",), moved="coo cur", body="remark=x"),
    Row("GET plans:plan_pdf", ("plan",), ok="dir coo cur men mte par"),
    Row("GET plans:plan_docx", ("plan",), ok="dir coo cur men mte par"),
    Row("POST plans:activity_mark", ("activity",), moved="coo cur men", body="done_on=2026-10-05"),
    Row("GET plans:meeting_create", ("pair",), ok="coo cur men"),
    Row("GET plans:typical_plan_list", ok="coo cur"),
    Row("GET plans:typical_plan_create", ok="coo cur"),
    Row("GET plans:typical_plan_update", ("typical_plan",), ok="coo cur"),
    Row("GET plans:feedback_list", ok="dir coo cur men mte par"),
    Row("GET plans:feedback_detail", ("feedback",), ok="dir coo cur men", missing="mte par"),
    Row("GET plans:feedback_update", ("feedback",), ok="men"),
    Row("POST plans:feedback_submit", ("feedback",), moved="men"),
    Row("POST plans:feedback_read", ("feedback",), moved="coo cur"),
    Row("POST plans:feedback_return", ("feedback",), moved="coo cur"),
    Row("GET plans:feedback_pdf", ("feedback",), ok="dir coo cur men", missing="mte par"),
    Row("GET plans:feedback_docx", ("feedback",), ok="dir coo cur men", missing="mte par"),
    Row("GET monitoring:figures", ok="adm dir coo cur psy obs"),
    Row("GET monitoring:figures_export", ok="adm dir coo cur psy obs"),
    Row("GET monitoring:headcounts", ok="coo cur"),
    Row("GET monitoring:round_list", ok="dir coo cur men"),
    Row("GET monitoring:round_update", ("=entry",), ok="coo cur"),
    Row("GET monitoring:survey_list", ok="coo cur"),
    Row("GET monitoring:survey_create", ok="coo cur"),
    Row("GET monitoring:survey_send", ok="coo cur"),
    Row("GET monitoring:survey_sent", ok="coo cur"),
    Row("GET monitoring:survey_detail", ("survey",), ok="coo cur"),
    Row("GET monitoring:survey_update", ("survey",), ok="coo cur"),
    Row("GET monitoring:question_create", ("survey",), ok="coo cur"),
    Row("GET monitoring:question_update", ("question",), ok="coo cur"),
    Row("POST monitoring:question_delete", ("question",), moved="coo cur"),
    Row("GET monitoring:survey_answer", ("survey_request",), ok="mte par", missing="dir men"),
    Row("GET monitoring:request_answers", ("answered_request",), ok="coo cur"),
    Row("POST monitoring:request_renew", ("survey_request",), moved="coo cur"),
    Row("GET monitoring:measurements", ok="coo cur"),
    Row("GET monitoring:measurements_pdf", ok="adm dir coo cur psy obs"),
    Row("GET monitoring:measurements_docx", ok="adm dir coo cur psy obs"),
    Row("GET monitoring:swot_list", ok="dir coo cur"),
    Row("GET monitoring:swot_update", ("form",), ok="coo cur"),
    Row("GET monitoring:swot_pdf", ("form",), ok="dir coo cur"),
    Row("GET monitoring:swot_docx", ("form",), ok="dir coo cur"),
]
