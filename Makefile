# `make site` and `make test` are all a newcomer needs: each does its own set-up, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help site test serve lint format accuracy bench bench-limits screenshots docs lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(STAMP) ## build the site of articles/ into site/
	$(BIN)/digest build

test: $(STAMP) lint ## everything CI checks: linter, formatter, types, tests, docs
	$(BIN)/pytest -n auto --dist loadgroup

serve: $(STAMP) ## build, serve and rebuild on every change
	$(BIN)/digest serve

lint: $(STAMP) ## linter, formatter and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP) ## let the formatter and the linter mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accuracy: $(STAMP) ## score the development sets beside the project and print the table
	$(BIN)/python -m tests.accuracy

bench: $(STAMP) ## run the benchmarks: ratios within one run
	$(BIN)/python -m benchmarks

bench-limits: $(STAMP) ## measure every kind of hostile file at its limit: the table of docs/limits.md
	$(BIN)/python -m benchmarks.limits

screenshots: $(STAMP) ## pictures of each kind of page, both widths and schemes, into screenshots/
	$(BIN)/python -m tests.browser.screenshots

docs: $(STAMP) ## write the generated parts of docs/ anew
	$(BIN)/python -m tests.docs

lock: ## compile requirements.txt anew from pyproject.toml
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --override requirements-never.txt --extra dev pyproject.toml -o requirements.txt
	rm -rf $(VENV)-lock

clean: ## remove the site, the generated pages, the cache and the environment
	-test ! -x $(BIN)/digest || $(BIN)/digest clean --cache
	rm -rf $(VENV)

$(STAMP): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
