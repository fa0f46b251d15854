# Every habit of the project, one word each. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo
SITE := build/serve
PORT := 8000
YEAR := 2021
UNIT := U01

help: ## list these habits
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/.ready pages ## prepare .venv: pinned packages, fonts; and what browsers load
.venv/.ready: requirements-dev.txt pyproject.toml tools/setup.sh tools/fonts.sh
	@PYTHON=$(PYTHON) bash tools/setup.sh
	@touch $@

pages: .venv/.ready node_modules/.package-lock.json # the sprite holds the icons that pages use now
	@$(BIN)/python tools/assets.py
node_modules/.package-lock.json: package.json package-lock.json
	@bash tools/setup.sh pages
	@touch $@

servers:
	@bash tools/setup.sh servers

demo: .venv/.ready ## judge the example year and write its report
	@$(BIN)/python tools/demo.py $(DEMO)

serve: .venv/.ready pages ## the site with the example bureau in it (PORT=8000); prints its address and sign-ins
	@$(BIN)/python tools/serve.py $(SITE) $(PORT)

test: .venv/.ready pages servers lint types docs ## lint, types, docs and all tests
	$(BIN)/pytest -n 2 --dist worksteal

lint: .venv/.ready ## style, formatting, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/.ready ## static types, strict
	LIANHENG_SECRET_KEY=types LIANHENG_SEAL_KEY=types $(BIN)/mypy

docs: .venv/.ready ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: .venv/.ready ## put the code in order
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

bench: .venv/.ready ## speed and memory as ratios within one run (BENCH="--rows 10000000" for the full size)
	$(BIN)/python bench/run.py $(BENCH)

bench-web: .venv/.ready pages ## the main pages with 20 users at once and a million payments (BENCH="--users 20")
	$(BIN)/python bench/web.py $(BENCH)

drill: .venv/.ready pages servers ## kill -9 under load, full disk, back up and restore: more rounds than the tests (ROUNDS=20)
	LIANHENG_DRILL_ROUNDS=$(or $(ROUNDS),20) $(BIN)/pytest tests/web/operations -m drill

pictures: .venv/.ready ## make the pictures of the README and the docs again
	$(BIN)/python tools/pictures.py

pins: ## pin the newest packages that pyproject.toml allows
	$(BIN)/python -m piptools compile --quiet --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras -o requirements.txt pyproject.toml
	$(BIN)/python -m piptools compile --quiet --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --extra dev -o requirements-dev.txt pyproject.toml

clean: ## remove what was built, not .venv
	rm -rf build site .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help setup pages servers demo serve test lint types docs format bench bench-web drill pictures pins clean
