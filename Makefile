# Rode Draad: 'make' installs and runs on the sample reports, 'make test' installs and tests, 'make help' shows the rest.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := run

PYTHON  ?= python3
REPORTS ?= corpus/rapporten
OUT     ?= outputs
ARGS    ?=
A       ?=
B       ?=
BIN     := .venv/bin

.PHONY: help install run review train learning-curve evaluate agreement model-card language-model typeset test lint types check bench compare fuzz audit clean

help: ## Show this list
	@echo "usage: make [target] [REPORTS=folder] [OUT=folder] [ARGS='options of the command']"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: .venv/installed .venv/language-model ## Code and summarise the reports in REPORTS, results in OUT (the default)
	@$(BIN)/rodedraad run "$(REPORTS)" --out "$(OUT)" $(ARGS)

review: .venv/installed ## Review passages in the browser, on this machine (ARGS='--coder NAME'; OUT=folder of results)
	@$(BIN)/rodedraad review --web --out "$(OUT)" $(ARGS)

train: .venv/installed ## Train again on corpus/passages; show the quality before and after (ARGS=--accept, --restore)
	@$(BIN)/rodedraad train $(ARGS)

learning-curve: .venv/installed ## Show what more coded passages are likely to bring
	@$(BIN)/rodedraad learning-curve $(ARGS)

evaluate: .venv/installed ## Show the quality per code on unseen documents
	@$(BIN)/rodedraad evaluate $(ARGS)

agreement: .venv/installed ## Show how far coders agree with each other and with the model
	@$(BIN)/rodedraad agreement $(ARGS)

model-card: .venv/installed ## Measure everything again and write docs/model-card.md (ARGS='judged.jsonl')
	@$(BIN)/rodedraad model-card $(ARGS)

install: .venv/installed ## Make .venv with everything that running needs

language-model: .venv/installed ## Try again to install nl_core_news_sm (more organisations)
	@$(BIN)/rodedraad language-model

typeset: .venv/developing ## Typeset the sample reports from corpus/rapporten_bron
	@$(BIN)/python corpus/rapporten_bron/typeset.py

test: .venv/developing ## Run the tests
	@$(BIN)/pytest $(ARGS)

lint: .venv/developing ## Check style with ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/developing ## Check types with mypy
	@$(BIN)/mypy

check: lint types test ## Lint, types and tests

compare: .venv/installed ## Show what changed between two folders of results (A=folder B=folder OUT=folder)
	@test -n "$(A)" -a -n "$(B)" || { echo "usage: make compare A=results/2020 B=results/2021 OUT=comparison" >&2; exit 2; }
	@$(BIN)/rodedraad compare "$(A)" "$(B)" --out "$(if $(filter outputs,$(OUT)),vergelijking,$(OUT))" $(ARGS)

bench: .venv/developing ## Measure speed and memory, also beside pdfplumber and pypdfium2 (REPORTS=folder)
	@$(BIN)/python -m tests.bench "$(REPORTS)"
	@$(BIN)/python -m tests.bench_growth
	@$(BIN)/python -m tests.bench_chain "$(REPORTS)" --pages 100 1000
	@$(BIN)/python -m tests.bench_page

fuzz: .venv/developing ## Read changed copies of the files in REPORTS, look for lost text and crashes; new cases for property tests (ARGS='--seconds 600')
	@$(BIN)/python -m tests.fuzz "$(REPORTS)" $(ARGS)
	@$(BIN)/pytest --hypothesis-profile=new $$(grep -rl 'from hypothesis import' tests --include='test_*.py')

audit: .venv/auditing ## Look up known weaknesses in constraints.txt on PyPI (pip-audit)
	@$(BIN)/python -m tests.audit

clean: ## Delete .venv, the model and all caches; reports, codings and results stay
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf outputs/.cache outputs/model
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, found %d.%d; use make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/developing: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

.venv/auditing: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[audit]'
	@touch $@

# One try; whether it worked or not, the next 'make' does not try again by itself.
.venv/language-model: .venv/installed
	@$(BIN)/rodedraad language-model
	@touch $@
