"""The first release."""

import sqlalchemy as sa
from alembic import op

revision = "h0005"
down_revision = "h0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_items",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("program", sa.String(length=128), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=16), nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["reminder_claims.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "program", "about", "offset", "matter"),
        if_not_exists=True,
    )
