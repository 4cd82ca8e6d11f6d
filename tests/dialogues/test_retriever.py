from __future__ import annotations

import pytest

from adapters.chains.langchain import KnowledgeRetriever
from bot.bootstrap import Service


@pytest.mark.asyncio(loop_scope="session")
async def test_a_chain_gets_passages_with_their_place(service: Service) -> None:
    retriever = KnowledgeRetriever(library=service.shelf.current(), k=3)
    found = await retriever.ainvoke("지역미래견인기업은 몇 개사가 선정됐나요?")
    assert found[0].metadata["program"] == "chiiki-mirai-kenin-kigyo"
    assert found[0].metadata["relevance"] >= 0.5


@pytest.mark.asyncio(loop_scope="session")
async def test_a_chain_gets_nothing_where_nothing_fits(service: Service) -> None:
    retriever = KnowledgeRetriever(library=service.shelf.current())
    assert await retriever.ainvoke("된장찌개 맛있게 끓이는 법") == []
