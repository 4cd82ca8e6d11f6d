"""What a model pointed at, one row a proposal, beside the knowledge that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Float,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from bot.oversight.facts import Fact, FactKind, Value
from bot.oversight.proposals import Asking, Proposal
from knowledge.programs import Benefit, Condition, Window
from knowledge.programs_json import part_from_json, part_to_json

metadata = MetaData()

_proposals = Table(
    "proposals",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("program", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", Text, nullable=False),  # JSON, with its evidence
    Column("by", String(200), nullable=False),  # the model and the version of its task
    Column("at", Float(53), nullable=False, index=True),  # seconds since the epoch
)
_askings = Table(
    "proposal_askings",
    metadata,
    Column("document", Text, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("by", String(200), nullable=False),
)


class SqlProposals:
    """The Proposals port, on a blocking engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        metadata.create_all(engine)

    def add(self, proposals: Sequence[Proposal]) -> int:
        return sum(self._add(each) for each in proposals)

    def every(self) -> Sequence[Proposal]:
        asking = select(_proposals).order_by(_proposals.c.at, _proposals.c.key)
        with self._engine.connect() as connection:
            return [_proposal(row) for row in connection.execute(asking)]

    def note(self, asking: Asking) -> None:
        row = {"document": asking.document, "digest": asking.digest, "by": asking.by}
        for _ in range(2):
            try:
                with self._engine.begin() as connection:
                    mine = _askings.c.document == asking.document
                    connection.execute(delete(_askings).where(mine))
                    connection.execute(insert(_askings), [row])
            except IntegrityError:  # another process noted it at the same moment
                continue
            return

    def asked(self) -> frozenset[Asking]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(_askings))
            return frozenset(Asking(row.document, row.digest, row.by) for row in rows)

    def _add(self, proposal: Proposal) -> bool:
        fact = proposal.fact
        row = {
            "key": fact.key,
            "program": fact.program,
            "kind": fact.kind.value,
            "value": part_to_json(fact.value),
            "by": proposal.by,
            "at": proposal.at.timestamp(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_proposals), [row])
        except IntegrityError:  # known
            return False
        return True


def _proposal(row: Any) -> Proposal:
    kind = FactKind(row.kind)
    value: Value = part_from_json(_PARTS[kind], row.value)
    return Proposal(
        Fact(row.key, row.program, kind, value), row.by, datetime.fromtimestamp(row.at, UTC)
    )


_PARTS: Mapping[FactKind, Any] = {
    FactKind.WINDOW: Window,
    FactKind.CONDITION: Condition,
    FactKind.BENEFIT: Benefit,
}
