"""Who is of which region."""

import sqlalchemy as sa

from adapters.stores.migrations import add_missing

revision = "h0007"
down_revision = "h0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("cases", "console_sessions", "reports"):
        region = sa.Column("region", sa.String(length=16), server_default="", nullable=False)
        add_missing(table, region)
