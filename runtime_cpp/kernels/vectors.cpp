#include "kernels/vectors.h"

namespace minijit::kernels {

namespace {

const Vectors& find_vectors() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
    return vectors_avx512();
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return vectors_avx2();
#endif
  return vectors_baseline();
}

}  // namespace

const Vectors& vectors() {
  static const Vectors& found = find_vectors();
  return found;
}

}  // namespace minijit::kernels
