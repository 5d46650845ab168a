// Scaled dot-product attention without the matrix of all scores: some rows of queries at a time
// meet the keys and values of their head, which are packed once.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "kernels/fusions.h"
#include "kernels/gemm.h"
#include "kernels/iterator.h"
#include "kernels/vectors.h"
#include "support/blocks.h"
#include "support/limits.h"
#include "support/parallel.h"

namespace minijit::kernels {

namespace {

constexpr float lowest = -std::numeric_limits<float>::infinity();

int64_t up(int64_t value, int64_t step) { return (value + step - 1) / step * step; }

/// Rows of one head; elements of a row lie side by side.
struct Rows {
  const float* data;
  int64_t stride;
};

/// What is added to the scores, or which of them count; null: nothing.
struct Mask {
  const void* data;
  bool is_bool;
  int64_t row, column;  // strides
};

struct Head {
  Rows query, key, value;
  Mask mask;
  float* out;
};

/// Sizes that all heads share.
struct Attention {
  int64_t queries, keys, width, value_width;
  float scale;
  bool causal;

  void run(const Head& head) const;

 private:
  int64_t panel() const { return vectors().lanes * vectors().tile_vectors; }
  void pack(const Rows& rows, bool transposed, int64_t k, int64_t n, float* to) const;
  void product(int64_t rows, int64_t k, int64_t n, const float* a, int64_t a_stride,
               const float* packed, int64_t depth, float* c, int64_t c_stride) const;
  void add_mask(const Mask& mask, int64_t query, int64_t count, float* scores) const;
  void weigh(const Head& head, int64_t query, int64_t count, float* scores) const;
};

void Attention::pack(const Rows& rows, bool transposed, int64_t k, int64_t n, float* to) const {
  Product p{0, k, n, nullptr, 0, rows.data, rows.stride, nullptr, 0, transposed};
  for (int64_t column = 0; column < n; column += panel(), to += k * panel())
    pack_columns(p, 0, k, column, panel(), to);
}

/// C = A B where B, of `depth` rows of which `k` count, is packed. C has room for whole panels.
void Attention::product(int64_t rows, int64_t k, int64_t n, const float* a, int64_t a_stride,
                        const float* packed, int64_t depth, float* c, int64_t c_stride) const {
  const Vectors& v = vectors();
  for (int64_t column = 0; column < n; column += panel()) {
    const int64_t columns = (std::min(panel(), n - column) + v.lanes - 1) / v.lanes;
    v.tile(rows, columns, k, a, a_stride, packed + column * depth, panel(), c + column, c_stride,
           false);
  }
}

void Attention::add_mask(const Mask& mask, int64_t query, int64_t count, float* scores) const {
  if (!mask.data) return;
  const int64_t first = query * mask.row;
  if (mask.is_bool) {
    const bool* counts = static_cast<const bool*>(mask.data) + first;
    for (int64_t j = 0; j < count; ++j) scores[j] = counts[j * mask.column] ? scores[j] : lowest;
    return;
  }
  const float* add = static_cast<const float*>(mask.data) + first;
  if (mask.column == 1) {
    for (int64_t j = 0; j < count; ++j) scores[j] += add[j];
  } else {
    for (int64_t j = 0; j < count; ++j) scores[j] += add[j * mask.column];
  }
}

/// Scores of a query become weights; there are `count` of them.
void Attention::weigh(const Head& head, int64_t query, int64_t count, float* scores) const {
  const int64_t seen = causal ? std::min(count, query + 1) : count;
  add_mask(head.mask, query, seen, scores);
  // A query that may look at nothing gets nothing.
  if (head.mask.data && std::all_of(scores, scores + seen, [](float s) { return s == lowest; })) {
    std::fill(scores, scores + count, 0.0f);
    return;
  }
  vectors().softmax_row(scores, scores, seen, false);
  std::fill(scores + seen, scores + count, 0.0f);
}

void Attention::run(const Head& head) const {
  constexpr int64_t most = 48, cache = 49152;
  const int64_t block = std::clamp(cache / keys / 12 * 12, int64_t{12}, most);
  const int64_t scores_stride = up(keys, panel()), out_stride = up(value_width, panel());
  const Scratch<float> packed_keys(static_cast<size_t>(scores_stride * width));
  const Scratch<float> packed_values(static_cast<size_t>(out_stride * keys));
  const Scratch<float> scaled(static_cast<size_t>(block * width));
  const Scratch<float> scores(static_cast<size_t>(block * scores_stride));
  const Scratch<float> part(static_cast<size_t>(block * out_stride));
  pack(head.key, true, width, keys, packed_keys.data());
  pack(head.value, false, keys, value_width, packed_values.data());
  for (int64_t first = 0; first < queries; first += block) {
    const int64_t rows = std::min(block, queries - first);
    const int64_t seen = causal ? std::min(keys, first + rows) : keys;
    for (int64_t i = 0; i < rows; ++i) {
      const float* from = head.query.data + (first + i) * head.query.stride;
      float* to = scaled.data() + i * width;
      for (int64_t j = 0; j < width; ++j) to[j] = from[j] * scale;
    }
    product(rows, width, seen, scaled.data(), width, packed_keys.data(), width, scores.data(),
            scores_stride);
    for (int64_t i = 0; i < rows; ++i)
      weigh(head, first + i, seen, scores.data() + i * scores_stride);
    const bool whole = value_width == out_stride;
    float* to = head.out + first * value_width;
    product(rows, seen, value_width, scores.data(), scores_stride, packed_values.data(), keys,
            whole ? to : part.data(), out_stride);
    for (int64_t i = 0; i < rows && !whole; ++i) {
      std::copy_n(part.data() + i * out_stride, value_width, to + i * value_width);
    }
  }
}

/// Matrices of the last two dimensions, in batches and heads.
bool is_stack(const Tensor& t) {
  return t.defined() && t.dtype() == kFloat32 && t.dim() >= 2 && t.numel() > 0;
}

bool same_batches(const Tensor& a, const Tensor& b, size_t but_last) {
  const size_t dims = a.sizes().size();
  if (dims != b.sizes().size() || dims < but_last) return false;
  return std::equal(a.sizes().begin(), a.sizes().end() - static_cast<ptrdiff_t>(but_last),
                    b.sizes().begin());
}

Tensor with_rows(const Tensor& t) { return t.stride(-1) == 1 ? t : t.contiguous(); }

/// Offset of a stack's matrix, counted over the sizes of `like`; each matrix of the last of its
/// batches serves `group` of them.
int64_t matrix_offset(const Tensor& t, const Tensor& like, int64_t index, int64_t group) {
  int64_t offset = 0;
  bool is_head = true;
  for (size_t d = like.sizes().size() - 2; d-- > 0; is_head = false) {
    const int64_t place = index % like.sizes()[d];
    index /= like.sizes()[d];
    offset += (is_head ? place / group : place) * t.strides()[d];
  }
  return offset;
}

/// Do the leading sizes of a mask broadcast to those of the scores, and all of it?
bool expands(const Tensor& mask, const Ints& sizes) {
  const size_t dims = mask.sizes().size();
  if (dims > sizes.size()) return false;
  for (size_t d = 0; d < dims; ++d) {
    const int64_t size = mask.sizes()[d];
    if (size != 1 && size != sizes[sizes.size() - dims + d]) return false;
  }
  return true;
}

class AttentionFusion final : public Fusion {
 public:
  bool run(const IValue* const* in, IValue* out) const override {
    if (!in[0]->isTensor() || !in[1]->isTensor() || !in[2]->isTensor()) return false;
    const Tensor &q = in[0]->toTensor(), &k = in[1]->toTensor(), &v = in[2]->toTensor();
    if (!is_stack(q) || !is_stack(k) || !is_stack(v)) return false;
    if (!in[4]->isDouble() || in[4]->toDouble() != 0.0) return false;
    if (!in[5]->isBool() || !in[7]->isBool() || !(in[6]->isNone() || in[6]->isDouble()))
      return false;
    const bool grouped = in[7]->toBool();
    int64_t group = 1;
    if (grouped) {
      if (q.dim() < 3 || !same_batches(q, k, 3) || q.size(-3) % k.size(-3) != 0) return false;
      group = q.size(-3) / k.size(-3);
    } else if (!same_batches(q, k, 2)) {
      return false;
    }
    if (!same_batches(k, v, 2) || k.size(-2) != v.size(-2) || q.size(-1) != k.size(-1))
      return false;
    Attention all{q.size(-2), k.size(-2), q.size(-1), v.size(-1), 0.0f, in[5]->toBool()};
    all.scale = static_cast<float>(in[6]->isNone() ? 1 / std::sqrt(static_cast<double>(all.width))
                                                   : in[6]->toDouble());
    Ints sizes(q.sizes().begin(), q.sizes().end());
    sizes.back() = all.keys;
    Tensor mask;
    if (!in[3]->isNone()) {
      if (!in[3]->isTensor() || !in[3]->toTensor().defined()) return false;
      mask = in[3]->toTensor();
      const bool known = mask.dtype() == kBool || mask.dtype() == kFloat32;
      if (all.causal || !known || !expands(mask, sizes)) return false;
      mask = mask.expand(sizes);
    }
    spend_product({q.numel(), all.keys});
    spend_product({v.numel(), group, all.queries});
    sizes.back() = all.value_width;
    Tensor result = empty(sizes, kFloat32);
    attend(all, with_rows(q), with_rows(k), with_rows(v), mask, group, result);
    *out = IValue(std::move(result));
    return true;
  }

 private:
  static void attend(const Attention& all, const Tensor& q, const Tensor& k, const Tensor& v,
                     const Tensor& mask, int64_t group, const Tensor& result) {
    const int64_t size = all.queries * all.value_width;
    parallel_for(0, result.numel() / size, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        Head head{};
        head.query = {q.unchecked<float>() + matrix_offset(q, q, i, 1), q.stride(-2)};
        head.key = {k.unchecked<float>() + matrix_offset(k, q, i, group), k.stride(-2)};
        head.value = {v.unchecked<float>() + matrix_offset(v, q, i, group), v.stride(-2)};
        if (mask.defined()) {
          head.mask = {mask.impl()->data + matrix_offset(mask, q, i, 1) *
                                               static_cast<int64_t>(itemsize(mask.dtype())),
                       mask.dtype() == kBool, mask.stride(-2), mask.stride(-1)};
        }
        head.out = result.unchecked<float>() + i * size;
        all.run(head);
      }
    });
  }
};

}  // namespace

std::shared_ptr<const Fusion> fusion_of(const OpInfo& composite) {
  if (std::string_view(composite.kind.c_str()) != "aten::scaled_dot_product_attention" ||
      composite.derive != Derive::None)
    return nullptr;
  return std::make_shared<AttentionFusion>();
}

}  // namespace minijit::kernels
