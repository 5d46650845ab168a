// The table of one instruction set, from the loops before it.
namespace minijit::kernels {

namespace {

constexpr Vectors table = {
    {each<Exp>,
     each<Expm1>,
     each<Log>,
     each<Log2>,
     each<Log1p>,
     each<Tanh>,
     each<Sigmoid>,
     each<Erf>,
     each_angle<Sin, sinf>,
     each_angle<Cos, cosf>,
     each<Gelu>,
     each<GeluTanh>,
     each<Silu>,
     each<Elu>,
     each<Softplus>,
     each<LeakyRelu>,
     each<Floor>,
     each<Ceil>,
     each<Trunc>,
     each<Round>},
    softmax_row,
    softmax_columns,
    sum,
    squares,
    normalize,
    largest,
    merge_largest,
    accumulate,
    product,
    multiply_into,
    MJ_LANES,
    MJ_VECTORS,
    tile,
    copy_rows,
    copy_every_second,
    dots,
    add_rows,
    weighted,
    {4, winograd_split<2>, winograd_input<2>, winograd_weights<2>, winograd_output<2>},
    {6, winograd_split<4>, winograd_input<4>, winograd_weights<4>, winograd_output<4>},
};

}  // namespace

}  // namespace minijit::kernels
