"""Tensors of all sorts for all operators: what the samples of an operator lack is made from one of them.

The sorts: with gaps or in another order ("strided"), with a stride of 0 ("expanded"), without elements ("empty"), of no
dimensions ("scalar"), and of some ten thousand elements ("large"). What PyTorch refuses must be refused.
"""

from collections import Counter
from dataclasses import replace
from functools import cache
from math import prod

from minijit.schema import all_schemas, find_schema, kinds
from tests.ops import record
from tests.ops.sample import Spec, Typed, families, load

LARGE = 10_000


# What says nothing: PyTorch reads memory that nobody set, ignores strides, refuses what is clear, or the question is too
# badly conditioned (decompositions of matrices whose rows repeat), or the result has the square of the elements,
# or two elements go to one place and threads of PyTorch decide which is last.
_SENSELESS = {
    "strided": """
        _grouped_mm conv_tbc embedding_bag isin.Tensor_Tensor isin.Tensor_Tensor_out native_group_norm native_group_norm.out
        gru.data lstm.data rnn_relu.data rnn_tanh.data native_batch_norm.out as_strided_scatter.out cauchy.out geometric.out
        log_normal.out exponential.out special_ndtr.out normal.Tensor_float_out
        take.out _convert_indices_from_coo_to_csr""",
    "expanded": """
        conv_tbc isin.Tensor_Tensor isin.Tensor_Tensor_out native_group_norm native_group_norm.out gru.data lstm.data
        rnn_relu.data rnn_tanh.data native_batch_norm.out geqrf geqrf.a linalg_cholesky_ex linalg_cholesky_ex.L linalg_lstsq linalg_lstsq.out
        pinverse qr qr.Q linalg_qr linalg_qr.out resize_ resize_as_ _convert_indices_from_coo_to_csr""",
    "empty": """
        _fft_c2c _fft_c2r _fft_r2c fft_fft fft_fft2 fft_hfft fft_ifft fft_ifft2 fft_ihfft fft_irfft fft_irfft2 fft_rfft
        fft_rfft2 stft _native_batch_norm_legit.no_stats native_batch_norm _native_multi_head_attention linalg_lstsq
        _transformer_encoder_layer_fwd norm_except_dim pixel_unshuffle resize_ resize_as_""",
    "scalar": """
        binary_cross_entropy addbmm_ _softmax_backward_data _softmax_backward_data.out _weight_norm linalg_tensorinv
        linalg_tensorinv.out margin_ranking_loss normal.Tensor_float_out soft_margin_loss soft_margin_loss.out resize_
        resize_as_ _convert_indices_from_coo_to_csr""",
    "large": """
        cholesky_inverse cholesky_inverse.out combinations diag diag.out diagflat kron kron.out linalg_cholesky_ex
        linalg_cholesky_ex.L linalg_cond linalg_cond.out linalg_inv_ex linalg_inv_ex.inverse linalg_lu linalg_lu.out
        linalg_lu_factor linalg_lu_factor.out linalg_lu_factor_ex linalg_lu_factor_ex.out linalg_lu_solve
        linalg_lu_solve.out linalg_qr linalg_qr.out linalg_svd linalg_svd.U linalg_solve_ex linalg_solve_ex.out linalg_vander
        max_unpool3d max_unpool3d.out resize_ resize_as_""",
}
_SENSELESS = {sort: {f"aten::{n}" for n in names.split()} for sort, names in _SENSELESS.items()}

# Where PyTorch stumbles over a size before it looks at its arguments: the error is of the class that this has.
_STUMBLES = {
    f"aten::{name}"
    for name in """
    _fft_c2c-scalar _fft_c2c.out-scalar _fft_c2r-scalar _fft_c2r.out-scalar _fft_r2c-scalar _fft_r2c.out-scalar
    _native_batch_norm_legit-scalar _native_batch_norm_legit.no_stats-scalar native_batch_norm-scalar
    native_batch_norm.out-scalar _pad_packed_sequence-scalar pad_sequence-scalar conv_transpose3d.input-empty
    embedding_bag.padding_idx-scalar embedding_renorm-empty embedding_renorm_-empty gradient.scalararray-scalar
    im2col-scalar im2col.out-scalar index_copy-empty index_copy.out-scalar index_copy_-scalar index_fill.int_Tensor-empty index_reduce-empty
    index_reduce_-empty istft-scalar linalg_matrix_rank.atol_rtol_float_out-scalar linalg_pinv.atol_rtol_float-scalar
    linalg_pinv.atol_rtol_float_out-scalar linalg_tensorsolve-scalar linalg_tensorsolve.out-scalar lstm.input-scalar
    mv-scalar mv.out-scalar segment_reduce-scalar slow_conv3d-scalar
    """.split()
}


def _specs(value):
    if isinstance(value, Spec):
        yield value
    elif isinstance(value, Typed):
        yield from _specs(value.value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _specs(item)


def _changed(value, change, done):
    """The value with `change` done to its tensors; one given twice stays one."""
    if isinstance(value, Spec):
        if id(value) not in done:
            done[id(value)] = change(value)
        return done[id(value)]
    if isinstance(value, Typed):
        return replace(value, value=_changed(value.value, change, done))
    if isinstance(value, list | tuple):
        return type(value)(_changed(item, change, done) for item in value)
    return value


def _strided(spec):
    if not spec.sizes:
        return spec
    return replace(spec, layout="step" if len(spec.sizes) == 1 else "reversed")


def _expanded(spec):
    return replace(spec, layout="expand") if spec.sizes and 0 not in spec.sizes else spec


def _resized(spec, sizes):
    """Of other sizes; given elements come again and again."""
    content = spec.content
    if isinstance(content, tuple) and content:
        count = prod(sizes)
        content = (content * (count // len(content) + 1))[:count]
    layout = spec.layout if len(sizes) == len(spec.sizes) else ""
    return replace(spec, sizes=sizes, content=content, layout=layout)


def _scalar(spec):
    return _resized(spec, ())


def _telling(sample):
    """The size to change, and the tensor it is of: one that no other dimension has, if there is one."""
    first = _first(sample)
    count = Counter(
        s for spec in _specs([*sample.args, *sample.kwargs.values()]) for s in spec.sizes
    )
    alone = [size for size in first.sizes if count[size] == 1]
    return (alone or first.sizes)[0], first


def _with_size(old, new):
    def change(spec):
        return _resized(spec, tuple(new if size == old else size for size in spec.sizes))

    return change


def _enough(old, first):
    new = old
    while prod(new if size == old else size for size in first.sizes) < LARGE:
        new += max(1, new // 4)
    return new


def _first(sample):
    return next(_specs(sample.args))


def _everywhere(sample, change):
    done = {}
    args = _changed(sample.args, change, done)
    kwargs = {k: _changed(v, change, done) for k, v in sample.kwargs.items()}
    return replace(sample, args=args, kwargs=kwargs)


def _in_first(sample, change):
    """The same where the first tensors are: other arguments keep theirs."""
    place = next(i for i, a in enumerate(sample.args) if any(True for _ in _specs(a)))
    args = list(sample.args)
    args[place] = _changed(args[place], change, {})
    return replace(sample, args=tuple(args))


def _of_sort(sort, sample):
    if sort == "strided":
        return _everywhere(sample, _strided)
    if sort == "expanded":
        # What is written to stays as it is: nobody can write to elements that are one.
        written = {
            i for i, a in enumerate(find_schema(sample.operator).arguments) if "!" in a.alias
        }
        done = {}
        args = [
            a if i in written else _changed(a, _expanded, done) for i, a in enumerate(sample.args)
        ]
        return replace(sample, args=tuple(args))
    if sort == "scalar":
        return _in_first(sample, _scalar)
    old, first = _telling(sample)
    return _everywhere(sample, _with_size(old, 0 if sort == "empty" else _enough(old, first)))


SORTS = {
    "strided": lambda t: t.layout not in ("", "expand") and prod(t.sizes) > 1,
    "expanded": lambda t: t.layout == "expand",
    "empty": lambda t: 0 in t.sizes,
    "scalar": lambda t: not t.sizes,
    "large": lambda t: prod(t.sizes) >= LARGE,
}

_OWN: dict[str, list] = {}
for _family in families():
    if _family not in ("layouts", "vision"):
        for _sample in load(_family):
            _OWN.setdefault(_sample.operator, []).append((_family, _sample))


@cache
def _recorded(family):
    return record.read(family)


def _usable(family, sample):
    """Whether PyTorch answers, and the first tensor is an ordinary one with sizes to change."""
    first = next(_specs(sample.args), None)
    if first is None or not first.sizes or 0 in first.sizes or first.layout:
        return False
    return "error" not in _recorded(family)[sample.name]


def _missing(operator):
    own = _OWN.get(operator, ())
    base = next((sample for family, sample in own if _usable(family, sample)), None)
    if base is None:
        return
    tensors = [t for _, sample in own for t in _specs([*sample.args, *sample.kwargs.values()])]
    for sort, is_of in SORTS.items():
        if operator not in _SENSELESS[sort] and not any(map(is_of, tensors)):
            made = _of_sort(sort, base)
            name = f"{operator}-{sort}"
            yield replace(made, name=name, phrase="", classes=name not in _STUMBLES)


SAMPLES = [
    sample
    for kind in kinds()
    for schema in all_schemas(kind)
    if schema.upgrade is None and find_schema(schema.qualified) is schema
    for sample in _missing(schema.qualified)
]
