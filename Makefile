# All commands of the portal. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: help run processes test doors face journeys words check format bench bench-search bench-people bench-places bench-versions deadlocks faults messages data-model clean face-tools shots lighthouse

export VAR_DIR ?= $(CURDIR)/var
PORT ?= 8000
export PORT
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEV_INSTALLED := $(VENV)/.installed-dev
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard portal/locale/*/LC_MESSAGES/django.po portal/library_locale/*/LC_MESSAGES/*.po))
# On a small server with two cores one is for the web, one for the worker and the scheduler.
export WORKERS ?= 2
# Processes that `make test` runs at once; JOBS=0 runs everything in one, for a debugger.
JOBS ?= auto
# COVERAGE=1 has `make test` and `make check` measure (tests/check_coverage.py); no service may be missing then.
COVERAGE ?=
# Synthetic rows of each kind that `make bench` adds.
SCALE ?= 0
# For `make shots`: which page types (a pattern such as `kk-home` or `workshop`); for `make faults`: which scenarios;
# for `make bench-doors`: which doors.
ONLY ?=
# Seconds that each fault of `make faults` lasts.
SECONDS ?= 120
# djhtml only indents: line breaks are the author's, for where they show only the author knows (tests/test_templates.py).
TEMPLATES := portal home federation resources search
FACE_TOOLS := tests/face/node_modules/.installed

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(INSTALLED) $(CATALOGUES) ## set everything up and start the portal with demo content on http://127.0.0.1:8000
	@$(BIN)/python manage.py start_demo
	@$(MAKE) --no-print-directory processes

# What ends runs again; all end with this shell. A process that is `kept` is told by SIGTERM, also on Ctrl-C.
processes: ## web, worker and clock of a demonstration that `make run` has set up; each runs again when it ends
	@keep() { \
		trap '' INT; \
		trap 'kill "$$child" 2>/dev/null; wait "$$child"; exit 0' TERM; \
		while kill -0 $$$$ 2>/dev/null; do \
			"$$@" & child=$$!; \
			wait "$$child" || true; \
			echo "make run: ended, runs again in 2 s: $$*" >&2; \
			sleep 2 & child=$$!; wait "$$child" || true; \
		done; \
	}; \
	trap 'trap - EXIT INT TERM; kill $$(jobs -p) 2>/dev/null; wait' EXIT INT TERM; \
	keep $(BIN)/python manage.py worker & \
	keep $(BIN)/python manage.py tick --every 5 & \
	keep env DJANGO_SETTINGS_MODULE=portal.settings.dev $(BIN)/gunicorn portal.wsgi & \
	wait

test: $(DEV_INSTALLED) $(CATALOGUES) ## every test that this machine can run; says which services it found
	@$(if $(COVERAGE),rm -rf .coverage)
	@$(if $(COVERAGE),REQUIRE_SERVICES=1 PYTHONPATH=.) $(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(if $(COVERAGE),-p tests.tracing)
	@$(if $(COVERAGE),$(BIN)/python -m tests.check_coverage)

doors: $(DEV_INSTALLED) $(CATALOGUES) ## every URL as every kind of user, reading and submitting; `make test` runs a third, one a day
	@DOORS=all $(BIN)/pytest tests/doors tests/portal/web/test_admin_requests.py tests/portal/editing/test_admin_search.py

face: $(DEV_INSTALLED) $(CATALOGUES) $(FACE_TOOLS) ## every page type in three languages in a browser; `make test` checks a third, one a day
	@FACE=all $(BIN)/pytest tests/face/test_every_page.py

journeys: $(DEV_INSTALLED) $(CATALOGUES) ## user journeys of each role in a browser, in three languages; `make test` runs one language a day
	@JOURNEYS=all $(BIN)/pytest tests/journeys tests/federation/workshops/test_class_of_librarians.py

words: $(DEV_INSTALLED) $(CATALOGUES) ## every screen of the admin read in Kazakh and Russian; `make test` reads a third, another each day
	@WORDS=all $(BIN)/pytest tests/admin/test_words.py

check: $(DEV_INSTALLED) $(CATALOGUES) ## the first part of what CI runs: format, lint, types, layers, migrations, translations, deploy check, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	$(BIN)/djlint --lint --quiet portal home federation resources search
	$(BIN)/mypy portal home federation resources search
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run --settings=portal.settings.test
	$(BIN)/python tests/check_translations.py
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=portal.example.org \
		PUBLIC_URL=https://portal.example.org DEFAULT_FROM_EMAIL=portal@example.org $(BIN)/python manage.py check --deploy --database default \
		--fail-level WARNING --settings=portal.settings.production
	$(MAKE) test

format: $(DEV_INSTALLED) ## format all code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)

bench: $(DEV_INSTALLED) $(CATALOGUES) ## queries, server time and requests/s per page type, compared with a bare view
	@$(BIN)/python -m tests.bench --scale $(SCALE)

bench-search: $(DEV_INSTALLED) $(CATALOGUES) ## search quality on the judged queries, compared with Wagtail's own search; fails below 0.9
	@$(BIN)/python -m tests.bench.search

bench-places: $(DEV_INSTALLED) $(CATALOGUES) ## places a second when 2,000 people want 50, on the PostgreSQL of DATABASE_URL; AGAINST=folder compares another checkout
	@$(BIN)/python -m tests.bench.places $(if $(AGAINST),--against '$(AGAINST)')

bench-people: $(DEV_INSTALLED) $(CATALOGUES) ## 20,000 people, 1,000 of them entered twice: how many are found, how many listed wrongly; the list's time on DATABASE_URL
	@$(BIN)/python -m tests.bench.people

bench-doors: $(DEV_INSTALLED) $(CATALOGUES) ## times of each door's answers to who is known and who is not, 200 each, by Mann-Whitney; ONLY=text for some
	@$(BIN)/python -m tests.bench.doors --only '$(ONLY)'

bench-versions: $(DEV_INSTALLED) $(CATALOGUES) ## history and list of 10,000 organisations with 50 versions each, on the PostgreSQL of DATABASE_URL
	@$(BIN)/python -m tests.bench.versions

deadlocks: $(DEV_INSTALLED) $(CATALOGUES) ## six processes save everything for a minute, on the PostgreSQL of DATABASE_URL; fails when a save fails
	@$(BIN)/python -m tests.faults.deadlocks

faults: $(DEV_INSTALLED) $(CATALOGUES) ## each service stopped and hung under load, the worker killed, disks full: an hour; ONLY=letters SECONDS=20
	@$(BIN)/python -m tests.faults --only '$(ONLY)' --seconds $(SECONDS)

face-tools: $(FACE_TOOLS) ## install the page checkers: axe-core, the Nu HTML checker, Lighthouse (needs Node, and Java for the Nu checker)

shots: $(DEV_INSTALLED) $(CATALOGUES) ## screenshots of every page type in var/shots, with a contact sheet; ONLY=pattern for some
	@$(BIN)/python -m tests.face.shots --only '$(ONLY)'

lighthouse: $(DEV_INSTALLED) $(CATALOGUES) $(FACE_TOOLS) ## Lighthouse for the six main pages
	@LIGHTHOUSE=all $(BIN)/pytest tests/face/test_lighthouse.py

messages: $(DEV_INSTALLED) ## collect the interface strings into portal/locale (needs gettext)
	@$(BIN)/python tests/check_translations.py --write

data-model: $(DEV_INSTALLED) ## draw docs/data-model.svg from the models
	@$(BIN)/python -m tests.draw_models

clean: ## remove what was built; the data in var/ stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache
	find portal/locale portal/library_locale -name '*.mo' -delete

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
		echo "Python's venv module is missing; installing it"; \
		rm -rf $(VENV); \
		$$([ "$$(id -u)" = 0 ] || echo sudo) apt-get install -y -qq python3.11-venv >/dev/null; \
		$(PYTHON) -m venv $(VENV); }

$(INSTALLED): requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing packages …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_INSTALLED): requirements.txt requirements-dev.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing packages …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(INSTALLED)

$(FACE_TOOLS): tests/face/package.json tests/face/package-lock.json
	@echo "Installing tools for the pages …"
	@cd tests/face && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# django.po is for templates and Python, djangojs.po for the scripts of the Wagtail admin.
%/LC_MESSAGES/django.mo: %/LC_MESSAGES/django.po | $(INSTALLED)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $*)

%/LC_MESSAGES/djangojs.mo: %/LC_MESSAGES/djangojs.po | $(INSTALLED)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $*)
