"""What an operator sets for language models: where it is read, what is refused, and that no secret is repeated."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError

from service.settings import Settings

SECRET = "sk-super-secret-0123456789"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CROSSWALK_MODEL_URL", "CROSSWALK_MODEL_KEY", "CROSSWALK_MODEL"):
        monkeypatch.delenv(name, raising=False)


def test_no_url_and_no_key_means_no_model() -> None:
    assert Settings().models() == ()


def test_openais_own_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    (first,) = Settings().models()
    assert first.url is None
    assert first.key == SecretStr(SECRET)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert Settings().models()[0].url == "http://127.0.0.1:9/v1"


def test_our_own_variables_come_first_and_none_switches_models_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("CROSSWALK_MODEL_KEY", "sk-ours")
    monkeypatch.setenv("CROSSWALK_MODEL_URL", "http://127.0.0.1:8/v1")
    (first,) = Settings().models()
    assert (first.url, first.key) == ("http://127.0.0.1:8/v1", SecretStr("sk-ours"))
    monkeypatch.setenv("CROSSWALK_MODEL", "none")
    assert Settings().models() == ()


def test_empty_variables_are_unset_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CROSSWALK_MODEL_FALLBACKS", "CROSSWALK_MODEL_TOOLS"):
        monkeypatch.setenv(name, "")
    assert Settings().models() == ()
    assert Settings().model_tools is None


def test_fallbacks_keep_their_order_and_take_the_first_ones_key_only_to_its_own_address() -> None:
    declared = '[{"name": "small"}, {"name": "local", "url": "http://127.0.0.1:7/v1"}]'
    settings = Settings(
        model="big", model_url="http://127.0.0.1:8/v1", model_key=SecretStr("k"), model_fallbacks=SecretStr(declared)
    )
    assert [(each.name, each.url, each.key) for each in settings.models()] == [
        ("big", "http://127.0.0.1:8/v1", SecretStr("k")),
        ("small", "http://127.0.0.1:8/v1", SecretStr("k")),
        ("local", "http://127.0.0.1:7/v1", None),
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (SECRET, "found no JSON"),
        (f'{{"name": "{SECRET}"}}', "found dict"),
        (f'["{SECRET}"]', 'entry 1 of CROSSWALK_MODEL_FALLBACKS: found no "name"'),
        (f'[{{"name": "a"}}, {{"key": "{SECRET}"}}]', "entry 2"),
        (f'[{{"name": "a", "token": "{SECRET}"}}]', "found token"),
        (f'[{{"name": "a", "url": "ftp://{SECRET}"}}]', "http or https"),
        (f'[{{"name": "a", "url": "http://u:{SECRET}@h/v1"}}]', "user, password"),
        (f'[{{"name": "a", "key": "{SECRET}\\n"}}]', "ASCII alone"),
    ],
)
def test_a_fallback_that_cannot_be_used_is_named_by_its_place(value: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(model_fallbacks=SecretStr(value))
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)


def test_no_error_about_the_environment_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_MODEL_KEY", f"{SECRET} \u2713")
    monkeypatch.setenv("CROSSWALK_MODEL_FALLBACKS", f"{SECRET}[")
    monkeypatch.setenv("CROSSWALK_MODEL_URL", f"http://me:{SECRET}@127.0.0.1/v1")
    monkeypatch.setenv("CROSSWALK_API_KEYS", SECRET)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert SECRET not in str(caught.value)
    assert caught.value.error_count() == 4


def test_settings_do_not_tell_their_secrets() -> None:
    settings = Settings(model_key=SecretStr(SECRET), model_fallbacks=SecretStr(f'[{{"name": "a", "key": "{SECRET}"}}]'))
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings.models())


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "http://", "http://h:99999/v1", "http://[::1", "/v1", "http://h/v1?k=1"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="CROSSWALK_MODEL_URL"):
        Settings(model_url=url)
