"""Layers that learn the number of their input's channels from the first call."""

from __future__ import annotations

from typing import Any, ClassVar

from minijit.nn.modules.module import Module
from minijit.nn.parameter import is_lazy


class LazyModuleMixin(Module):
    """Before the layer in a class's bases: makes its parameters at the first call.

    `initialize_parameters` takes what forward takes and materializes the parameters; then the
    module is a `cls_to_become`.
    """

    cls_to_become: ClassVar[type[Module] | None] = None
    _met = False

    def _run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if not self._met:
            self.initialize_parameters(*args, **kwargs)
            if self.has_uninitialized_params():
                raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
            self._met = True
            if self.cls_to_become is not None:
                self.__class__ = self.cls_to_become  # type: ignore[assignment]
        return Module._run(self, args, kwargs)

    def initialize_parameters(self, *args: Any, **kwargs: Any) -> None:
        """Materialize the parameters. NotImplementedError: the class does not say how."""
        raise NotImplementedError(
            f"initialize_parameters is not implemented for {type(self).__name__}"
        )

    def has_uninitialized_params(self) -> bool:
        """Whether a parameter or buffer has no sizes yet."""
        return any(is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

    def _load_member(
        self, name: str, own: Any, key: str, given: Any, assign: bool, error_msgs: list[str]
    ) -> None:
        if is_lazy(given):
            if not is_lazy(own):
                given.shape  # noqa: B018  (raises)
            return
        if is_lazy(own):
            own.materialize(given.shape)
        super()._load_member(name, own, key, given, assign, error_msgs)


def materialize(module: Module, **shapes: Any) -> None:
    """Give sizes to the members that the layer has and that lack them."""
    for name, shape in shapes.items():
        member = getattr(module, name)
        if is_lazy(member):
            member.materialize(shape)
