"""Vectors of a moment ago are not computed again."""

from adapters.embeddings.recent import FEW, KEPT, RecentQueries
from tests.fakes.knowledge import FakeEmbedder


class Counting(FakeEmbedder):
    calls = 0

    def queries(self, texts):
        self.calls += 1
        return super().queries(texts)


def test_the_same_call_is_made_once_until_others_have_taken_its_place():
    counting = Counting()
    recent = RecentQueries(counting)
    first = recent.queries(["수출", "輸出"])
    assert recent.queries(["수출", "輸出"]) is first
    assert (first == counting.queries(["수출", "輸出"])).all()
    assert counting.calls == 2
    for n in range(KEPT):
        recent.queries([str(n)])
    assert recent.queries(["수출", "輸出"]) is not first


def test_a_large_call_is_not_kept():
    counting = Counting()
    recent = RecentQueries(counting)
    for _ in range(2):
        recent.queries([str(n) for n in range(FEW + 1)])
    assert counting.calls == 2
