# Two commands do all the set-up on a machine that has only Python 3.11+, make and git: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
PORT ?= 8080
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

.DEFAULT_GOAL := help
.PHONY: help setup run test test-slow evals bench faults lint lock

help:  ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "crosswalk needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": run make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV): about a minute the first time."
	@$(PIP) -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@$(PIP) -r requirements/test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.txt
	@$(PIP) -r requirements/bench.txt
	@touch $@

setup: $(VENV)/.run  ## only the set-up: .venv with crosswalk in .venv/bin

run: setup  ## load the sample initiative, print one interpretation, serve on 127.0.0.1:8080
	@$(BIN)/crosswalk --data $(DATA) demo --port $(PORT)

test: $(VENV)/.test  ## lint, type-check and test (under 10 minutes on 2 cores)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -m "not slow" -n 2 --dist worksteal

test-slow: $(VENV)/.test  ## the suites that take minutes: PostgreSQL, kill -9, huge files
	@$(BIN)/python -m pytest -m slow

evals: $(VENV)/.bench  ## measure the composed mode on all cases, beside peers, and hold it against the baseline (about 3 minutes)
	@$(BIN)/python -m evals run
	@$(BIN)/python -m evals gate latest

bench: $(VENV)/.bench  ## speed as ratios against named peers in the same run
	@$(BIN)/python -m evals.bench

faults: $(VENV)/.test  ## 50 rounds of kill -9, every bad input, a model that fails or obeys any order
	@$(BIN)/python -m evals.faults

lint: $(VENV)/.test  ## ruff and mypy, mending what ruff can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(BIN)/mypy

UV := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
lock:  ## resolve the dependencies anew (needs uv)
	@$(UV) pyproject.toml -o requirements/run.txt
	@$(UV) pyproject.toml --group test -c requirements/run.txt -o requirements/test.txt
	@$(UV) pyproject.toml --group bench -c requirements/run.txt -o requirements/bench.txt
	@$(UV) requirements/build.in -o requirements/build.txt
