#include "kernels/generator.h"

#include <cmath>

#include "kernels/host.h"

namespace minijit {

void Generator::manual_seed(uint64_t seed) {
  state_.seed = seed;
  state_.next_normal.reset();
  state_.position = words;
  uint32_t value = static_cast<uint32_t>(seed);
  for (uint32_t i = 0; i < words; ++i) {
    state_.key[i] = value;
    value = 1812433253u * (value ^ (value >> 30)) + i + 1;
  }
}

void Generator::set_state(const State& state) {
  state_ = state;
  if (state_.position > words) state_.position = words;
}

void Generator::refill() {
  constexpr int shift = 397;
  const auto mix = [](uint32_t high, uint32_t low) {
    const uint32_t joined = (high & 0x80000000u) | (low & 0x7fffffffu);
    return (joined >> 1) ^ (low & 1u ? 0x9908b0dfu : 0u);
  };
  uint32_t* key = state_.key;
  for (int i = 0; i < words; ++i) {
    key[i] = key[(i + shift) % words] ^ mix(key[i], key[(i + 1) % words]);
  }
  state_.position = 0;
}

uint32_t Generator::random32() {
  if (state_.position >= words) refill();
  uint32_t value = state_.key[state_.position++];
  value ^= value >> 11;
  value ^= (value << 7) & 0x9d2c5680u;
  value ^= (value << 15) & 0xefc60000u;
  return value ^ (value >> 18);
}

double Generator::normal() {
  if (state_.next_normal) {
    const double kept = *state_.next_normal;
    state_.next_normal.reset();
    return kept;
  }
  const double first = uniform53(), second = uniform53();
  const double radius = std::sqrt(-2.0 * std::log1p(-second));
  const double theta = 2.0 * 3.141592653589793 * first;
  state_.next_normal = radius * std::sin(theta);
  return radius * std::cos(theta);
}

CallHost*& thread_host() {
  static thread_local CallHost* host = nullptr;
  return host;
}

const SourceRange*& thread_place() {
  static thread_local const SourceRange* place = nullptr;
  return place;
}

Generator& default_generator() {
  if (CallHost* host = thread_host()) return host->generator();
  static Generator generator;
  return generator;
}

}  // namespace minijit
