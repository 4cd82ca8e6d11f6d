"""The tables of the knowledge. Rows of a version are written once and never changed."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()


def _version() -> Column[str]:
    return Column(
        "version",
        String(64),
        ForeignKey("knowledge_versions.version", ondelete="CASCADE"),
        primary_key=True,
    )


VERSIONS = Table(
    "knowledge_versions",
    METADATA,
    Column("version", String(64), primary_key=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("model_name", Text, nullable=False),
    Column("model_dimension", Integer, nullable=False),
    Column("model_checksum", String(128), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("documents", Integer, nullable=False),
    Column("programs", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
)
DOCUMENTS = Table(
    "knowledge_documents",
    METADATA,
    _version(),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("record", Text, nullable=False),
)
PROGRAMS = Table(
    "knowledge_programs",
    METADATA,
    _version(),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("record", Text, nullable=False),
)
PASSAGES = Table(
    "knowledge_passages",
    METADATA,
    _version(),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("program", Text),
    Column("language", String(2), nullable=False),
    Column("headings", Text, nullable=False),  # a JSON list
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False, index=True),  # of the text: names its vector
)
VECTORS = Table(
    "knowledge_vectors",
    METADATA,
    Column("model_checksum", String(128), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little endian
)
ACTIVE = Table(
    "knowledge_active",
    METADATA,
    Column("slot", String(8), primary_key=True),  # active, previous
    Column("version", String(64), ForeignKey("knowledge_versions.version"), nullable=False),
)
