# Everything a developer types. `make demo` and `make test` set up by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
SOURCES := $(shell find minijit runtime_cpp grammar -type f \( -name '*.py' -o -name '*.cpp' -o -name '*.h' \
  -o -name '*.inc' -o -name '*.pyi' -o -name '*.in' -o -name '*.lark' -o -name '*.schema' -o -name '*.table' -o -name 'CMakeLists.txt' \) \
  -not -name '*.pyc' 2>/dev/null)
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)
# Where a compiler is, the tests must find the C++ runtime; without one they run on the numpy engine alone.
REQUIRE_RUNTIME := $(if $(shell command -v $(CXX)),1,)

.PHONY: help demo test test-torch lint layers bench nightly sanitize generate develop clean

help:
	@echo "make demo        script a module in Python, save it, run it in C++"
	@echo "make test        set up and run the tests (no PyTorch needed)"
	@echo "make test-torch  the same, and the comparisons with PyTorch (installs it)"
	@echo "make lint        ruff, mypy, clang-format, layers, generated files"
	@echo "make layers      which room imports which, in both languages (part of lint)"
	@echo "make generate    rewrite what is generated from grammar/"
	@echo "make develop     the extension and the C++ tests, built inside the checkout"
	@echo "make sanitize    C++ tests, attack corpus and short fuzzing under sanitizers"
	@echo "make nightly     second compiler, thread sanitizer, long fuzzing"
	@echo "make bench       side-by-side benchmarks"
	@echo "make clean       remove the environment and what was built"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip

$(VENV)/.installed: $(BIN)/python pyproject.toml $(SOURCES)
	@echo "setting up: compiling the runtime takes about 4 minutes on two idle cores"
	@$(BIN)/python demo/progress.py $(VENV)/setup.log $(BIN)/pip install -v --disable-pip-version-check --upgrade ".[test]"
	@touch $@

$(VENV)/.torch: $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	@touch $@

$(VENV)/.lint: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --group lint
	@touch $@

demo: $(VENV)/.installed
	@bash demo/run.sh $(BIN)

test: $(VENV)/.installed
	MINIJIT_REQUIRE_RUNTIME=$(REQUIRE_RUNTIME) $(BIN)/pytest -n auto tests

test-torch: $(VENV)/.installed $(VENV)/.torch
	MINIJIT_REQUIRE_RUNTIME=$(REQUIRE_RUNTIME) MINIJIT_REQUIRE_TORCH=1 $(BIN)/pytest -n auto tests

generate: $(VENV)/.installed
	$(BIN)/python grammar/generate.py

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python grammar/generate.py --check
	$(BIN)/python -m tests.ops.page --check
	$(BIN)/python -m tests.compat.page --check
	$(BIN)/clang-format --dry-run --Werror $$(git ls-files 'runtime_cpp/*.cpp' 'runtime_cpp/*.h')
	$(MAKE) layers

layers: $(VENV)/.lint
	$(BIN)/lint-imports
	$(BIN)/python tests/meta/cpp_layers.py

sanitize: $(VENV)/.installed
	bash tests/attacks/sanitize.sh $(BIN)

bench: $(VENV)/.installed
	bash bench/run.sh $(BIN)

nightly: $(VENV)/.installed
	bash .ci/nightly $(BIN)

# The extension inside the checkout, for working on minijit: then PYTHONPATH=. is enough.
develop: $(BIN)/python
	$(BIN)/pip install --quiet nanobind cmake ninja numpy lark
	$(BIN)/cmake -G Ninja -S runtime_cpp -B build/develop -DMINIJIT_PYTHON=ON -DMINIJIT_TESTS=ON \
	  -DPython_EXECUTABLE=$(CURDIR)/$(BIN)/python -DCMAKE_MAKE_PROGRAM=$(CURDIR)/$(BIN)/ninja
	$(BIN)/cmake --build build/develop
	cp build/develop/_native*.so minijit/

clean:
	rm -rf build dist $(VENV) minijit/_native*.so
