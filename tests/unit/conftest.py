"""Fixtures of the unit tests."""

import importlib

import pytest

import minijit


def libraries():
    found = [minijit]
    try:
        found.append(importlib.import_module("torch"))
    except ImportError:
        pass
    return found


@pytest.fixture(params=libraries(), ids=lambda m: m.__name__)
def torch(request):
    """minijit, and PyTorch where it is installed: what a test states must be true of both."""
    return request.param
