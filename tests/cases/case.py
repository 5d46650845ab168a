"""How a program states what it expects."""


class Raises:
    """Expected instead of a result: an error whose text contains `phrase`."""

    def __init__(self, phrase):
        self.phrase = phrase


def case(*calls, trace=False, python=True):
    """Give a function, or a module class without arguments, its calls: `((arg, ...), expected)`.

    With `python` false, plain Python is known to differ (wrapping ints, say) and is not asked.
    The calls of a module are made one after another on one instance. With `trace` it is traced on
    the first call's arguments instead of scripted.
    """

    def attach(target):
        target.calls = calls
        target.traced = trace
        target.python = python
        return target

    return attach
