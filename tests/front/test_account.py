"""The account of an organisation: settings that are whole or refused, and a digest that tells people apart and grows old."""

import time

import pytest

from front import account
from front.account import Misconfigured, secrets

WHOLE = {
    "OIDC_METADATA_URL": "https://id.example/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "two-hats",
    "OIDC_CLIENT_SECRET": "a secret of the provider",
    "OIDC_REDIRECT_URI": "https://hats.example/oauth2callback",
    "STREAMLIT_SERVER_COOKIE_SECRET": "a-made-up-one-0123456789-of-enough-letters",
}
CLAIMS = {"iss": "https://id.example", "sub": "42", "is_logged_in": True, "email": "somebody@example.org"}


def digest(**changed: object) -> str | None:
    return account._digest({**CLAIMS, "iat": int(time.time()), **changed})  # noqa: SLF001


def test_whole_settings_offer_a_sign_in_and_none_offers_none() -> None:
    assert secrets(WHOLE)["auth"]["client_id"] == "two-hats"
    assert secrets({"PATH": "/bin", "STREAMLIT_SERVER_COOKIE_SECRET": "x"}) == {}


@pytest.mark.parametrize("name", WHOLE)
def test_settings_that_lack_one_are_refused_and_the_missing_one_is_named(name: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        secrets({key: value for key, value in WHOLE.items() if key != name})


@pytest.mark.parametrize("changed", [{"STREAMLIT_SERVER_COOKIE_SECRET": "short"}, {"OIDC_REDIRECT_URI": "https://hats.example/"}])
def test_unsafe_settings_are_refused(changed: dict[str, str]) -> None:
    with pytest.raises(Misconfigured, match=next(iter(changed))):
        secrets(WHOLE | changed)


def test_an_account_is_whom_the_provider_vouches_for_and_nothing_else() -> None:
    mine = digest()
    assert mine
    assert digest(email="changed@example.org") == mine
    assert len({mine, digest(sub="43"), digest(iss="https://other.example"), digest(iss="https://id.example4", sub="2")}) == 4
    assert "somebody" not in mine


@pytest.mark.parametrize("wrong", [{"iat": 0}, {"iat": None}, {"sub": ""}, {"iss": None}, {"is_logged_in": False}, {"iat": "now"}])
def test_an_old_or_broken_signature_is_no_account(wrong: dict[str, object]) -> None:
    assert digest(**wrong) is None
