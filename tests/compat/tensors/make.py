"""Files of torch.save with every kind of tensor, and what PyTorch says of them.

`python -m tests.compat.tensors.make` writes them anew with the PyTorch that is installed; they are
committed, so that the tests need none.
"""

import json
import warnings
from pathlib import Path

HERE = Path(__file__).parent
DENSE = ((1.0, 0, 2, 0), (0, 0, 3, 0), (0, 4, 0, 0), (5, 0, 0, 6))
ALL = ("values", "indices", "is_coalesced", "dim", "numel", "element_size")
PARTS = {
    "coo": "_indices _values _nnz sparse_dim dense_dim coalesce to_dense crow_indices stride".split(),
    "meta": "stride is_contiguous unbind t tolist cpu numpy".split(),
    "nested": "unbind _nested_tensor_size _nested_tensor_strides".split(),
    "complex32": "tolist is_complex is_signed cfloat double stride".split(),
    "float4": "stride is_signed is_floating_point tolist".split(),
    "q4": "int_repr dequantize q_per_channel_scales q_per_channel_zero_points "
    "q_per_channel_axis q_scale q_zero_point stride type".split(),
    "bits": "stride is_floating_point tolist".split(),
}
NOT_IN_STREAMS = (
    "complex32", "bits16", "bits1x8", "bits2x4", "bits4x2", "bits8",
    "float4_e2m1fn_x2",
)  # fmt: skip
COMPRESSED = "_nnz sparse_dim dense_dim to_dense crow_indices col_indices ccol_indices row_indices"


def kinds(torch):
    """A tensor of every kind that is no plain one."""
    places, values = torch.tensor([[0, 1, 1, 0], [2, 0, 2, 2]]), torch.tensor([1.0, 2, 3, 4])
    coo = torch.sparse_coo_tensor(places, values, (2, 3))
    dense = torch.tensor(DENSE)
    csr = dense.to_sparse_csr()
    short = (csr.crow_indices().int(), csr.col_indices().int(), csr.values().double())
    rows = torch.arange(6.0).reshape(2, 3)
    by_channel = torch.tensor([0.5, 1]), torch.tensor([0.0, 1]), 0
    nested = [torch.ones(2, 3), torch.arange(8.0).reshape(4, 2)]
    return {
        "coo": coo,
        "coo_coalesced": coo.coalesce(),
        "coo_half": coo.half(),
        "coo_complex": torch.sparse_coo_tensor(places, values * 1j, (2, 3)),
        "coo_bool": torch.sparse_coo_tensor(places, values > 1, (2, 3)),
        "coo_hybrid": torch.sparse_coo_tensor(torch.tensor([[2, 0]]), rows, (4, 3)),
        "coo_point": torch.sparse_coo_tensor(torch.zeros(0, 2, dtype=torch.long), rows, (3,)),
        "coo_empty": torch.sparse_coo_tensor(size=(2, 3)),
        "csr": csr,
        "csr_short": torch.sparse_csr_tensor(*short, (4, 4)),
        "csr_batch": torch.stack([dense, dense.flip(0).flip(1)]).to_sparse_csr(),
        "csr_hybrid": torch.stack([dense, dense], -1).to_sparse_csr(dense_dim=1),
        "csr_empty": torch.zeros(2, 3).to_sparse_csr(),
        "csc": dense.to_sparse_csc(),
        "bsr": dense.to_sparse_bsr((2, 2)),
        "bsr_oblong": torch.cat([dense, dense[:2]]).to_sparse_bsr((3, 2)),
        "bsc": dense.to_sparse_bsc((2, 1)),
        "meta": torch.empty(2, 3, device="meta"),
        "meta_turned": torch.empty(2, 3, device="meta", dtype=torch.float16).t(),
        "meta_grad": torch.empty(2, device="meta", requires_grad=True),
        "meta_float8": torch.empty(2, device="meta", dtype=torch.float8_e5m2),
        "nested": torch.nested.nested_tensor(nested),
        "nested_turned": torch.nested.nested_tensor([n[:2] for n in nested]).transpose(1, 2),
        "nested_ints": torch.nested.nested_tensor([torch.tensor([1]), torch.tensor([2, 3])]),
        "complex32": torch.tensor([[1 + 2j, 3 - 4j], [0.1j, 5]]).to(torch.complex32),
        "q4": torch.quantize_per_channel(dense[:2, :3], *by_channel, torch.quint4x2),
        "q2": torch.quantize_per_channel(dense[:2, :3], *by_channel, torch.quint2x4),
        "q4_alone": torch.quantize_per_tensor(dense[0, :3], 0.5, 1, torch.quint4x2),
        "q8_floats": torch.quantize_per_channel(dense[:2], *by_channel, torch.quint8),
        "bits16": torch.arange(6, dtype=torch.int16).view(torch.bits16),
    } | {
        name: torch.arange(6, dtype=torch.uint8).reshape(2, 3).view(getattr(torch, name))
        for name in ("bits1x8", "bits2x4", "bits4x2", "bits8", "float4_e2m1fn_x2")
    }


def plain(value):
    """A result in plain terms: what is shown of tensors, numbers as they are, or that there is none."""
    if isinstance(value, list | tuple) and value and not isinstance(value[0], int):
        return [plain(v) for v in value]
    return value if isinstance(value, bool | int) else repr(value)


def described(name, tensor):
    """What the attributes and methods of a tensor of either library say."""
    kind = name.removeprefix("parameter ").partition("_")[0]
    kind = "q4" if kind.startswith("q") else kind
    kind = "bits" if kind.startswith("bits") else kind
    try:
        found = {"repr": repr(tensor)}
    except NotImplementedError:
        found = {"repr": "refused"}  # PyTorch shows no bits
    for name in ("dtype", "layout", "device", "requires_grad"):
        found[name] = str(getattr(tensor, name))
    for name in ("is_sparse", "is_sparse_csr", "is_meta", "is_nested", "is_cpu", "is_quantized"):
        found[name] = getattr(tensor, name)
    tensor = tensor.detach() if kind != "bits" else tensor
    for name in (*ALL, *PARTS.get(kind, COMPRESSED.split())):
        try:
            found[name] = plain(getattr(tensor, name)())
        except Exception:
            found[name] = "refused"
    return found


def file_of(torch, tensors):
    """What the files hold: each tensor, and a parameter of some."""
    given = {n: t for n, t in tensors.items() if n in ("coo", "csr", "meta", "nested", "complex32")}
    return tensors | {f"parameter {n}": torch.nn.Parameter(t) for n, t in given.items()}


def main():
    import torch

    warnings.simplefilter("ignore")
    tensors = file_of(torch, kinds(torch))
    torch.save(tensors, HERE / "kinds.pt")
    # PyTorch reads the sizes of nested tensors of a stream before they are there, and writes no
    # newer dtypes there.
    stream = {
        n: t for n, t in tensors.items() if not t.is_nested and n.split()[-1] not in NOT_IN_STREAMS
    }
    torch.save(stream, HERE / "kinds_stream.pt", _use_new_zipfile_serialization=False)
    loaded = torch.load(HERE / "kinds.pt", weights_only=True)
    known = {name: described(name, tensor) for name, tensor in loaded.items()}
    (HERE / "kinds.json").write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    main()
