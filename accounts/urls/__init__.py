"""Pages of people, roles and one's own account."""

from django.urls import path

from accounts.views import own, people, sign_in

app_name = "accounts"
urlpatterns = [
    path("people/", people.MemberListView.as_view(), name="member_list"),
    path("people/invite/", people.InviteView.as_view(), name="invite"),
    path(
        "people/invitations/<int:pk>/withdraw/",
        people.InvitationWithdrawView.as_view(),
        name="invitation_withdraw",
    ),
    path("people/roles/", people.RoleTableView.as_view(), name="role_table"),
    path("people/roles/new/", people.RoleCreateView.as_view(), name="role_create"),
    path("people/roles/<int:pk>/end/", people.RoleEndView.as_view(), name="role_end"),
    path(
        "invitation/<str:token>/",
        sign_in.InvitationAcceptView.as_view(),
        name="invitation_accept",
    ),
    path("profile/", own.ProfileView.as_view(), name="profile"),
    path("school/", own.ChooseSchoolView.as_view(), name="choose_school"),
]
