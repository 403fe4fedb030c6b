# Two commands for everyone: `make demo` and `make test`. The rest is for those who work on the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check lock accuracy bench clean

demo: $(VENV)/.run
	$(BIN)/huiban demo demo-office

# The tests start many processes; each would compile the code anew where bytecode may not be written.
test: $(VENV)/.dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/house

# Both lock files come from one resolution, so a tool never moves what the product runs on.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
		--custom-compile-command "make lock" pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
		--custom-compile-command "make lock" --group dev --extra ocr -c requirements.lock pyproject.toml -o requirements-dev.lock

accuracy: $(VENV)/.dev
	$(BIN)/python -m benchmarks.accuracy

bench: $(VENV)/.dev
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group peers
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo-office build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "正在安装会办及其依赖（首次约 1—2 分钟）……"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@
