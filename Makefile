# Every habit of the project, one word each. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo
YEAR := 2021
UNIT := U01

help: ## list these habits
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/.ready ## prepare .venv: pinned packages, fonts
.venv/.ready: requirements-dev.txt pyproject.toml tools/setup.sh tools/fonts.sh
	@PYTHON=$(PYTHON) bash tools/setup.sh
	@touch $@

demo: .venv/.ready ## judge the example year and write its report
	@$(BIN)/python tools/demo.py $(DEMO)

test: .venv/.ready lint types docs ## lint, types, docs and all tests
	$(BIN)/pytest -n 2 --dist worksteal

lint: .venv/.ready ## style, formatting, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/.ready ## static types, strict
	$(BIN)/mypy

docs: .venv/.ready ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: .venv/.ready ## put the code in order
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

bench: .venv/.ready ## speed and memory as ratios within one run (BENCH="--rows 10000000" for the full size)
	$(BIN)/python bench/run.py $(BENCH)

pictures: .venv/.ready ## make the pictures of the README and the docs again
	$(BIN)/python tools/pictures.py

pins: ## pin the newest packages that pyproject.toml allows
	$(BIN)/python -m piptools compile --quiet --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras -o requirements.txt pyproject.toml
	$(BIN)/python -m piptools compile --quiet --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --extra dev -o requirements-dev.txt pyproject.toml

clean: ## remove what was built, not .venv
	rm -rf build site .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help setup demo test lint types docs format bench pictures pins clean
