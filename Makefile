# `make run` and `make test` are all a newcomer needs: python3, python3-venv and make.
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: run test check docs screenshots clean

run: $(VENV)/.run
	$(BIN)/codingplans run --offline

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

$(VENV)/bin/python:
	python3 -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist *.egg-info
