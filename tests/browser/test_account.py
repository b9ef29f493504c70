"""Somebody signs in with their organisation: their workspace is theirs on any browser, and nobody else's."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from database.engine import Database
from sharing.models import Draft, Workspace
from sharing.store.office import Office
from tests.browser.conftest import Devices, Server, Visitor, free_port
from tests.sharing.conftest import VERSIONS, Q

pytestmark = pytest.mark.browser


@pytest.fixture
def organised(tmp_path: Path) -> Iterator[Server]:
    """A server whose organisation has a provider of its own."""
    port, provided = free_port(), free_port()
    provider = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(provided)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    settings = {
        "OIDC_METADATA_URL": f"http://localhost:{provided}/.well-known/openid-configuration",
        "OIDC_CLIENT_ID": "two-hats",
        "OIDC_CLIENT_SECRET": "known to the provider",
        "OIDC_REDIRECT_URI": f"http://localhost:{port}/oauth2callback",
        "STREAMLIT_SERVER_COOKIE_SECRET": "a-made-up-one-0123456789-of-enough-letters",
    }
    server = Server(f"sqlite:///{tmp_path / 'answers.db'}", settings, port)
    server.start()
    yield server
    server.kill()
    provider.kill()
    provider.wait()


def signed_in(visitor: Visitor, who: str) -> None:
    visitor.open()
    visitor.press("recruiter_sign_in")
    visitor.page.locator("input[name=sub]").fill(who)
    visitor.page.locator("button").first.click()
    expect(visitor.at("recruiter_sign_out")).to_be_visible()


def test_a_workspace_belongs_to_the_account_that_opened_it(organised: Server, device: Devices) -> None:
    first = device.new(organised)
    signed_in(first, "camille")
    first.press("open_workspace")
    first.page.wait_for_url("**workspace=*")
    public = first.page.url.split("workspace=")[1].split("&")[0]

    elsewhere = device.new(organised, language="fr-FR")
    signed_in(elsewhere, "camille")
    elsewhere.press(f"workspace.{public}")
    expect(elsewhere.at("new_brief")).to_be_visible()

    brief = Office(Database(organised.database_url), Workspace(public, None, 0.0), "key").new_brief(Draft("Head of both"), Q, VERSIONS)
    file = f"{organised.address}/brief/{public}/{brief.id}/candidates.csv"
    assert elsewhere.page.request.get(file).status == 200

    stranger = device.new(organised)
    signed_in(stranger, "stranger")
    expect(stranger.at(f"workspace.{public}")).to_have_count(0)
    assert stranger.page.request.get(file).status == 404
    stranger.open(f"/?workspace={public}")
    expect(stranger.at("start_again")).to_be_visible()

    elsewhere.open()
    elsewhere.press("recruiter_sign_out")
    elsewhere.page.get_by_role("button", name="End session").click()  # the provider asks once more
    expect(elsewhere.at("recruiter_sign_in")).to_be_visible()
    elsewhere.open(f"/?workspace={public}")
    expect(elsewhere.at("start_again")).to_be_visible()
