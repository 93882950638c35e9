"""Routes of proposals and pairs."""

from django.urls import path

from .views import (
    board,
    by_hand,
    changes,
    deciding,
    drafts,
    lists,
    members,
    own_wishes,
    pairs,
    requests,
    weights,
    wishes,
)

app_name = "pairing"
urlpatterns = [
    path("", lists.PairListView.as_view(), name="pair_list"),
    path("export/", lists.PairExportView.as_view(), name="pair_export"),
    path("board/", board.BoardView.as_view(), name="board"),
    path("board/propose/", deciding.ProposeView.as_view(), name="propose"),
    path("board/order/", deciding.OrderCreateView.as_view(), name="order_create"),
    path("board/compare/", drafts.DraftCompareView.as_view(), name="drafts_compare"),
    path("runs/<int:pk>/base/", drafts.DraftChooseView.as_view(), name="draft_choose"),
    path("runs/<int:pk>/name/", drafts.DraftRenameView.as_view(), name="draft_rename"),
    path("runs/<int:pk>/delete/", drafts.DraftDeleteView.as_view(), name="draft_delete"),
    path("runs/<int:pk>/why/", drafts.WhyView.as_view(), name="draft_why"),
    path("runs/<int:pk>/put/", by_hand.PairPutView.as_view(), name="draft_put"),
    path("runs/<int:pk>/out/", by_hand.PairTakeOutView.as_view(), name="draft_out"),
    path("runs/<int:pk>/fix/", drafts.PairFixView.as_view(), name="draft_fix"),
    path(
        "runs/<int:pk>/mentees/<int:mentee>/",
        board.DraftCandidatesView.as_view(),
        name="draft_candidates",
    ),
    path(
        "runs/<int:pk>/mentees/<int:mentee>/fits/",
        by_hand.DraftFitsView.as_view(),
        name="draft_fits",
    ),
    path("runs/<int:pk>/choose/", deciding.PairsChooseView.as_view(), name="pairs_choose"),
    path("proposals/<int:pk>/wish/", deciding.WishSetView.as_view(), name="wish_set"),
    path("proposals/<int:pk>/others/", board.CandidatesView.as_view(), name="candidates"),
    path(
        "proposals/<int:pk>/change/", deciding.ProposalChangeView.as_view(), name="proposal_change"
    ),
    path("wishes/<int:pk>/clear/", deciding.WishClearView.as_view(), name="wish_clear"),
    path("preferences/", wishes.WishRoundView.as_view(), name="wish_round"),
    path("preferences/links/", wishes.WishSlipsView.as_view(), name="wish_slips"),
    path("preferences/mine/", own_wishes.WishOwnView.as_view(), name="wish_own"),
    path("preferences/thanks/", own_wishes.WishThanksView.as_view(), name="wish_thanks"),
    path("preferences/link/<str:token>/", own_wishes.WishLinkView.as_view(), name="wish_link"),
    path("preferences/<int:pk>/", own_wishes.WishAnswerView.as_view(), name="wish_answer"),
    path(
        "preferences/<int:pk>/candidates/",
        wishes.WishCandidatesView.as_view(),
        name="wish_candidates",
    ),
    path("preferences/<int:pk>/lock/", wishes.WishLockView.as_view(), name="wish_lock"),
    path("preferences/rounds/<int:pk>/", wishes.WishEnterView.as_view(), name="wish_enter"),
    path("preferences/rounds/<int:pk>/close/", wishes.WishCloseView.as_view(), name="wish_close"),
    path("preferences/rounds/<int:pk>/rest/", wishes.WishRestView.as_view(), name="wish_rest"),
    path(
        "preferences/rounds/<int:pk>/remind/", wishes.WishRemindView.as_view(), name="wish_remind"
    ),
    path("preferences/rounds/<int:pk>/links/", wishes.WishLinksView.as_view(), name="wish_links"),
    path("weights/<int:pk>/", weights.WeightsView.as_view(), name="weights"),
    path("new/", pairs.PairCreateView.as_view(), name="pair_create"),
    path("<int:pk>/", pairs.PairDetailView.as_view(), name="pair_detail"),
    path("<int:pk>/drop/", pairs.PairDropView.as_view(), name="pair_drop"),
    path("<int:pk>/replace/", changes.PairReplaceView.as_view(), name="pair_replace"),
    path("<int:pk>/extend/", changes.PairExtendView.as_view(), name="pair_extend"),
    path("<int:pk>/end/", pairs.PairEndView.as_view(), name="pair_end"),
    path("<int:pk>/ask/", requests.PairAskView.as_view(), name="pair_ask"),
    path("<int:pk>/join/", members.PairJoinView.as_view(), name="pair_join"),
    path("<int:pk>/reopen/", members.PairReopenView.as_view(), name="pair_reopen"),
    path("members/<int:pk>/result/", pairs.MemberResultView.as_view(), name="member_result"),
    path("members/<int:pk>/leave/", members.MemberLeaveView.as_view(), name="member_leave"),
    path("requests/<int:pk>/pdf/", requests.RequestPaperView.as_view(), name="request_pdf"),
    path(
        "requests/<int:pk>/decline/", requests.RequestDeclineView.as_view(), name="request_decline"
    ),
    path(
        "requests/<int:pk>/withdraw/",
        requests.RequestWithdrawView.as_view(),
        name="request_withdraw",
    ),
]
