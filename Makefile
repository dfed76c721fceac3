.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup demo test lint check fix lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

.venv/ready: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Shoulu needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another: make PYTHON=python3.12 setup")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

setup: .venv/ready ## make the environment in .venv

demo: .venv/ready ## crawl replicas of all sources, ingest saved pages, show the records, re-parse offline
	$(BIN)/python -m tests.demo

test: .venv/ready ## run the tests
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadgroup

lint: .venv/ready ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## everything CI checks

fix: .venv/ready ## format the code and mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## resolve pyproject.toml again into requirements.lock (needs uv on the PATH)
	uv pip compile pyproject.toml --extra dev --extra postgresql --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock $(LOCK_FLAGS)

clean: ## remove the environment and caches, never data/
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache
