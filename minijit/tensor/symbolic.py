"""The mark of numbers that stand for values of a program that is being traced."""


class Symbolic:
    """A number whose value later calls may change; what an operator computes with is `number`."""

    __slots__ = ("number",)

    number: int | float
