"""Nothing: the definitions that use it are never called."""
