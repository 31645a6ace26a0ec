"""Nobody but the browser with the printed address gets in, and only our own page changes anything."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.review.web.access import PROOF_HEADER, Access
from tests.review.web.conftest import ADDRESS, PORT

SAVED = {"decision": "gecodeerd", "mechanisms": [], "role": "plan", "remark": ""}


def stored(folder: Path) -> list[Path]:
    return list(folder.glob("beoordeeld*"))


def test_the_token_lets_in_once_and_as_a_cookie_that_scripts_cannot_read(stranger: TestClient, access: Access) -> None:
    address = access.address
    first = stranger.get(address)
    assert first.status_code == 200
    assert all(mark in first.headers["set-cookie"] for mark in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert stranger.get("/stand").status_code == 200
    stranger.cookies.clear()
    assert stranger.get(address).status_code == 401
    assert "set-cookie" not in stranger.get(address).headers


def test_looking_without_taking_does_not_use_the_token_up(stranger: TestClient, access: Access) -> None:
    assert stranger.head(access.address).status_code == 401
    assert stranger.get(access.address).status_code == 200


@pytest.mark.parametrize("query", ["", "?token=", "?token=raden", "?token=%C3%A9", "?token[]=x"])
def test_a_wrong_token_does_not_let_in(stranger: TestClient, query: str) -> None:
    assert stranger.get(f"/binnen{query}").status_code == 401
    assert stranger.get("/stand").status_code == 401


@pytest.mark.parametrize("path", ["/", "/stand", "/codeboek", "/item/0", "/item/0/beeld", "/nergens"])
def test_without_a_cookie_there_is_nothing(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 401


@pytest.mark.parametrize("value", ["", "raden", '"', "x; y=é".encode("latin-1").decode("latin-1")])
def test_a_wrong_cookie_does_not_let_in(stranger: TestClient, value: str) -> None:
    cookie = f"rodedraad-{PORT}={value}".encode("latin-1")
    assert stranger.get("/stand", headers=[(b"cookie", cookie)]).status_code == 401


def test_the_refusal_is_a_page_for_somebody_who_reads(stranger: TestClient) -> None:
    page = stranger.get("/", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "rodedraad review --web" in page.text


@pytest.mark.parametrize(
    "host", ["elders.example", f"elders.example:{PORT}", "127.0.0.1", "127.0.0.1:9", f"127.0.0.1.example:{PORT}", ""]
)
def test_another_name_that_points_at_this_machine_is_refused(noor: TestClient, host: str) -> None:
    assert noor.get("/stand", headers={"host": host}).status_code == 421
    assert noor.get("/static/main.js", headers={"host": host}).status_code == 421


def test_localhost_is_a_name_of_this_machine(noor: TestClient) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in noor.cookies.items())
    assert noor.get("/stand", headers={"host": f"localhost:{PORT}", "cookie": cookies}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://elders.example", "null", "", f"http://127.0.0.1:{PORT + 1}", "https" + ADDRESS[4:]]
)
def test_another_page_of_the_browser_cannot_decide(noor: TestClient, passages: Path, origin: str) -> None:
    assert noor.post("/item/0/besluit", json=SAVED, headers={"origin": origin}).status_code == 403
    assert stored(passages) == []


@pytest.mark.parametrize("proof", ["", "raden", "é"])
def test_without_the_proof_of_the_page_nothing_is_decided(noor: TestClient, passages: Path, proof: str) -> None:
    headers = [(PROOF_HEADER.encode(), proof.encode("latin-1"))]
    for path in ("/item/0/besluit", "/item/0/ongedaan", "/naam", "/meer"):
        assert noor.post(path, json=SAVED, headers=headers).status_code == 403
    assert stored(passages) == []


def test_the_proof_stands_in_the_page_and_not_in_what_the_page_asks_for(noor: TestClient, access: Access) -> None:
    assert access.proof in noor.get("/").text
    assert not any(access.proof in noor.get(path).text for path in ("/stand", "/codeboek", "/item/0"))


@pytest.mark.parametrize("path", ["/", "/stand", "/static/main.js", "/nergens", "/item/99"])
def test_every_answer_is_strict_about_what_a_browser_may_do_with_it(noor: TestClient, path: str) -> None:
    headers = noor.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/static/app.py", "/static/..%2Fapp.py", "/static/..%2f..%2f..%2fpyproject.toml", "/static/", "/static/main.css"],
)
def test_no_file_but_those_of_the_page_is_given(noor: TestClient, path: str) -> None:
    assert noor.get(path).status_code == 404


def test_scripts_and_styles_are_named_as_such_on_every_machine(noor: TestClient) -> None:
    assert noor.get("/static/main.js").headers["content-type"].startswith("text/javascript")
    assert noor.get("/static/colours.css").headers["content-type"].startswith("text/css")


def test_changes_are_not_made_by_looking(noor: TestClient) -> None:
    assert noor.get("/item/0/besluit").status_code == 405
    assert noor.post("/static/main.js").status_code == 405
