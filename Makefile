# make install, then make demo; make test is all that CI runs.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
GOLD := ../shared/gold
# Tests and scores are taken without the user's own gazetteer layer.
export MARSAD_GAZETTEER :=
COMPILE = $(if $(wildcard $(BIN)/uv),$(BIN)/uv,uv) pip compile -q --generate-hashes --no-header --python-version 3.11
# What the wheel is made of; the build hook turns the tables into marsad/lexicon/gazetteer.json.
BUILT_FROM := pyproject.toml hatch_build.py marsad/lexicon/countries.tsv marsad/lexicon/waters.tsv $(wildcard marsad/lexicon/places/*.tsv)

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format gate bench train lock clean

help:  ## Show the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed  ## Make .venv with marsad and all tools, from the locked versions.

$(VENV)/.packages: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.packages $(BUILT_FROM)
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install  ## Code two example reports and show the events.
	@$(BIN)/marsad code examples/talks_and_clash.txt examples/air_strike.jsonl --format table

test: install lint  ## Run everything that CI runs: lint, types, layers, tests, quality gate.
	$(BIN)/pytest
	@$(MAKE) --no-print-directory gate

lint: install  ## Check style, types and layers.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: install  ## Compare the scores on ../shared/gold to eval/floors.json.
	@if [ -d $(GOLD) ]; then $(BIN)/marsad evaluate --gold $(GOLD) --gate; \
	else echo "gate skipped: there is no $(GOLD) here"; fi

format: install  ## Format the code.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.installed  ## Measure speed and accuracy beside other packages.
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

train: $(VENV)/.installed  ## Train gate and casting again on ../shared/gold.
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/train.txt
	$(BIN)/python training/train_gate.py $(GOLD)
	$(BIN)/python training/train_casting.py $(GOLD)
	$(BIN)/python training/held_out.py $(GOLD)

lock:  ## Pin the versions in requirements/ again (needs uv; --upgrade by UPGRADE=1).
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements/run.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group build -o requirements/build.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group build --group dev -o requirements/dev.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group bench -o requirements/bench.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group train -o requirements/train.txt

clean:  ## Remove what was built.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f marsad/lexicon/gazetteer.json
	find marsad tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
