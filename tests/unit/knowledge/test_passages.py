"""Documents cut into passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Document, blocks_in
from knowledge.passages import split
from knowledge.programs import Bilingual, Country, Language, Program

SENTENCE = "부산에 본사를 둔 중소기업이 해외 전시회에 참가하는 비용의 일부를 지원합니다. "


def document_of(*texts: tuple[str, tuple[str, ...]]) -> Document:
    return Document("jp/doc", "제목", blocks_in(texts), "0" * 64)


def test_passages_are_verbatim_and_cut_between_sentences() -> None:
    document = document_of((SENTENCE * 20, ("대상",)))

    passages = split(document)

    assert len(passages) > 1
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.endswith("지원합니다.")
        assert len(passage.text) <= 350
        assert passage.headings == ("대상",)


def test_a_passage_begins_with_its_heading() -> None:
    document = document_of(("대상", ("대상",)), (SENTENCE * 2, ("대상",)))

    (passage,) = split(document)

    assert passage.text.startswith("대상\n부산에")


def test_a_passage_has_one_language_and_does_not_cross_headings() -> None:
    japanese = "海外の展示会に出展する中小企業の費用の一部を補助します。" * 3
    document = document_of(
        (SENTENCE * 2, ("한국어",)), (japanese, ("日本語",)), (SENTENCE * 2 + "문의", ("문의",))
    )

    assert [(p.language, p.headings) for p in split(document)] == [
        (Language.KO, ("한국어",)),
        (Language.JA, ("日本語",)),
        (Language.KO, ("문의",)),
    ]


def test_very_short_sections_go_with_their_neighbour() -> None:
    document = document_of(
        ("문의", ("문의",)), ("02-123-4567", ("문의",)), (SENTENCE * 2, ("대상",))
    )

    (passage,) = split(document)

    assert passage.text.startswith("문의\n02-123-4567\n부산에")


def test_a_programme_is_found_by_its_fields_in_each_language() -> None:
    both = Bilingual(ko="해외 전시회 지원", ja="海外展示会支援")
    program = Program("p", Country.JP, both, both, "grant", both, "jp/doc")

    korean, japanese, body = split(document_of((SENTENCE, ())), program)

    assert korean.text == "해외 전시회 지원\n해외 전시회 지원\n해외 전시회 지원"
    assert japanese.language is Language.JA
    assert korean.fielded
    assert japanese.fielded
    assert not body.fielded
    assert {korean.program, japanese.program, body.program} == {"p"}


def test_ids_stay_when_other_parts_of_the_document_change() -> None:
    before = split(document_of((SENTENCE * 3, ("가",)), (SENTENCE * 4, ("나",))))
    after = split(document_of(("새 글" * 30, ("가",)), (SENTENCE * 4, ("나",))))

    assert before[-1].id == after[-1].id
    assert before[0].id != after[0].id


def test_the_same_text_twice_is_one_passage() -> None:
    document = document_of((SENTENCE * 3, ("가",)), (SENTENCE * 3, ("나",)))

    assert len(split(document)) == 1


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=500), max_size=6
    )
)
def test_every_passage_is_in_the_text_whatever_it_holds(parts: list[str]) -> None:
    document = document_of(*((" ".join(part.split()), ("제목",)) for part in parts))

    for passage in split(document):
        assert passage.text == document.text[passage.start : passage.end]
