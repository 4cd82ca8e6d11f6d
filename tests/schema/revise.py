"""Write the next step of the migrations: what the stores declare and the steps so far do not make.

    python -m tests.schema.revise house|knowledge WHAT

Read it before you commit it: a renamed column looks like one dropped and one added. A released step
is never changed. ``--first`` writes the first one anew, until the first release.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from adapters.stores.migrations import FOLDER, revisions, upgrade, version_table
from tests.schema import declared

SOME = 12
TEMPLATE = '''"""{what}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
{code}
'''


def differences(connection: Connection, family: str) -> ops.MigrationScript:
    """What would have to be done to the database; tables of nobody are not looked at."""
    target = declared(family)

    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or (name in target.tables and name != version_table(family))

    options = {"include_name": ours, "compare_type": True, "target_metadata": target}
    return produce_migrations(MigrationContext.configure(connection, opts=options), target)


def rendered(steps: list[ops.MigrateOperation], what: str, revision: str, before: str) -> str:
    for each in steps:
        _gently(each)
    code = render_python_code(ops.UpgradeOps(ops=steps), render_as_batch=True)
    code = re.sub(r"\n? *# ###.*", "", code).strip("\n")
    code = "\n".join(f"    {line.removeprefix('    ')}" for line in code.splitlines())
    return TEMPLATE.format(what=what, revision=revision, before=before or None, code=code)


def _gently(each: ops.MigrateOperation) -> None:
    """A store may have made its table before the step came to it."""
    if isinstance(each, ops.CreateTableOp | ops.CreateIndexOp):
        each.if_not_exists = True
    for inner in getattr(each, "ops", ()):
        _gently(inner)


def portions(script: ops.MigrationScript) -> list[list[ops.MigrateOperation]]:
    """Steps that a person can read: at most so many operations each."""
    assert script.upgrade_ops
    every = list(script.upgrade_ops.ops)
    return [every[at : at + SOME] for at in range(0, len(every), SOME)]


def main(family: str, what: str, *, first: bool) -> list[Path]:
    if first:
        for path in (FOLDER / family).glob(f"{family[0]}*_*.py"):
            path.unlink()
    known, engine = revisions(family), create_engine("sqlite://", poolclass=StaticPool)
    if known:
        upgrade(engine, family)
    with engine.connect() as connection:
        script = differences(connection, family)
    paths = []
    for steps in portions(script):
        revision = f"{family[0]}{len(known) + 1:04d}"
        path = FOLDER / family / f"{revision}_{re.sub(r'[^a-z0-9]+', '_', what.casefold())}.py"
        before = known[-1] if known else ""
        path.write_text(rendered(steps, what, revision, before), "utf-8")
        known.append(revision)
        paths.append(path)
    for act in (["format"], ["check", "--fix"]):
        subprocess.run([sys.executable, "-m", "ruff", *act, "-q", *map(str, paths)], check=False)  # noqa: S603
    return paths


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--first"]
    print(*main(words[0], " ".join(words[1:]), first="--first" in sys.argv), sep="\n")
