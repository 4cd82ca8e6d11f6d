"""What waits is found at once."""

import sqlalchemy as sa
from alembic import op

revision = "h0006"
down_revision = "h0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            "inbox_late",
            ["due_at", "lane"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
            if_not_exists=True,
        )
        batch_op.create_index(
            "inbox_leased",
            ["leased_until", "lane"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
            if_not_exists=True,
        )
        batch_op.create_index(
            "inbox_waiting",
            ["seq"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
            if_not_exists=True,
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "outbox_late",
            ["due_at", "lane"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
            if_not_exists=True,
        )
        batch_op.create_index(
            "outbox_leased",
            ["leased_until", "lane"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
            if_not_exists=True,
        )
        batch_op.create_index(
            "outbox_waiting",
            ["seq"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
            if_not_exists=True,
        )
