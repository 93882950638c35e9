"""How a view says who may come in. A test of the house looks for it on every route."""

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin


class Permitted(LoginRequiredMixin, PermissionRequiredMixin):
    """Sign-in first, then `permission_required`; without the permission the answer is 403."""

    raise_exception = False

    def has_permission(self) -> bool:
        """Permissions hold in a school: without a role in one nobody comes in, not a superuser."""
        user = self.request.user
        return getattr(user, "scope", None) is not None and super().has_permission()

    def handle_no_permission(self):
        if self.request.user.is_authenticated:
            self.raise_exception = True
        return super().handle_no_permission()
