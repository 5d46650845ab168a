// The source of random numbers: the Mersenne Twister, drawn from as PyTorch's CPU generator draws.
// In: a seed or a state; out: the numbers of PyTorch for the same seed. It knows no tensors.
#ifndef MINIJIT_KERNELS_GENERATOR_H_
#define MINIJIT_KERNELS_GENERATOR_H_

#include <cstdint>
#include <mutex>
#include <optional>

#include "minijit/ivalue.h"

namespace minijit {

/// One stream of random numbers. A value of kind Generator holds one. Callers hold `lock` while
/// they draw.
class Generator : public RefCounted {
 public:
  static constexpr uint64_t default_seed = 67280421310721u;
  static constexpr int words = 624;

  /// All that decides the numbers to come.
  struct State {
    uint64_t seed = default_seed;
    uint32_t key[words] = {};
    uint32_t position = words;
    std::optional<double> next_normal;
  };

  Generator() { manual_seed(default_seed); }

  void manual_seed(uint64_t seed);
  uint64_t initial_seed() const { return state_.seed; }
  const State& state() const { return state_; }
  /// A position beyond the words means that all are used up.
  void set_state(const State& state);

  uint32_t random32();
  uint64_t random64() {
    const uint64_t high = random32();
    return high << 32 | random32();
  }
  /// A multiple of 2^-24 in [0, 1).
  float uniform24() { return static_cast<float>(random32() & 0xffffffu) * 0x1p-24f; }
  /// A multiple of 2^-53 in [0, 1).
  double uniform53() { return static_cast<double>(random64() & 0x1fffffffffffffu) * 0x1p-53; }
  /// One standard normal number; every second call uses what the first one kept.
  double normal();

  std::mutex lock;

 private:
  void refill();

  State state_;
};

/// The stream that operators draw from unless they are given another. Process-wide state, with the
/// default dtype and the thread pool.
Generator& default_generator();

}  // namespace minijit

#endif  // MINIJIT_KERNELS_GENERATOR_H_
