"""The first release."""

import sqlalchemy as sa
from alembic import op

revision = "h0004"
down_revision = "h0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        if_not_exists=True,
    )
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "channel", "language", "outcome"),
        if_not_exists=True,
    )
    op.create_table(
        "taps",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("may", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("token"),
        if_not_exists=True,
    )
    with op.batch_alter_table("taps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_taps_conversation"), ["conversation"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_taps_made_at"), ["made_at"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_taps_person"), ["person"], unique=False, if_not_exists=True
        )

    op.create_table(
        "told",
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("program", sa.String(length=128), nullable=False),
        sa.Column("room", sa.String(length=100), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("noted_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("person", "program"),
        if_not_exists=True,
    )
    with op.batch_alter_table("told", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_told_noted_at"), ["noted_at"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_told_room"), ["room"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_told_version"), ["version"], unique=False, if_not_exists=True
        )

    op.create_table(
        "wishes",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=100), nullable=False),
        sa.Column("program", sa.String(length=128), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.Float(precision=53), nullable=False),
        sa.Column("next_at", sa.Float(precision=53), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
    )
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wishes_next_at"), ["next_at"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_wishes_person"), ["person"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_wishes_room"), ["room"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_wishes_version"), ["version"], unique=False, if_not_exists=True
        )

    op.create_table(
        "case_lines",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
        if_not_exists=True,
    )
    with op.batch_alter_table("case_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_lines_case"), ["case"], unique=False, if_not_exists=True
        )

    op.create_table(
        "case_threads",
        sa.Column("desk", sa.String(length=64), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("desk", "thread"),
        if_not_exists=True,
    )
    with op.batch_alter_table("case_threads", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_threads_case"), ["case"], unique=False, if_not_exists=True
        )
