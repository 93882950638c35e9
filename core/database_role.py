"""The role under which web and worker connect: it writes rows and owns nothing.

So no statement of theirs, whoever got it in, changes a table, empties one, replaces a function or
switches a trigger off. Migrations run as the owner, who grants the rest here afterwards.
"""

from __future__ import annotations

from django.db import connection, transaction

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    # What was migrated is the owner's to say.
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)


@transaction.atomic
def grant_to(role: str, password: str) -> None:
    """Make the role if there is none, give it this password, let it write rows. Safe to repeat."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        cursor.execute(
            f"{verb} ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
            " PASSWORD %s",
            [password],
        )
        for statement in _GRANTS:
            cursor.execute(statement.format(role=quoted))
