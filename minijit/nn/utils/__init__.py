"""Helpers around layers: sequences of unequal length, weight normalisation, folded layers."""

from minijit import _absent
from minijit.nn.utils import fusion, parametrizations, parametrize, rnn
from minijit.nn.utils.convert_parameters import parameters_to_vector, vector_to_parameters
from minijit.nn.utils.fusion import (
    fuse_conv_bn_eval,
    fuse_conv_bn_weights,
    fuse_linear_bn_eval,
    fuse_linear_bn_weights,
)
from minijit.nn.utils.init import skip_init
from minijit.nn.utils.spectral_norm import remove_spectral_norm, spectral_norm
from minijit.nn.utils.weight_norm import remove_weight_norm, weight_norm

_absent.extend(__name__)

__all__ = [
    "fuse_conv_bn_eval",
    "fuse_conv_bn_weights",
    "fuse_linear_bn_eval",
    "fuse_linear_bn_weights",
    "fusion",
    "parameters_to_vector",
    "parametrizations",
    "parametrize",
    "remove_spectral_norm",
    "remove_weight_norm",
    "rnn",
    "skip_init",
    "spectral_norm",
    "vector_to_parameters",
    "weight_norm",
]
