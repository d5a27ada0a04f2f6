# `make run` and `make test` are all a newcomer needs: python3, python3-venv and make.
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: run test check docs screenshots sbom clean

run: $(VENV)/.run
	@$(BIN)/codingplans run --offline
	@echo "The command is $(BIN)/codingplans; these were sample pages. '$(BIN)/codingplans run' asks the vendors."

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/house.py
	$(BIN)/cog -I docs --check README.md README.zh-CN.md docs/*.md

docs: $(VENV)/.dev
	$(BIN)/cog -I docs -r README.md README.zh-CN.md docs/*.md

screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

# The bill of materials is made from outside, so that its tool is no part of it; Chromium and fonts are the distribution's.
sbom: $(VENV)/.run
	python3 -m venv build/sbom
	build/sbom/bin/python -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=7.5,<8'
	build/sbom/bin/cyclonedx-py environment --pyproject pyproject.toml -o build/codingplans.cdx.json $(BIN)/python

$(VENV)/bin/python:
	python3 -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing codingplans into $(VENV): once, a minute or two ..."
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing codingplans with everything its tests need into $(VENV): once, some minutes ..."
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist *.egg-info
