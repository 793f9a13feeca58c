# frontdesk: `make` lists what there is. Every target sets up what it needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv/bin
OPTIONS ?=
# A test run starts a hundred Pythons: what one of them has compiled none of the others needs to compile again.
KEEPING_BYTECODE := env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX=$(CURDIR)/.build/bytecode

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

.PHONY: setup
setup: ## Make the Python environments (.venv, .venv-cloud) from the locked requirements
	@$(PYTHON) -m local.bootstrap everything

.PHONY: run
run: ## Run the whole clinic on this machine: http://127.0.0.1:8000, Ctrl-C ends it
	@exec $(PYTHON) -m local.run

.PHONY: test
test: setup ## Run every test, on two cores (needs a Chromium: found, or installed if possible)
	@$(VENV)/python -m infra.package local  # before the workers, who all use it
	@browser="$$($(VENV)/python -m local.browser | tail -n 1)" && \
	FRONTDESK_BROWSER="$$browser" $(KEEPING_BYTECODE) $(VENV)/python -m pytest -n 2 $(OPTIONS)

.PHONY: prove
prove: setup ## Prove what `make test` samples: every crash, fault, order, role and mutant; storms (half an hour)
	@$(VENV)/python -m infra.locales
	@browser="$$($(VENV)/python -m local.browser | tail -n 1)" && \
	FRONTDESK_BROWSER="$$browser" FRONTDESK_PROVE=1 $(VENV)/python -m pytest -n 2 tests/probe tests/attacks \
		tests/doors tests/window/test_session_machine.py tests/requests/test_request_machine_rules.py $(OPTIONS)
	$(VENV)/python -m tests.storms
	PYTHONPATH=layers $(VENV)/python -m tests.mutation

.PHONY: check
check: setup checktools ## Check style, types, floors, catalogues, templates; known mistakes and secrets
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/python -m infra.locales
	$(VENV)/mypy
	@for app in functions/*/; do MYPYPATH=layers:$$app $(VENV)/mypy --no-error-summary $$app/app.py; done
	PYTHONPATH=layers $(VENV)/lint-imports
	@$(MAKE) --no-print-directory package
	$(VENV)/python -m infra.checks

.PHONY: checktools
checktools:
	@$(PYTHON) -m local.bootstrap checks

.PHONY: sbom
sbom: setup checktools ## Write what the product is made of to docs/reference/sbom.cdx.json
	$(VENV)/python -m infra.checks.sbom

.PHONY: audit
audit: setup checktools ## Ask whether what is locked has known holes (needs the package index)
	$(VENV)/python -m infra.checks.audit

.PHONY: bench
bench: setup ## Measure the figures that have budgets (benchmarks/)
	@PYTHONPATH=layers $(VENV)/python -m benchmarks $(OPTIONS)

.PHONY: package
package: setup ## Write everything for AWS to .build/aws and check its templates
	$(VENV)/python -m infra.package aws
	$(VENV)/cfn-lint .build/aws/template.json .build/aws/edge.json

.PHONY: deploy
deploy: package ## Deploy to AWS: make deploy OPTIONS="--domain ... --certificate ..."
	@$(VENV)/python -m infra.to_aws $(OPTIONS)

.PHONY: requirements
requirements: setup ## Print which test proves which requirement
	@$(VENV)/python -m tests.house.requirements

.PHONY: lock
lock: ## Lock the requirements anew (requirements/*.in -> *.txt), hashes included
	@$(PYTHON) -m local.lock
