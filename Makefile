# Everything from a fresh machine: Python 3.11+ is all that is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test check bench chaos sabotage eval clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Parley needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep -o '^uv==[^ ]*' requirements.lock)"
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $(STAMP)

run: setup
	PARLEY_DEMO=$${PARLEY_DEMO:-1} $(BIN)/parley serve

test: setup
	$(BIN)/python -m pytest -n 3 --dist worksteal

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house.py

bench: setup
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements-bench.lock
	$(BIN)/python -m tests.bench

# Of each engine.
KILLS ?= 100
ENGINE ?= both

chaos: setup
	$(BIN)/python -m tests.faults.chaos --kills $(KILLS) --engine $(ENGINE) --seed 1

eval: setup
	$(BIN)/parley eval check
	$(BIN)/parley eval run
	$(BIN)/parley eval gate

sabotage: setup
	$(BIN)/python -m tests.sabotage

clean:
	rm -rf $(VENV) var
