"""Pages escape what customers wrote, let no stranger's script run, and give out their own files only."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import Request
from jinja2 import UndefinedError

from api.errors import NotFound
from api.page import CSP, SHARED, Pages


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    for name in ("templates", "static"):
        (tmp_path / name).mkdir()
    (tmp_path / "templates" / "one.html").write_text("<p title='{{ words }}'>{{ words }}</p>{{ version }}")
    (tmp_path / "static" / "one.css").write_text("p { color: red; }")
    (tmp_path / "static" / "secret.py").write_text("nothing to see")
    return Pages(tmp_path)


def request(query: str = "") -> Request:
    return Request({"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": query.encode()})


def test_what_customers_write_is_text_and_nothing_else(pages: Pages) -> None:
    body = bytes(pages.render("one.html", words="</p><script>alert('1')</script>").body).decode()
    assert "<script>" not in body
    assert "'1'" not in body
    assert "&lt;script&gt;" in body


def test_a_page_runs_our_scripts_only_and_is_kept_by_nobody(pages: Pages) -> None:
    answer = pages.render("one.html", words="hello")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
    assert answer.headers["cache-control"] == "no-store"


def test_a_forgotten_value_is_an_error_and_no_hole_in_the_page(pages: Pages) -> None:
    with pytest.raises(UndefinedError):
        pages.render("one.html")


def test_files_are_given_out_by_name_only(pages: Pages) -> None:
    assert bytes(pages.static(request(), "one.css").body) == b"p { color: red; }"
    assert pages.static(request(), "one.css").headers["content-type"].startswith("text/css")
    assert pages.static(request(), "tokens.css").body
    for name in ("secret.py", "../templates/one.html", "..%2f", "", "templates"):
        with pytest.raises(NotFound):
            pages.static(request(), name)


def test_a_file_of_this_version_is_kept_for_long_and_another_is_not(pages: Pages) -> None:
    version = bytes(pages.render("one.html", words="").body).decode().rpartition("</p>")[2]
    assert "immutable" in pages.static(request(f"v={version}"), "one.css").headers["cache-control"]
    assert pages.static(request("v=old"), "one.css").headers["cache-control"] == "no-cache"


def test_no_script_of_ours_writes_html() -> None:
    """K1: the sinks that make elements out of strings appear in no script."""
    root = SHARED.parent
    scripts = [file for folder in ("assets", "phone", "console") for file in (root / folder).rglob("*.js")]
    assert scripts
    for script in scripts:
        for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert sink not in script.read_text(), f"{script.name}: {sink}"


def test_no_template_has_script_or_style_of_its_own() -> None:
    """The policy would block them, so they would only look as if they worked."""
    for template in SHARED.parent.rglob("templates/*.html"):
        text = template.read_text()
        assert " style=" not in text and "<style" not in text and " onclick" not in text, template.name
        assert "<script>" not in text and "|safe" not in text, template.name
    assert "'unsafe-inline'" not in CSP
