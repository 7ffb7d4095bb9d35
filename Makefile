# make run | make test | make check: each sets up what it needs in .venv first.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold

.PHONY: setup run test check eval tour lock clean

PYTHON_FOUND := $(shell command -v $(PYTHON) || command -v python3)

$(VENV)/.run: requirements/run.txt pyproject.toml
	test -d $(VENV) || $(PYTHON_FOUND) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

setup: $(VENV)/.run  ## a .venv with the command `travaux` in it

run: $(VENV)/.run  ## read the example reports and print the file on them
	$(BIN)/travaux read examples/reports

test: $(VENV)/.dev
	$(BIN)/pytest -n 2

check: $(VENV)/.dev  ## formatting, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

eval: $(VENV)/.dev  ## every figure, held against eval/floors.toml: make eval GOLD=../shared/gold
	$(BIN)/python -m eval $(GOLD)

tour: $(VENV)/.dev  ## take the pictures of docs/desk.md anew (needs Chromium)
	$(BIN)/python -m docs.make_tour

lock:  ## resolve requirements/*.in anew (needs uv)
	cd requirements && uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header run.in -o run.txt
	cd requirements && uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header dev.in -c run.txt -o dev.txt
	cd requirements && uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header ftm.in -c dev.txt -o ftm.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
