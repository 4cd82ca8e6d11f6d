"""The knowledge base as a LangChain retriever, so that it plugs into any chain."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from bot.library import Library


class KnowledgeRetriever(BaseRetriever):
    """The best ``k`` passages of one knowledge version, at least ``least`` relevant (0..1).

    ``metadata`` holds document, title, headings, program, language, start, end and relevance.
    """

    library: SkipValidation[Library]
    k: int = 6
    least: float = 0.5

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(  # the signature is LangChain's
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
    ) -> list[Document]:
        found = self.library.passages_about(query, self.k)
        return [self._document(s.id, s.relevance) for s in found if s.relevance >= self.least]

    def _document(self, id: str, relevance: float) -> Document:
        passage = self.library.passages[id]
        return Document(
            id=id,
            page_content=passage.text,
            metadata={
                "document": passage.document,
                "title": self.library.documents[passage.document].title,
                "headings": list(passage.headings),
                "program": passage.program,
                "language": passage.language.value,
                "start": passage.start,
                "end": passage.end,
                "relevance": relevance,
            },
        )
