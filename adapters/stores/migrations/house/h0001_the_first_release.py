"""The first release."""

import sqlalchemy as sa
from alembic import op

revision = "h0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("current", sa.String(length=255), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("desk", sa.String(length=64), nullable=False),
        sa.Column("reads", sa.String(length=2), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Float(precision=53), nullable=False),
        sa.Column("heard_at", sa.Float(precision=53), nullable=True),
        sa.Column("served_at", sa.Float(precision=53), nullable=True),
        sa.Column("raised_at", sa.Float(precision=53), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("current"),
        if_not_exists=True,
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cases_conversation"), ["conversation"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_cases_opened_at"), ["opened_at"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_cases_state"), ["state"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_cases_thread"), ["thread"], unique=False, if_not_exists=True
        )

    op.create_table(
        "console_lines",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reply", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("cause", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        if_not_exists=True,
    )
    with op.batch_alter_table("console_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_console_lines_at"), ["at"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_console_lines_conversation"),
            ["conversation"],
            unique=False,
            if_not_exists=True,
        )

    op.create_table(
        "console_refusals",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        if_not_exists=True,
    )
    with op.batch_alter_table("console_refusals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_console_refusals_origin"), ["origin"], unique=False, if_not_exists=True
        )

    op.create_table(
        "console_sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("since", sa.Float(precision=53), nullable=False),
        sa.Column("until", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
        if_not_exists=True,
    )
    op.create_table(
        "corrections",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("program", sa.String(length=128), nullable=False),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("posted", sa.Boolean(), nullable=False),
        sa.Column("claimed_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("key", "program"),
        if_not_exists=True,
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_corrections_person"), ["person"], unique=False, if_not_exists=True
        )
        batch_op.create_index(
            batch_op.f("ix_corrections_posted"), ["posted"], unique=False, if_not_exists=True
        )

    op.create_table(
        "erasures",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        if_not_exists=True,
    )
    op.create_table(
        "exchanges",
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("noted_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("conversation"),
        if_not_exists=True,
    )
    with op.batch_alter_table("exchanges", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exchanges_noted_at"), ["noted_at"], unique=False, if_not_exists=True
        )
