"""Which model, where, and how often."""

import pytest

from bot.errors import BadSettings
from bot.settings import ModelSettings, read_settings


def test_without_a_name_there_is_no_model():
    assert read_settings({"CONCIERGE_MODEL_URL": "http://127.0.0.1:1/v1"}, {}).model is None


def test_a_model_with_its_server_key_and_budget():
    given = {
        "CONCIERGE_MODEL": "openai:small",
        "CONCIERGE_MODEL_URL": "http://127.0.0.1:8000/v1/",
        "CONCIERGE_MODEL_KEY": "k",
        "CONCIERGE_MODEL_BUDGET": "1000/20",
    }
    wanted = ModelSettings("openai:small", "http://127.0.0.1:8000/v1", "k", 1000, 20)
    assert read_settings(given, {}).model == wanted


def test_one_number_is_the_day_for_everybody():
    given = {"CONCIERGE_MODEL": "ollama:gemma3:4b", "CONCIERGE_MODEL_BUDGET": "50"}
    model = read_settings(given, {}).model
    assert (model.name, model.calls_a_day, model.calls_a_person) == ("ollama:gemma3:4b", 50, 50)


@pytest.mark.parametrize(
    "given",
    [{"CONCIERGE_MODEL": "gpt"}, {"CONCIERGE_MODEL": "a:b", "CONCIERGE_MODEL_BUDGET": "many"}],
)
def test_what_cannot_be_read_is_said(given):
    with pytest.raises(BadSettings, match="CONCIERGE_MODEL"):
        read_settings(given, {})
