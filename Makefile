# The doors for people. make is not needed: each line works as it stands.
.PHONY: help run test check coverage bench soak messages pictures locks venv
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
BABEL := $(PYTHON) -m babel.messages.frontend
TEXTS := workshops/translations
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: ## The program with demonstration data, until Ctrl-C (PORT=9000 make run)
	@./run

test: ## Everything, on SQLite and PostgreSQL
	@./test

check: ## The code itself: ruff, mypy, import contracts, djlint
	@./test --checks

coverage: venv ## Which lines and branches the tests on SQLite never reach
	$(PYTHON) -m pytest --cov --cov-report=term-missing:skip-covered

bench: venv ## Measurements beside their floors (make bench ONLY=pages)
	$(PYTHON) -m bench $(ONLY)

soak: ## Every kill and race a hundred times, every page as every role; takes three hours
	@./test -m soak -o faulthandler_timeout=7200

messages: venv ## Collect the texts, bring the catalogues up to date, say how complete each is
	$(BABEL) --quiet extract --mapping-file pyproject.toml --keyword N_ --keyword _l --keyword plurals:1,2 --sort-output --no-location \
	    --omit-header --output-file $(TEXTS)/messages.pot workshops
	$(BABEL) --quiet update --ignore-pot-creation-date --width 120 \
	    --input-file $(TEXTS)/messages.pot --output-dir $(TEXTS)
	rm $(TEXTS)/messages.pot
	$(BABEL) compile --statistics --directory $(TEXTS)

pictures: venv ## Draw the pictures of the guides anew from the demonstration data
	@PYTHONPATH=. $(PYTHON) docs/pictures/draw.py

locks: ## Renew the lock files from requirements*.in (needs uv)
	$(LOCK) --upgrade requirements.in --output-file requirements.lock
	$(LOCK) --upgrade requirements-postgres.in -c requirements.lock --output-file requirements-postgres.lock
	$(LOCK) --upgrade requirements-test.in -c requirements.lock -c requirements-postgres.lock \
	    --output-file requirements-test.lock

venv:
	@./run --install requirements.lock requirements-postgres.lock requirements-test.lock
