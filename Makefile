# Two commands: `make run` talks, `make test` proves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test drill clean

run: $(VENV)/.ready
	@$(BIN)/python -m bot run

test: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# The long ones: kills, floods, repeats, a year by the minute. SHARE=0.1 runs a tenth of each.
drill: $(VENV)/.ready-dev
	$(BIN)/python -m tests.drills $(SHARE)

# torch comes first and pinned: left to itself a resolver may pick a CUDA build of several GB.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the concierge needs into $(VENV) (once, some minutes) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
