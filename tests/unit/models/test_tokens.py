"""Facts as tokens, and back."""

from bot.models.tokens import Tokens, tokens_of

TEXT = "‘수출 지원사업’은 2025년 5월 23일(금)까지이고 최대 1,000만 엔, 8일 남았습니다. [1]"


def test_names_dates_and_amounts_are_whole():
    values = tokens_of(TEXT, ["수출 지원사업"]).values
    assert {"수출 지원사업", "2025년 5월 23일(금)", "1,000만 엔"} <= set(values)
    assert any(value.startswith("8일") for value in values)
    assert "1" not in values


def test_what_is_hidden_is_shown_again_as_it_was():
    tokens = tokens_of(TEXT, ["수출 지원사업"])
    hidden = tokens.hide(TEXT)
    assert "5월" not in hidden
    assert tokens.show(hidden) == TEXT


def test_a_token_nobody_gave_stands_out():
    assert Tokens(("a",)).show("[[1]] [[2]] [[0]]") == "a [[2]] [[0]]"


def test_japanese_too():
    text = "令和7年5月23日（金）に締め切られました。https://example.jp/a を確認してください"
    assert tokens_of(text).show(tokens_of(text).hide(text)) == text
    assert "https://example.jp/a" in tokens_of(text).values
