"""The few names of PyTorch's inner module that model sources use."""

from __future__ import annotations

from typing import Any

from minijit.dispatch import current_recorder


def _log_api_usage_once(event: str) -> None:
    """Nothing: no usage is logged."""


def _get_tracing_state() -> Any:
    """What records a trace, or None."""
    return current_recorder()


__all__ = ["_get_tracing_state", "_log_api_usage_once"]
