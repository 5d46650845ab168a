"""The names of `torch.version`: the PyTorch whose programs are understood, and our own version."""

__version__ = "2.13.0"
minijit = "0.1.0"
cuda: str | None = None
hip: str | None = None
xpu: str | None = None
git_version = "unknown"
debug = False

__all__ = ["__version__", "cuda", "debug", "git_version", "hip", "minijit", "xpu"]
