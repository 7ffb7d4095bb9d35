"""Process files, reviews and kept results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables; some stores of schema 1 have a few of them."""
    op.create_table(
        "process_files",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "reviews",
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("target", KEY, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("claim", sa.Text),
        sa.Column("reviewer", KEY, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        if_not_exists=True,
    )
    op.create_index("reviews_by_target", "reviews", ["target"], if_not_exists=True)
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS reviews_no_{change.lower()} BEFORE {change} ON reviews"
                " BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END"
            )
    op.create_table(
        "results",
        sa.Column("name", KEY, primary_key=True),
        sa.Column("made_of", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
