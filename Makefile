# Everything a person or CI does, each target working on a machine that has only git, make and Python.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# how long Dagster waits for an answer of the code it loaded, here and in deploy/systemd: why, deploy/dagster.yaml says
PATIENCE := DAGSTER_GRPC_TIMEOUT_SECONDS=600 DAGSTER_GRPC_SHUTDOWN_GRACE_PERIOD=60
LOCKING := --quiet --generate-hashes --no-strip-extras --no-header --universal --python-version 3.11

.PHONY: setup install demo test test-production test-office proof check ui bench lock derive clean

setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (1 to 5 minutes and 1.6 GB the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q contracts orchestration   # the first command should be as quick as the next
	@touch $(STAMP)

install:           # for production: what runs, and nothing of what tests
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q contracts orchestration

demo: setup
	$(BIN)/cites demo

test: setup
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow"

test-production: setup     # the deployment guide, followed with real servers; about four minutes
	$(BIN)/python -m pytest -m slow tests/integration/production

test-office: setup         # the template of all 84 cités, filled in with a real LibreOffice; about a minute
	$(BIN)/python -m pytest -m slow -n 0 tests/integration/template

proof: setup               # kills, full disks, readers, altered files; writes docs/reference/proof.md; about an hour
	$(BIN)/python -m tests.proof

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models dbt_project/tests/*.sql
	$(BIN)/python -m contracts.derive --check
	$(BIN)/python -m orchestration.assets.graph --check
	$(BIN)/python deploy/sbom.py --check
	@folder=$$(mktemp -d) && CITES_STORAGE=$$folder $(BIN)/dagster definitions validate -w workspace.yaml --log-level warning; \
	  status=$$?; rm -rf $$folder; exit $$status

ui: setup          # the Dagster UI on http://localhost:3000, its runs kept in .dagster/
	@mkdir -p .dagster && cp deploy/dagster.yaml .dagster/dagster.yaml
	@exec env DAGSTER_HOME="$(CURDIR)/.dagster" $(PATIENCE) $(BIN)/dagster dev -w workspace.yaml   # exec: ends with make

bench: setup       # prints ratios of one run on this machine; about ten minutes
	$(BIN)/python -m tests.bench

derive: setup
	$(BIN)/python -m contracts.derive
	$(BIN)/python -m orchestration.assets.graph

lock:
	uv pip compile $(LOCKING) --all-extras pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCKING) --extra production -c requirements-dev.lock pyproject.toml -o requirements.lock
	$(MAKE) setup && $(BIN)/python deploy/sbom.py

clean:
	rm -rf $(VENV) .dagster .pytest_cache .ruff_cache .mypy_cache dist build
