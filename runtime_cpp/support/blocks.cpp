#include "support/blocks.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "minijit/error.h"
#include "minijit/intrusive_ptr.h"
#include "support/limits.h"

namespace minijit {

namespace {

// Blocks that are used after their release shall be found.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool recycles = false;
#else
constexpr bool recycles = true;
#endif

/// Stands before each block.
struct alignas(16) Header {
  size_t size_class;
  Header* next;  // while the block is kept
};

// Classes are 64 bytes apart up to 1 KiB; above, four lie between one power of two and the next.
constexpr size_t small_step = 64, small_classes = 16;
constexpr size_t classes = small_classes + 4 * 40;

size_t class_of(size_t bytes) {
  if (bytes <= small_step * small_classes) return (bytes - 1) / small_step;
  const auto shift = static_cast<size_t>(61 - __builtin_clzll(bytes - 1));
  return small_classes + (shift - 8) * 4 + (((bytes - 1) >> shift) - 4);
}

size_t class_bytes(size_t size_class) {
  if (size_class < small_classes) return (size_class + 1) * small_step;
  const size_t above = size_class - small_classes;
  return (above % 4 + 5) << (above / 4 + 8);
}

/// What one thread keeps.
struct Cache {
  // Beyond the most that was ever in use at once: calls with several shapes take turns.
  static constexpr int64_t slack = int64_t{32} << 20;

  Header* kept[classes] = {};
  int64_t kept_bytes = 0;
  // Blocks that other threads give back, or take away, make it wander; it is a measure only.
  int64_t used_bytes = 0;
  int64_t most_used_bytes = 0;

  int64_t room() const { return most_used_bytes + slack - kept_bytes; }

  /// Gives the largest blocks to the system until `bytes` more may be kept or used.
  void shrink(int64_t bytes) {
    for (size_t k = classes; k-- > 0 && kept_bytes + bytes > most_used_bytes + slack;) {
      while (kept[k] && kept_bytes + bytes > most_used_bytes + slack) {
        Header* block = kept[k];
        kept[k] = block->next;
        kept_bytes -= static_cast<int64_t>(class_bytes(k));
        std::free(block);
      }
    }
  }

  void release() {
    for (Header*& first : kept) {
      while (first) {
        Header* block = first;
        first = block->next;
        std::free(block);
      }
    }
    kept_bytes = 0;
    most_used_bytes = std::max<int64_t>(used_bytes, 0);
  }
};

Cache* const closed = reinterpret_cast<Cache*>(1);

// Null before the first use, `closed` when the thread is about to end.
thread_local Cache* cache __attribute__((tls_model("initial-exec"))) = nullptr;

// What this thread's blocks and values hold, and may hold.
thread_local int64_t held __attribute__((tls_model("initial-exec"))) = 0;
thread_local int64_t may_hold __attribute__((tls_model("initial-exec"))) = INT64_MAX;

struct Closer {
  bool armed = false;
  ~Closer() {
    if (!armed) return;
    cache->release();
    std::free(cache);
    cache = closed;
  }
};

bool is_open(const Cache* c) { return reinterpret_cast<uintptr_t>(c) > 1; }

/// The thread's cache, or null if it has none any more.
[[gnu::noinline, gnu::cold]] Cache* open_cache() {
  if (!recycles || cache == closed) return nullptr;
  void* place = std::malloc(sizeof(Cache));
  if (!place) return nullptr;
  static thread_local Closer closer;
  cache = new (place) Cache;
  closer.armed = true;
  return cache;
}

[[gnu::noinline, gnu::cold]] void* new_block(Cache* c, size_t size_class) {
  const size_t bytes = class_bytes(size_class);
  if (c) c->shrink(c->used_bytes);
  void* memory = std::malloc(bytes);
  if (!memory && c) {
    c->release();
    memory = std::malloc(bytes);
  }
  if (!memory) {
    held -= static_cast<int64_t>(bytes);
    if (c) c->used_bytes -= static_cast<int64_t>(bytes);
    return nullptr;
  }
  auto* block = new (memory) Header{size_class, nullptr};
  return block + 1;
}

[[noreturn]] void throw_limit() {
  throw Error(Diag::MJ3145, {{"limit", uint64_t{limits::max_memory_bytes}}});
}

}  // namespace

void* take_block(size_t bytes) noexcept {
  constexpr size_t most = size_t{1} << 46;
  if (bytes > most) return nullptr;
  const size_t k = class_of(bytes + sizeof(Header));
  const auto size = static_cast<int64_t>(class_bytes(k));
  if (held > may_hold - size) return nullptr;
  held += size;
  Cache* c = cache;
  if (!is_open(c)) {
    c = open_cache();
    if (!c) return new_block(nullptr, k);
  }
  c->used_bytes += size;
  c->most_used_bytes = std::max(c->most_used_bytes, c->used_bytes);
  Header* block = c->kept[k];
  if (!block) return new_block(c, k);
  c->kept[k] = block->next;
  c->kept_bytes -= size;
  return block + 1;
}

void give_block(void* memory) noexcept {
  if (!memory) return;
  Header* block = static_cast<Header*>(memory) - 1;
  Cache* c = cache;
  const auto size = static_cast<int64_t>(class_bytes(block->size_class));
  held -= size;
  if (!is_open(c)) c = open_cache();
  if (c) {
    c->used_bytes -= size;
    if (size <= c->room()) {
      block->next = c->kept[block->size_class];
      c->kept[block->size_class] = block;
      c->kept_bytes += size;
      return;
    }
  }
  std::free(block);
}

void detail::hold_bytes(int64_t more) {
  if (more > 0 && held > may_hold - more) throw_limit();
  held += more;
}

MemoryScope::MemoryScope() : outer_(may_hold) {
  const uint64_t most = limits::max_memory_bytes;
  if (most && most < static_cast<uint64_t>(INT64_MAX - std::max<int64_t>(held, 0))) {
    may_hold = std::min(may_hold, held + static_cast<int64_t>(most));
  }
}

MemoryScope::~MemoryScope() { may_hold = outer_; }

void throw_out_of_memory(uint64_t bytes) {
  if (may_hold != INT64_MAX) throw_limit();
  throw Error(Diag::MJ9005, {{"bytes", bytes == UINT64_MAX ? "too many" : std::to_string(bytes)}});
}

void release_blocks() noexcept {
  if (is_open(cache)) cache->release();
}

}  // namespace minijit
