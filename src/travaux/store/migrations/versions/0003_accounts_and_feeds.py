"""Accounts with their sign-ins, watch lists and looks; feeds and what they brought."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "accounts",
        sa.Column("name", KEY, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created", sa.Text, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", KEY, primary_key=True),
        _account(),
        sa.Column("created", sa.Text, nullable=False),
        sa.Column("expires", sa.Text, nullable=False),
    )
    op.create_index("sessions_by_account", "sessions", ["account"])
    op.create_table(
        "watched",
        _account(primary_key=True),
        sa.Column("target", KEY, primary_key=True),
        sa.Column("since", sa.Text, nullable=False),
    )
    op.create_table(
        "looks",
        _account(primary_key=True),
        sa.Column("process", KEY, primary_key=True),
        sa.Column("looked_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    _add_feeds()


def _account(*, primary_key: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("accounts.name", ondelete="CASCADE")
    return sa.Column("account", KEY, owner, primary_key=primary_key, nullable=False)


def _add_feeds() -> None:
    texts = [sa.Column(name, sa.Text) for name in ("title", "etag", "last_modified", "last_checked", "note")]
    op.create_table("feeds", sa.Column("address", KEY, primary_key=True), *texts)
    op.create_table(
        "brought",
        sa.Column("feed", KEY, sa.ForeignKey("feeds.address", ondelete="CASCADE"), primary_key=True),
        sa.Column("report", KEY, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("brought_at", sa.Text, nullable=False),
    )
    op.create_index("brought_by_report", "brought", ["report"])
