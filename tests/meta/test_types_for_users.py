"""The generated stubs: a user's file under mypy --strict, and the stubs against the running package."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import minijit

PACKAGE = Path(minijit.__file__).parent


def test_a_users_file_is_checked(tmp_path):
    pytest.importorskip("mypy")
    sample = Path(__file__).with_name("typed_user.py")
    copy = tmp_path / sample.name
    copy.write_text(sample.read_text())
    environment = dict(os.environ)
    if "site-packages" not in str(PACKAGE):
        environment["MYPYPATH"] = str(PACKAGE.parent)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, copy.name],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


def stub_names(path):
    body = ast.parse(path.read_text()).body
    if path.name == "_methods.pyi":
        body = next(n for n in body if isinstance(n, ast.ClassDef)).body
    names = {n.name for n in body if isinstance(n, ast.FunctionDef)}
    return names | {n.target.id for n in body if isinstance(n, ast.AnnAssign)}


def test_stubs_name_what_exists():
    functions, methods = (
        stub_names(PACKAGE / name) for name in ("__init__.pyi", "tensor/_methods.pyi")
    )
    assert len(functions) > 250
    assert len(methods) > 200
    assert [n for n in functions if not hasattr(minijit, n)] == []
    assert [n for n in methods if not hasattr(minijit.Tensor, n)] == []


def test_what_exists_is_in_the_stubs():
    from minijit.dispatch import function
    from minijit.dispatch.calls import eager_schemas

    functions = stub_names(PACKAGE / "__init__.pyi")
    made = {n for n in dir(minijit) if not n.startswith("_") and n not in vars(minijit)}
    operators = {
        n for n in made if callable(getattr(minijit, n, None)) and is_operator(n, function)
    }
    missing = {n for n in operators - functions if eager_schemas(f"aten::{n}")}
    imported = {
        a.asname for n in ast.parse((PACKAGE / "__init__.pyi").read_text()).body
        if isinstance(n, ast.ImportFrom) for a in n.names
    }  # fmt: skip
    assert missing - imported == set()


def is_operator(name, function):
    try:
        function(name)
    except KeyError:
        return False
    return True


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()
