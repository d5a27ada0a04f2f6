# `make run` and `make test` are all a newcomer needs: python3, python3-venv and make.
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = $(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
PROGRAM = $(PIP) --no-deps --no-build-isolation -e .

unexport PYTHONDONTWRITEBYTECODE  # a command that compiles all of the program each time takes three times as long

.PHONY: run site test check soak kills bench words facts docs screenshots lock sbom clean

run: $(VENV)/.run
	@$(BIN)/codingplans run --offline
	@echo "The command is $(BIN)/codingplans; these were sample pages. '$(BIN)/codingplans run' asks the vendors."

site: $(VENV)/.site
	@$(BIN)/codingplans run --offline
	@$(BIN)/codingplans site public --db codingplans-sample.db

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/house.py
	$(BIN)/python -m scrapers.about.compile_toml --check
	$(BIN)/cog -I docs --check README.md README.zh-CN.md docs/*.md

# A year of nights, and two hundred of them killed: an hour or two each; the tests have short ones.
soak: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python tests/web/soak.py

kills: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python tests/web/kills.py

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/bench.py --write docs/performance.md

words: $(VENV)/.dev
	for lang in en zh; do $(BIN)/pybabel -q compile -l $$lang -i reports/words/$$lang.po -o reports/words/$$lang.mo; done

facts: $(VENV)/.dev
	$(BIN)/python -m scrapers.about.compile_toml

docs: $(VENV)/.dev
	$(BIN)/cog -I docs -r README.md README.zh-CN.md docs/*.md

screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

# What may be installed: every file of every pin by its hash, of all platforms; an extra's file has what it adds to run.txt.
# Pins stay as they are while pyproject.toml allows them; `make lock UPGRADE=--upgrade` takes the newest.
LOCK = build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)
lock:
	python3 -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13,<0.14'
	cat requirements/*.txt >build/lock/all.txt
	$(LOCK) --extra dev --group build pyproject.toml -o build/lock/all.txt
	$(LOCK) -c build/lock/all.txt pyproject.toml -o requirements/run.txt
	for extra in browser alerts charts parquet serve mcp scale all dev; do \
	    $(LOCK) -c build/lock/all.txt pyproject.toml --extra $$extra -o requirements/$$extra.txt \
	        $$(sed -n 's/^\([^ =]*\)==.*/--no-emit-package \1/p' requirements/run.txt) || exit 1; \
	done
	$(LOCK) -c build/lock/all.txt --group build -o requirements/build.txt

# The bill of materials is made from outside, so that its tool is no part of it; Chromium and fonts are the distribution's.
sbom: $(VENV)/.run
	python3 -m venv build/sbom
	build/sbom/bin/python -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=7.5,<8'
	build/sbom/bin/cyclonedx-py environment --pyproject pyproject.toml -o build/codingplans.cdx.json $(BIN)/python
	python3 docs/bill_of_materials.py build/codingplans.cdx.json

$(VENV)/bin/python:
	python3 -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml requirements/build.txt requirements/run.txt
	@echo "Installing codingplans into $(VENV): once, a minute or two ..."
	$(LOCKED)
	$(PROGRAM)
	@touch $@

$(VENV)/.site: $(VENV)/.run requirements/charts.txt requirements/parquet.txt
	$(PIP) --require-hashes -r requirements/charts.txt -r requirements/parquet.txt
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml requirements/build.txt requirements/run.txt requirements/dev.txt
	@echo "Installing codingplans with everything its tests need into $(VENV): once, some minutes ..."
	$(LOCKED) -r requirements/dev.txt
	$(PROGRAM)
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist *.egg-info
