"""Samples of operators that other operators define, and of their kernels' late relatives."""

from tests.ops.sample import ENUM, INTS, KW, Device, T, Typed, V, WIDE, rows

FLOAT = ("float32", "float64", "float16", "bfloat16")
BOTH = ("float32", "int64")
ODD = T(4, 5, content="odd")
PAIR = ((T(3, 4), T(3, 4)),)
LOSS = (T(3, 4), T(3, 4))
IMAGE = T(1, 2, 4, 5)
GATES = [T(20, 3), T(20, 5), T(20), T(20)]
PLACES = V([[0, 1, 2, 0], [2, 0, 0, 1]])

SAMPLES = [
    # functions of one and two numbers
    *[
        row
        for name in ("tan", "asin", "acos", "sinh", "cosh", "asinh", "acosh", "atanh")
        for row in rows(
            f"aten::{name}",
            (T(3, 4, content="unit"),),
            (T(3, 4, layout="t", content="unit"),),
            (T(),),
            (T(0, 3),),
            (ODD,),
            (T(3, dtype="int64"),),
            (T(3, dtype="bool"),),
            dtypes=WIDE,
        )
    ],
    *[
        row
        for name in ("tan", "asin", "acos")
        for row in (
            *rows(f"aten::{name}.int", (1,), (0,)),
            *rows(f"aten::{name}.float", (0.25,), (-0.5,)),
        )
    ],
    *rows(
        "aten::atan2",
        (T(3, 4), T(3, 4)),
        (T(3, 1), T(4)),
        (ODD, T(5)),
        (T(3, dtype="int64"), T(3, dtype="int64")),
        (T(), T(2)),
        (T(3), T(4)),
        dtypes=FLOAT,
    ),
    *rows("aten::atan2.int", (1, -2)),
    *rows("aten::atan2.float", (0.5, -0.25)),
    *rows("aten::atan2.int_float", (1, 0.5)),
    *rows("aten::atan2.float_int", (0.5, -1)),
    *rows(
        "aten::hypot",
        (T(3, 4), T(3, 4)),
        (T(3, 1), T(4)),
        (T(3, dtype="int64"), T(3, dtype="int64")),
        dtypes=WIDE,
    ),
    *rows(
        "aten::fmod.Tensor",
        (T(3, 4), T(3, 4, content="positive")),
        (T(3, 1), T(4, content="positive")),
        dtypes=("float32", "float64", *INTS),
    ),
    *rows("aten::fmod.Tensor", (T(3, dtype="int64"), V([1, 0, 2]))),
    *rows(
        "aten::fmod.Scalar", (T(3, 4), 2), (T(3, 4), -1.5), (T(3, dtype="int32"), -1), dtypes=BOTH
    ),
    *rows("aten::fmod.int", (7, 3), (-7, 3)),
    *rows("aten::fmod.float", (7.5, 2.0), (-7.5, 2.0)),
    *rows(
        "aten::cumprod",
        (T(3, 4), 0),
        (T(3, 4), 1),
        (T(3, 4, layout="t"), -1),
        (T(), 0),
        (T(0, 3), 0),
        (T(3), 1),
        (T(3), 0, KW(dtype=ENUM["float64"])),
        dtypes=("float32", "float64", "int64", "int32", "bool"),
    ),
    *rows("aten::frac", (T(3, 4),), (ODD,), dtypes=WIDE),
    *rows("aten::frac_", (T(3, 4),)),
    *rows("aten::rad2deg", (T(3),), dtypes=WIDE),
    *rows("aten::deg2rad", (T(3),), dtypes=WIDE),
    *rows(
        "aten::logaddexp",
        (T(3, 4), T(3, 4)),
        (T(3, 1), T(4)),
        (ODD, T(5)),
        dtypes=WIDE,
        tolerance=4,
    ),
    *rows("aten::nan_to_num", (ODD,), (ODD, 1.5, 2.0, -2.0), (T(3, dtype="int64"),), dtypes=FLOAT),
    *rows("aten::nan_to_num_", (ODD,)),
    *rows(
        "aten::isclose",
        (T(3, 4), T(3, 4)),
        (ODD, ODD),
        (ODD, ODD, 1e-5, 1e-8, True),
        (T(3, 4), T(4), 0.5, 1.0),
        (V([1.0, 2.0]), V([1.0 + 1e-6, 2.1])),
        dtypes=WIDE,
    ),
    *rows(
        "aten::allclose",
        (V([1.0, 2.0]), V([1.0 + 1e-7, 2.0])),
        (V([1.0, 2.0]), V([1.0, 2.1])),
        (V([1.0, 2.0]), V([1.0, 2.1]), 0.1),
    ),
    # activations
    *[
        row
        for name in ("mish", "selu", "hardsigmoid", "log_sigmoid")
        for row in rows(
            f"aten::{name}",
            (T(3, 4),),
            (T(3, 4, layout="t"),),
            (T(),),
            (T(0),),
            (ODD,),
            dtypes=WIDE,
            tolerance=4,
        )
    ],
    *[
        row
        for name in ("mish_", "selu_", "hardsigmoid_")
        for row in rows(f"aten::{name}", (T(3, 4),), tolerance=4)
    ],
    *rows("aten::celu", (T(3, 4),), (T(3, 4), 2.0), (ODD,), dtypes=WIDE, tolerance=4),
    *rows("aten::celu_", (T(3, 4),), tolerance=4),
    *rows("aten::threshold", (T(3, 4), 0.5, 2.0), (ODD, 0.0, -1.0), (T(3, 4), 1, 2), dtypes=BOTH),
    *rows("aten::threshold_", (T(3, 4), 0.5, 2.0)),
    *rows("aten::hardshrink", (T(3, 4),), (T(3, 4), 1.0), (ODD,), dtypes=WIDE),
    *rows("aten::softshrink", (T(3, 4),), (T(3, 4), 1.0), (ODD,), dtypes=WIDE),
    *rows("aten::glu", (T(3, 4),), (T(4, 3), 0), (T(3, 5),), dtypes=WIDE, tolerance=4),
    # arithmetic of several tensors
    *rows(
        "aten::addcmul",
        (T(3, 4), T(3, 4), T(3, 4)),
        (T(3, 4), T(4), T(3, 1), KW(value=0.5)),
        dtypes=WIDE,
    ),
    *rows("aten::addcmul_", (T(3, 4), T(3, 4), T(4))),
    *rows(
        "aten::addcdiv",
        (T(3, 4), T(3, 4), T(3, 4, content="positive")),
        (T(3, 4), T(4), T(3, 1, content="positive"), KW(value=0.5)),
        dtypes=WIDE,
    ),
    *rows("aten::addcdiv_", (T(3, 4), T(3, 4), T(4, content="positive"))),
    *rows("aten::lerp.Scalar", (T(3, 4), T(3, 4), 0.25), (T(3, 4), T(4), 0.75), dtypes=WIDE),
    *rows("aten::lerp_.Scalar", (T(3, 4), T(3, 4), 0.25)),
    *rows(
        "aten::lerp.Tensor",
        (T(3, 4), T(3, 4), T(3, 4, content="unit")),
        (T(3, 4), T(4), T(3, 1, content="unit")),
        dtypes=WIDE,
    ),
    *rows("aten::lerp_.Tensor", (T(3, 4), T(3, 4), T(3, 4, content="unit"))),
    *rows(
        "aten::baddbmm",
        (T(2, 3, 5), T(2, 3, 4), T(2, 4, 5)),
        (T(5), T(2, 3, 4), T(2, 4, 5), KW(beta=0.5, alpha=2)),
        (T(2, 3, 5), T(2, 3, 4), T(2, 4, 5), KW(beta=0)),
        dtypes=WIDE,
        tolerance=4,
    ),
    *rows("aten::baddbmm_", (T(2, 3, 5), T(2, 3, 4), T(2, 4, 5)), tolerance=4),
    *rows("aten::outer", (T(3), T(4)), (T(0), T(4)), dtypes=BOTH),
    *rows(
        "aten::inner", (T(3), T(3)), (T(2, 3), T(4, 3)), (T(), T(2)), (T(2, 3), T(3)), tolerance=4
    ),
    *rows("aten::trace", (T(3, 3),), (T(2, 4),), (T(4, 2),), dtypes=BOTH),
    *rows("aten::trace", (T(3),), phrase="expected a matrix"),
    *rows("aten::dist", (T(3, 4), T(3, 4)), (T(3, 4), T(4), 1), dtypes=WIDE, tolerance=8),
    # reductions
    *rows(
        "aten::std",
        (T(3, 4),),
        (T(3, 4), False),
        (T(1),),
        (T(0),),
        (T(3, 4, layout="t"),),
        dtypes=WIDE,
        tolerance=4,
    ),
    *rows(
        "aten::std.dim",
        (T(3, 4), [1]),
        (T(3, 4), [0], False),
        (T(3, 4), [0, 1], True, True),
        (T(3, 4), None),
        dtypes=WIDE,
        tolerance=4,
    ),
    *rows(
        "aten::std.correction",
        (T(3, 4), [1], KW(correction=2)),
        (T(3, 4), KW(correction=0, keepdim=True)),
        (T(3, 4),),
        dtypes=WIDE,
        tolerance=4,
    ),
    *rows(
        "aten::linalg_vector_norm",
        (T(3, 4),),
        (T(3, 4), 1),
        (T(3, 4), float("inf")),
        (T(3, 4), 0),
        (T(3, 4), 3, [1]),
        (T(3, 4), 2, [0], True),
        (T(3, 4), 2, KW(dtype=ENUM["float64"])),
        dtypes=("float32",),
        tolerance=8,
    ),
    *rows(
        "aten::logsumexp",
        (T(3, 4), [1]),
        (T(3, 4), [0], True),
        (T(3, 4), [0, 1]),
        (V([[float("-inf")] * 2, [1.0, float("inf")]]), [1]),
        (T(), [0]),
        dtypes=WIDE,
        tolerance=4,
    ),
    *rows(
        "aten::count_nonzero", (T(3, 4),), (T(3, 4), 1), (T(),), dtypes=("float32", "int64", "bool")
    ),
    *rows("aten::count_nonzero.dim_IntList", (T(3, 4), [0, 1]), (T(3, 4), [0])),
    *rows(
        "aten::cosine_similarity",
        (T(3, 4), T(3, 4)),
        (T(3, 4), T(3, 4), 0),
        (T(2, 3, 4), T(2, 3, 4), 2),
        (V([[0.0, 0.0]]), V([[1.0, 2.0]])),
        tolerance=8,
    ),
    *rows(
        "aten::pairwise_distance",
        (T(3, 4), T(3, 4)),
        (T(3, 4), T(3, 4), 1.0),
        (T(3, 4), T(3, 4), 2.0, 1e-6, True),
        tolerance=8,
    ),
    # views and rearrangements
    *rows("aten::broadcast_to", (T(1, 3), [2, 3]), (T(3), [2, 3]), dtypes=BOTH),
    *rows("aten::view_as", (T(2, 6), T(3, 4)), (T(3, 4, layout="t"), T(3, 4))),
    *rows(
        "aten::unflatten.int", (T(2, 6), 1, [2, 3]), (T(2, 6), -1, [3, -1]), (T(6, 2), 0, [2, 3])
    ),
    *rows("aten::ravel", (T(2, 3),), (T(2, 3, layout="t"),), (T(),)),
    *rows("aten::swapaxes", (T(2, 3, 4), 0, 2)),
    *rows("aten::swapdims", (T(2, 3, 4), -1, 0)),
    *rows("aten::movedim.int", (T(2, 3, 4), 0, 2), (T(2, 3, 4), -1, 0), (T(2, 3, 4), 1, 1)),
    *rows("aten::fliplr", (T(2, 3),)),
    *rows("aten::flipud", (T(2, 3),)),
    *rows(
        "aten::diagonal",
        (T(3, 4),),
        (T(3, 4), 1),
        (T(3, 4), -1),
        (T(3, 4), 9),
        (T(2, 3, 4), 0, 1, 2),
        (T(2, 3, 4), 1, 0, -1),
        (T(3, 4, layout="t"),),
        dtypes=BOTH,
    ),
    *rows(
        "aten::unfold",
        (T(7), 0, 3, 2),
        (T(3, 6), 1, 2, 2),
        (T(3, 6), -2, 2, 1),
        (T(6, 3, layout="t"), 0, 2, 3),
        dtypes=BOTH,
    ),
    *rows(
        "aten::unfold",
        (T(3), 0, 4, 1),
        phrase="maximum size for tensor at dimension 0 is 3 but size is 4",
    ),
    *rows(
        "aten::roll",
        (T(3, 4), [1]),
        (T(3, 4), [1], [0]),
        (T(3, 4), [-1, 2], [0, 1]),
        (T(3, 4), [9], [1]),
        (T(0, 3), [1], [0]),
        dtypes=BOTH,
        strides=False,
    ),
    *rows("aten::tile", (T(2, 3), [2]), (T(2, 3), [2, 1, 3]), (T(), [3]), dtypes=BOTH),
    *rows(
        "aten::repeat_interleave.self_int",
        (T(2, 3), 2),
        (T(2, 3), 2, 0),
        (T(2, 3), 3, -1),
        (T(2, 3), 0, 1),
        dtypes=BOTH,
    ),
    *rows(
        "aten::repeat_interleave.self_Tensor",
        (T(2, 3), V([1, 2]), 0),
        (T(2, 3), V([2]), 1),
        (T(3), V([0, 2, 1])),
    ),
    *rows(
        "aten::diff",
        (T(5),),
        (T(3, 4),),
        (T(3, 4), 2),
        (T(3, 4), 1, 0),
        (T(4, dtype="bool"),),
        (T(3), 5),
        (T(3), 0),
        dtypes=BOTH,
    ),
    *rows("aten::diff", (T(3, 4), 1, -1, T(3, 1), T(3, 2))),
    *rows("aten::vstack", ([T(3), T(3)],), ([T(2, 3), T(3)],), ([T(), T()],)),
    *rows("aten::hstack", ([T(3), T(2)],), ([T(2, 3), T(2, 1)],), ([T(), T()],)),
    *rows("aten::meshgrid", ([T(2), T(3)],), ([T(2), T(), T(3)],)),
    *rows(
        "aten::meshgrid.indexing",
        ([T(2), T(3)], KW(indexing="xy")),
        ([T(2), T(3), T(4)], KW(indexing="xy")),
        ([T(2), T(3)], KW(indexing="ij")),
    ),
    *rows("aten::pixel_shuffle", (T(1, 8, 2, 3), 2), (T(4, 2, 2), 2), dtypes=BOTH),
    *rows(
        "aten::pixel_shuffle",
        (T(1, 3, 2, 2), 2),
        phrase="divisible by the square of upscale_factor",
    ),
    *rows("aten::pixel_unshuffle", (T(1, 2, 4, 6), 2), dtypes=BOTH),
    *rows("aten::channel_shuffle", (T(2, 6, 2, 2), 3), (T(2, 6, 3), 2), strides=False),
    *rows(
        "aten::pad",
        (T(2, 3), [1, 2]),
        (T(2, 3), [1, 0, 0, 2], "constant", 5.0),
        (T(2, 3), [-1, 1]),
        dtypes=BOTH,
    ),
    *rows(
        "aten::pad",
        (T(2, 3, 5), [2, 1], "reflect"),
        (T(1, 2, 4, 5), [1, 2, 3, 0], "reflect"),
        (T(2, 3, 5), [2, 4], "replicate"),
        (T(1, 2, 4, 5), [1, 2, 5, 0], "replicate"),
        (T(2, 3, 5), [2, 5], "circular"),
        (T(1, 2, 4, 5), [1, 2, 3, 0], "circular"),
        strides=False,
    ),
    *rows(
        "aten::pad",
        (T(2, 3, 5), [5, 1], "reflect"),
        phrase="Padding size should be less than the corresponding input dimension",
    ),
    # choosing
    *rows("aten::argsort", (V([[3.0, 1.0, 2.0], [5.0, 6.0, 4.0]]),), (V([3, 1, 2]), 0, True)),
    *rows(
        "aten::argsort.stable",
        (V([3.0, 1.0, 3.0]), KW(stable=True)),
        (V([3.0, 1.0, 3.0]), KW(stable=True, descending=True)),
    ),
    *rows(
        "aten::topk",
        (V([3.0, 1.0, 2.0, 5.0]), 2),
        (V([[3.0, 1.0, 2.0], [4.0, 6.0, 5.0]]), 2, 1, False),
        (V([[3, 1, 2], [4, 6, 5]]), 1, 0),
        (V([3.0, float("nan"), 2.0]), 2),
        (V(2.0), 1),
    ),
    *rows("aten::topk", (V([1.0, 2.0]), 3), phrase="selected index k out of range"),
    *rows(
        "aten::scatter.value",
        (T(3, 4), 0, PLACES, 2),
        (T(3, 4, layout="t"), 0, PLACES, 2),
        (T(4), 0, V([3, 0]), 1.5),
        (T(), 0, V(0), 3),
        (T(3), 0, V([], "int64"), 1),
        dtypes=("float32", "int64", "bool", "float16"),
    ),
    *rows(
        "aten::scatter.src",
        (T(3, 4), 0, V([[0, 1, 2, 0]]), T(2, 5)),
        (T(3, 4, layout="t"), 1, V([[0, 1], [2, 3], [1, 0]]), T(3, 4)),
        (T(4), 0, V([3, 0]), T(3)),
        dtypes=("float32", "int64", "bool", "bfloat16"),
    ),
    *rows(
        "aten::scatter.src",
        (T(3, 4), 0, V([[0, 3]]), T(1, 2)),
        (T(3, 4), 0, V([0, 1]), T(2)),
        (T(3, 4), 0, V([[0, 1]]), T(1, 2, dtype="float64")),
    ),
    *rows(
        "aten::scatter.src", (T(3, 4), 0, V([[0, 1, 0, 0, 1]]), T(1, 5)), phrase="to be no larger"
    ),
    *rows("aten::scatter_.src", (T(3, 4), 0, V([[0, 1, 2, 0]]), T(2, 5))),
    *rows("aten::scatter_.value", (T(3, 4), 0, PLACES, 2)),
    *rows(
        "aten::scatter_add",
        (T(3, 4), 0, PLACES, T(2, 4)),
        (T(3, 4, layout="t"), 1, V([[0, 0], [2, 3], [1, 1]]), T(3, 4)),
        (T(4), 0, V([3, 0, 3]), T(3)),
        dtypes=("float32", "float64", "int64", "int8"),
    ),
    *rows("aten::scatter_add_", (T(3, 4), 0, PLACES, T(2, 4))),
    # losses
    *[
        row
        for name in ("l1_loss", "smooth_l1_loss", "huber_loss", "kl_div", "soft_margin_loss")
        for row in rows(
            f"aten::{name}",
            LOSS,
            (*LOSS, 0),
            (*LOSS, 2),
            (T(3, 4), T(3, 4, layout="t")) if False else (T(0, 4), T(0, 4), 2),
            dtypes=WIDE,
            tolerance=8,
        )
    ],
    *rows("aten::smooth_l1_loss", (*LOSS, 1, 0.0), (*LOSS, 1, 2.0), tolerance=8),
    *rows("aten::huber_loss", (*LOSS, 1, 0.5), tolerance=8),
    *rows(
        "aten::kl_div",
        (T(3, 4), T(3, 4), 0, KW(log_target=True)),
        (T(3, 4), T(3, 4, content="positive")),
        tolerance=8,
    ),
    *rows(
        "aten::binary_cross_entropy",
        (V([0.1, 0.5, 1.0, 0.0]), V([0.0, 1.0, 1.0, 0.0])),
        (V([0.1, 0.5]), V([0.25, 0.5]), V([2.0, 3.0]), 0),
        (V([0.1, 0.5]), V([0.25, 0.5]), None, 2),
        tolerance=8,
    ),
    *rows(
        "aten::binary_cross_entropy_with_logits",
        LOSS,
        (T(3, 4), T(3, 4), T(4)),
        (T(3, 4), T(3, 4), None, T(4, content="positive"), 0),
        (T(3, 4), T(3, 4), None, None, 2),
        dtypes=WIDE,
        tolerance=8,
    ),
    *[
        row
        for name in ("nll_loss", "nll_loss_nd")
        for row in rows(
            f"aten::{name}",
            (T(3, 4), V([0, 3, 1])),
            (T(3, 4), V([0, 3, 1]), T(4, content="positive")),
            (T(3, 4), V([0, -100, 1]), None, 1),
            (T(3, 4), V([0, 2, 1]), None, 0, 2),
            (T(4), V(2)),
            dtypes=WIDE,
            tolerance=8,
        )
    ],
    *rows(
        "aten::nll_loss_nd",
        (T(2, 4, 3), V([[0, 1, 2], [3, 0, 1]])),
        (T(2, 4, 3), V([[0, 1, 2], [3, 0, 1]]), None, 0),
        (T(2, 4, 2, 2), V([[[0, 1], [2, 3]], [[1, 1], [0, 2]]]), T(4, content="positive"), 2),
        tolerance=8,
    ),
    *rows(
        "aten::cross_entropy_loss",
        (T(3, 4), V([0, 3, 1])),
        (T(3, 4), V([0, 3, 1]), T(4, content="positive")),
        (T(3, 4), V([0, -100, 1]), None, 1, -100, 0.1),
        (T(3, 4), V([0, 3, 1]), T(4, content="positive"), 0, -100, 0.2),
        (T(3, 4), T(3, 4, content="positive")),
        (T(3, 4), T(3, 4, content="positive"), T(4, content="positive"), 2, -100, 0.1),
        (T(4), V(2)),
        (T(2, 4, 3), V([[0, 1, 2], [3, 0, 1]])),
        dtypes=WIDE,
        tolerance=8,
    ),
    *rows(
        "aten::margin_ranking_loss",
        (T(3), T(3), V([1.0, -1.0, 1.0])),
        (T(3), T(3), V([1.0, -1.0, 1.0]), 0.5, 0),
        tolerance=4,
    ),
    *rows(
        "aten::hinge_embedding_loss",
        (T(3), V([1.0, -1.0, 1.0])),
        (T(3), V([1.0, -1.0, 1.0]), 2.0, 2),
        tolerance=4,
    ),
    *rows(
        "aten::triplet_margin_loss",
        (T(3, 4), T(3, 4), T(3, 4)),
        (T(3, 4), T(3, 4), T(3, 4), 2.0, 2.0, 1e-6, True, 0),
        tolerance=8,
    ),
    # layers
    *rows(
        "aten::scaled_dot_product_attention",
        (T(2, 3, 4), T(2, 5, 4), T(2, 5, 6)),
        (T(1, 2, 3, 4), T(1, 2, 3, 4), T(1, 2, 3, 4), None, 0.0, True),
        (T(2, 3, 4), T(2, 5, 4), T(2, 5, 6), V([[True, False, True, True, False]] * 3)),
        (T(2, 3, 4), T(2, 5, 4), T(2, 5, 6), T(3, 5), KW(scale=0.5)),
        dtypes=("float32",),
        tolerance=16,
        strides=False,
    ),
    *rows(
        "aten::instance_norm",
        (T(2, 3, 4), None, None, None, None, True, 0.1, 1e-5, True),
        (T(2, 3, 4, 5), T(3), T(3), None, None, True, 0.1, 1e-5, True),
        (T(2, 3, 4), None, None, T(3), T(3, content="positive"), False, 0.1, 1e-5, True),
        (T(2, 3, 4), T(3), None, T(3), T(3, content="positive"), True, 0.1, 1e-5, True),
        tolerance=16,
    ),
    *rows(
        "aten::rms_norm",
        (T(3, 4), [4]),
        (T(2, 3, 4), [3, 4], T(3, 4), 1e-5),
        dtypes=WIDE,
        tolerance=8,
    ),
    *rows(
        "aten::upsample_nearest2d",
        (IMAGE, [8, 10]),
        (IMAGE, [3, 3]),
        (IMAGE, [6, 7], 1.5, 1.5),
        strides=False,
    ),
    *rows(
        "aten::upsample_nearest2d.vec",
        (IMAGE, [8, 10], None),
        (IMAGE, None, [2.0, 1.5]),
        strides=False,
    ),
    *rows(
        "aten::upsample_bilinear2d",
        (IMAGE, [8, 10], False),
        (IMAGE, [3, 3], True),
        (IMAGE, [6, 7], False, 1.5, 1.5),
        (IMAGE, [1, 1], True),
        strides=False,
        tolerance=8,
    ),
    *rows(
        "aten::upsample_bilinear2d.vec",
        (IMAGE, [8, 10], True, None),
        (IMAGE, None, False, [2.0, 1.5]),
        strides=False,
        tolerance=8,
    ),
    *rows(
        "aten::lstm.input",
        (T(4, 2, 3), [T(1, 2, 5), T(1, 2, 5)], GATES, True, 1, 0.0, False, False, False),
        (T(2, 4, 3), [T(1, 2, 5), T(1, 2, 5)], GATES, True, 1, 0.0, False, False, True),
        (T(4, 2, 3), [T(2, 2, 5), T(2, 2, 5)], [*GATES, *GATES], True, 1, 0.0, False, True, False),
        (T(4, 2, 3), [T(1, 2, 5), T(1, 2, 5)], GATES[:2], False, 1, 0.0, False, False, False),
        (
            T(4, 2, 3),
            [T(2, 2, 5), T(2, 2, 5)],
            [*GATES, T(20, 5), T(20, 5), T(20), T(20)],
            True,
            2,
            0.0,
            False,
            False,
            False,
        ),
        tolerance=16,
        strides=False,
    ),
    *rows(
        "aten::gru.input",
        (
            T(4, 2, 3),
            T(1, 2, 5),
            [T(15, 3), T(15, 5), T(15), T(15)],
            True,
            1,
            0.0,
            False,
            False,
            False,
        ),
        (
            T(2, 4, 3),
            T(2, 2, 5),
            [T(15, 3), T(15, 5), T(15), T(15)] * 2,
            True,
            1,
            0.0,
            False,
            True,
            True,
        ),
        tolerance=16,
        strides=False,
    ),
    *rows(
        "aten::rnn_tanh.input",
        (T(4, 2, 3), T(1, 2, 5), [T(5, 3), T(5, 5), T(5), T(5)], True, 1, 0.0, False, False, False),
        tolerance=16,
        strides=False,
    ),
    *rows(
        "aten::rnn_relu.input",
        (T(4, 2, 3), T(1, 4, 5), [T(5, 3), T(5, 5), T(5), T(5)], True, 1, 0.0, False, False, True),
        tolerance=16,
        strides=False,
    ),
    # random
    *rows(
        "aten::rand_like",
        (T(3, 4),),
        (T(20, dtype="float32"), KW(dtype=ENUM["float64"])),
        dtypes=WIDE,
        seed=1,
    ),
    *rows("aten::randn_like", (T(3, 4),), (T(3, 8),), dtypes=WIDE, seed=2, tolerance=8),
    *rows("aten::bernoulli", (T(4, 5, content=[0.25] * 20),), dtypes=WIDE, seed=3),
    # devices
    *rows("aten::device", ("cpu",), ("cuda:1",), ("nonsense",)),
    *rows("aten::cpu", (T(2, 3),)),
]

PACKED = V([3, 3, 2, 1])
SAMPLES += [
    *rows("aten::lstm.data",
          (T(9, 3), PACKED, [T(1, 3, 5), T(1, 3, 5)], GATES, True, 1, 0.0, False, False),
          (T(9, 3), PACKED, [T(2, 3, 5), T(2, 3, 5)], [*GATES, *GATES], True, 1, 0.0, False, True),
          tolerance=16, strides=False),
    *rows("aten::gru.data",
          (T(9, 3), PACKED, T(2, 3, 5), [T(15, 3), T(15, 5), T(15), T(15)] * 2, True, 1, 0.0, False, True),
          tolerance=16, strides=False),
]  # fmt: skip
