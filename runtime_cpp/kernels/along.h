// A row-major tensor seen around one of its dimensions.
#ifndef MINIJIT_KERNELS_ALONG_H_
#define MINIJIT_KERNELS_ALONG_H_

#include "minijit/tensor.h"

namespace minijit::kernels {

/// Its elements as [outer, count, inner], the middle being the dimension; for tensors that have
/// elements.
struct Along {
  int64_t outer = 1, count = 1, inner = 1;
  Along(const Tensor& t, int64_t dim) {
    for (int64_t d = 0; d < t.dim(); ++d) {
      (d < dim ? outer : d == dim ? count : inner) *= t.sizes()[static_cast<size_t>(d)];
    }
  }
};

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_ALONG_H_
