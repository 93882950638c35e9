"""Pages of the school's settings, its regulation and programme."""

from django.urls import path

from .views import (
    act_layout,
    acts,
    cycles,
    order_kinds,
    programmes,
    regulations,
    road_map,
    road_map_marks,
    rules,
    settings,
    targets,
    terms,
)

app_name = "schools"
urlpatterns = [
    path("settings/", settings.SettingsView.as_view(), name="settings"),
    path("settings/school/", settings.SchoolUpdateView.as_view(), name="school_update"),
    path("settings/words/", terms.TermListView.as_view(), name="terms"),
    path("settings/words/<slug:code>/", terms.TermUpdateView.as_view(), name="term_update"),
    path("settings/words/<slug:code>/reset/", terms.TermResetView.as_view(), name="term_reset"),
    path("signatories/new/", settings.SignatorySaveView.as_view(), name="signatory_create"),
    path("signatories/<int:pk>/", settings.SignatorySaveView.as_view(), name="signatory_update"),
    path("forms/new/", settings.FormSaveView.as_view(), name="form_create"),
    path("forms/<int:pk>/", settings.FormSaveView.as_view(), name="form_update"),
    path("directions/new/", settings.DirectionSaveView.as_view(), name="direction_create"),
    path("directions/<int:pk>/", settings.DirectionSaveView.as_view(), name="direction_update"),
    path("regulation/", regulations.RegulationCurrentView.as_view(), name="regulation_current"),
    path(
        "regulation/<int:pk>/",
        regulations.RegulationDetailView.as_view(),
        name="regulation_detail",
    ),
    path(
        "regulation/<int:pk>/edit/",
        rules.RegulationUpdateView.as_view(),
        name="regulation_update",
    ),
    path(
        "regulation/<int:pk>/compare/<int:other>/",
        regulations.RegulationCompareView.as_view(),
        name="regulation_compare",
    ),
    path("rules/", regulations.RuleListView.as_view(), name="rule_list"),
    path(
        "programme/<int:pk>/move/<int:regulation>/",
        regulations.ProgrammeMoveView.as_view(),
        name="programme_move",
    ),
    path("programme/", programmes.ProgrammeCurrentView.as_view(), name="programme_current"),
    path("programme/<int:pk>/", programmes.ProgrammeDetailView.as_view(), name="programme_detail"),
    path(
        "programme/<int:pk>/stages/<int:number>/finish/",
        programmes.StageFinishView.as_view(),
        name="stage_finish",
    ),
    path(
        "programme/<int:pk>/edit/",
        programmes.ProgrammeUpdateView.as_view(),
        name="programme_update",
    ),
    path("programmes/", programmes.ProgrammeListView.as_view(), name="programme_list"),
    path("programmes/new/", cycles.ProgrammeCreateView.as_view(), name="programme_create"),
    path("programme/<int:pk>/start/", cycles.ProgrammeStartView.as_view(), name="programme_start"),
    path("programme/<int:pk>/close/", cycles.ProgrammeCloseView.as_view(), name="programme_close"),
    path(
        "programme/<int:pk>/next/",
        cycles.ProgrammeContinueView.as_view(),
        name="programme_continue",
    ),
    path(
        "programme/<int:pk>/stages/<int:number>/reopen/",
        programmes.StageReopenView.as_view(),
        name="stage_reopen",
    ),
    path(
        "programme/<int:pk>/stages/<int:number>/",
        road_map.StageUpdateView.as_view(),
        name="stage_update",
    ),
    path("road-map/", road_map.RoadMapCurrentView.as_view(), name="road_map_current"),
    path("programme/<int:pk>/road-map/", road_map.RoadMapView.as_view(), name="road_map"),
    path(
        "programme/<int:pk>/road-map/edit/",
        road_map.RoadMapUpdateView.as_view(),
        name="road_map_update",
    ),
    path(
        "programme/<int:pk>/road-map/take/",
        road_map_marks.RoadMapTakeView.as_view(),
        name="road_map_take",
    ),
    path(
        "programme/<int:pk>/road-map/new/",
        road_map.LineCreateView.as_view(),
        name="road_map_line_create",
    ),
    path("road-map/<int:pk>/", road_map.RoadMapLineView.as_view(), name="road_map_line"),
    path(
        "road-map/<int:pk>/edit/",
        road_map.LineUpdateView.as_view(),
        name="road_map_line_update",
    ),
    path(
        "road-map/<int:pk>/move/",
        road_map_marks.LineMoveView.as_view(),
        name="road_map_line_move",
    ),
    path(
        "road-map/<int:pk>/delete/",
        road_map_marks.LineDeleteView.as_view(),
        name="road_map_line_delete",
    ),
    path(
        "road-map/<int:pk>/finish/",
        road_map_marks.LineFinishView.as_view(),
        name="road_map_line_finish",
    ),
    path(
        "road-map/<int:pk>/reopen/",
        road_map_marks.LineReopenView.as_view(),
        name="road_map_line_reopen",
    ),
    path(
        "road-map/<int:pk>/proof/",
        road_map_marks.ProofView.as_view(),
        name="road_map_proof_file",
    ),
    path(
        "road-map/<int:pk>/proof/attach/",
        road_map_marks.ProofAttachView.as_view(),
        name="road_map_proof_attach",
    ),
    path(
        "road-map/<int:pk>/proof/remove/",
        road_map_marks.ProofRemoveView.as_view(),
        name="road_map_proof_remove",
    ),
    path("targets/", targets.TargetListView.as_view(), name="target_list"),
    path("targets/new/", targets.TargetSaveView.as_view(), name="target_create"),
    path("targets/<int:pk>/", targets.TargetSaveView.as_view(), name="target_update"),
    path("targets/<int:pk>/delete/", targets.TargetDeleteView.as_view(), name="target_delete"),
    path("presets/", acts.PresetListView.as_view(), name="preset_list"),
    path("regulations/", acts.RegulationListView.as_view(), name="regulation_list"),
    path("regulations/new/", acts.RegulationCreateView.as_view(), name="regulation_create"),
    path("regulation/<int:pk>/act/", acts.RegulationActView.as_view(), name="regulation_act"),
    path(
        "regulation/<int:pk>/road-map/",
        act_layout.ActRoadMapView.as_view(),
        name="act_road_map",
    ),
    path(
        "regulation/<int:pk>/measurements/",
        act_layout.ActMeasurementsView.as_view(),
        name="act_measurements",
    ),
    path("regulation/<int:pk>/year/", act_layout.ActYearView.as_view(), name="act_year"),
    path(
        "regulation/<int:pk>/orders/",
        order_kinds.OrderKindListView.as_view(),
        name="order_kind_list",
    ),
    path(
        "regulation/<int:pk>/orders/new/",
        order_kinds.OrderKindSaveView.as_view(),
        name="order_kind_create",
    ),
    path(
        "regulation/<int:pk>/orders/<slug:code>/",
        order_kinds.OrderKindSaveView.as_view(),
        name="order_kind_update",
    ),
    path(
        "regulation/<int:pk>/orders/<slug:code>/remove/",
        order_kinds.OrderKindDeleteView.as_view(),
        name="order_kind_delete",
    ),
]
