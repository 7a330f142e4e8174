"""The house rules that no linter knows: sizes, first sentences, mirrored tests, one sender, prose out of Python."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("agent", "tools", "prompts", "knowledge", "evals", "api")
TOP_LEVEL = {
    *("agent", "api", "docs", "evals", "knowledge", "prompts", "tests", "tools"),
    *("AGENTS.md", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml"),
    *("requirements.lock", "requirements-bench.lock", "requirements-run.lock", ".ci", ".gitignore"),
    *("Dockerfile", "compose.yaml", ".dockerignore"),
}
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_LITERAL = 300
SENTENCE = re.compile(r"[a-z]{2}[.!?:] +[A-Z][a-z]")  # patterns and word lists are no prose
BANNED_NAMES = {"utils", "common", "helpers", "manager", "handler", "misc", "data", "info", "process"}


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


SOURCES = list(modules(*FOLDERS))
EVERYTHING = [*SOURCES, *modules("tests")]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_a_file_is_a_small_room_that_begins_with_a_sentence(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= MAX_FILE_LINES
    first = (ast.get_docstring(ast.parse(source)) or "").strip().splitlines()
    assert first and len(first[0]) > 10, "begin the module with one sentence that says what it owns"
    assert path.stem not in BANNED_NAMES


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_a_function_reads_like_a_paragraph(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            assert length <= MAX_FUNCTION_LINES, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_prose_lives_in_markdown(path: Path) -> None:
    tree = ast.parse(path.read_text())
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            assert len(node.value) <= MAX_LITERAL or not SENTENCE.search(node.value), node.value[:60]


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name != "__init__.py"], ids=name)
def test_every_module_has_a_mirrored_test(path: Path) -> None:
    relative = path.relative_to(ROOT)
    mirrored = ROOT / "tests" / relative.parent / f"test_{relative.name}"
    assert mirrored.exists(), f"write {mirrored.relative_to(ROOT)}"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "__init__.py"], ids=name)
def test_an_init_is_one_sentence(path: Path) -> None:
    if name(path) == "tools/__init__.py":
        return  # the whole power of the agent on one page
    assert len(ast.parse(path.read_text()).body) == 1


def test_nothing_else_stands_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in listed.splitlines()} <= TOP_LEVEL


def test_only_the_store_commits() -> None:
    committing = [name(p) for p in SOURCES if ".commit(" in p.read_text()]
    assert committing == ["api/store/database.py"]


def test_only_the_outbox_sends() -> None:
    """I7: one call site of the carrier's ``send``."""
    calling = [
        name(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("carrier.send")
    ]
    assert calling == ["api/outbox.py"]


def test_the_receiver_loads_nothing_heavy() -> None:
    heavy = "{'langgraph', 'openai', 'chromadb', 'onnxruntime'}"
    code = f"import api.receiver, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_mock_patches_anything() -> None:
    for path in modules("tests"):
        if path != Path(__file__):
            assert not re.search(r"\bmock\b|monkeypatch\.setattr", path.read_text()), name(path)
