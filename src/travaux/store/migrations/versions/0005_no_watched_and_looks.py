"""Without the tables of what accounts watch and looked at: the desk keeps looks in a cookie."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the tables."""
    op.drop_table("watched")
    op.drop_table("looks")
