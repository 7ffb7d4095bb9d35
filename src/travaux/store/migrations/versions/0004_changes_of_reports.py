"""Of each report, which change of the store was its last."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.Integer().with_variant(sa.BigInteger, "postgresql")


def upgrade() -> None:
    """Add the column; reports that stand are as they were at change 0."""
    op.add_column("reports", sa.Column("changed", NUMBER, nullable=False, server_default="0"))
