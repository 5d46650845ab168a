"""The names that PyTorch has for errors of its front end."""

from minijit.diagnostics import Error as FrontendError
from minijit.diagnostics import NotSupportedError

UnsupportedNodeError = NotSupportedError
__all__ = ["FrontendError", "NotSupportedError", "UnsupportedNodeError"]
