"""What a version must show before anybody is answered from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from knowledge.documents import Document, Passage
from knowledge.errors import BrokenVersion, HeavyLoss
from knowledge.ports import Contents, Embedder, VectorIndex, Vectors
from knowledge.programs import Benefit, Condition, Evidence, Program, Window
from knowledge.versions.report import ProgramChanges

CANARIES = 5
AMONG = 20  # passages looked through for the programme that was asked for
AS_NEAR = 0.99  # a passage is its own nearest neighbour; a twin of it may stand beside it


def check_contents(contents: Contents) -> None:
    """Raises ``BrokenVersion`` with everything that is wrong."""
    documents = {document.id: document for document in contents.documents}
    texts = {id: document.text for id, document in documents.items()}
    wrong = [*_counts(contents), *_passages(contents, texts)]
    for program in contents.programs:
        wrong += [f"{program.id}: {what}" for what in _program(program, documents, texts)]
    if wrong:
        raise BrokenVersion("; ".join(wrong))


def check_index(index: VectorIndex, passages: tuple[Passage, ...], vectors: Vectors) -> None:
    """A few passages, spread over all, must find themselves."""
    for number in range(0, len(passages), max(1, len(passages) // CANARIES)):
        hits = index.nearest(vectors[number], k=3)
        if not hits or hits[0].score < AS_NEAR:
            raise BrokenVersion(f"passage {passages[number].id} does not find itself")


def check_questions(index: VectorIndex, contents: Contents, embedder: Embedder) -> None:
    """Asked for a few programmes by name, search must lead to most of their documents."""
    owners = {passage.id: passage.document for passage in contents.passages}
    asked = contents.programs[:: max(1, len(contents.programs) // CANARIES)][:CANARIES]
    if not asked:
        return
    vectors = embedder.queries([program.names.ko or program.names.ja for program in asked])
    silent = [
        program.id
        for program, vector in zip(asked, vectors, strict=True)
        if program.document not in {owners[hit.id] for hit in index.nearest(vector, k=AMONG)}
    ]
    if 2 * len(silent) > len(asked):
        raise BrokenVersion(f"asked for by name, these are not found: {', '.join(silent)}")


def check_loss(changes: ProgramChanges) -> None:
    """Raises ``HeavyLoss``: a source that answers nonsense must not empty the knowledge."""
    if not changes.heavy_loss:
        return
    lost = set(changes.lost)
    reasons = Counter(
        reason.replace("_", " ")
        for id, reason in zip(changes.removed, changes.reasons, strict=True)
        if id in lost
    )
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    raise HeavyLoss(
        f"{len(lost)} of {changes.before} programmes would be gone ({why}); nothing was changed. "
        "See which with: python -m bot reload --dry-run; "
        "if that is right, load it with: python -m bot reload"
    )


def _counts(contents: Contents) -> Iterator[str]:
    for kind in ("documents", "programs", "passages"):
        items = getattr(contents, kind)
        if len({item.id for item in items}) < len(items):
            yield f"two {kind} have the same id"
    if not contents.passages:
        yield "there are no passages"


def _passages(contents: Contents, texts: Mapping[str, str]) -> Iterator[str]:
    for p in contents.passages:
        if not p.fielded and texts.get(p.document, "")[p.start : p.end] != p.text:
            yield f"passage {p.id} is not in its document"


def _program(
    program: Program, documents: Mapping[str, Document], texts: Mapping[str, str]
) -> Iterator[str]:
    if not program.names:
        yield "has no name"
    if program.document not in documents:
        yield f"its document {program.document} is not there"
    yield from unquoted(program, texts)


def unquoted(program: Program, texts: Mapping[str, str]) -> Iterator[str]:
    """Quotes of the programme that are not, word for word, in the text of their document."""
    for evidence in _evidence(program):
        if evidence.verbatim and evidence.quote not in texts.get(evidence.document, ""):
            yield f"a quote is not in {evidence.document}: {evidence.quote[:40]}"


def _evidence(program: Program) -> Iterator[Evidence]:
    conditions = list(program.conditions)
    for condition in conditions:
        conditions += condition.alternatives
    facts: list[Window | Condition | Benefit] = [
        *program.windows,
        *conditions,
        *program.benefits,
    ]
    yield from (fact.evidence for fact in facts if fact.evidence)
