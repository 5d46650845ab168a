// Recycled memory. In: a size; out: a block that this thread used before, if there is one. Part of
// the closed list of process-wide state: each thread keeps the blocks that it was given back, no
// more than it once had in use and a little.
#ifndef MINIJIT_SUPPORT_BLOCKS_H_
#define MINIJIT_SUPPORT_BLOCKS_H_

#include <cstddef>
#include <cstdint>
#include <new>

namespace minijit {

/// Uninitialised memory, aligned to 16 bytes; null if there is none.
void* take_block(size_t bytes) noexcept;
/// Takes back what take_block gave, on any thread; null is nothing.
void give_block(void* block) noexcept;
/// Returns to the system what this thread keeps.
void release_blocks() noexcept;

/// Within it this thread's blocks and values hold `max_memory_bytes` more than before at most, and
/// no more than an outer one allows. Blocks that other threads give back are not missed.
class MemoryScope {
 public:
  MemoryScope();
  MemoryScope(const MemoryScope&) = delete;
  MemoryScope& operator=(const MemoryScope&) = delete;
  ~MemoryScope();

 private:
  int64_t outer_;
};
/// For a block or container that there is no memory for. Throws MJ3145 within a scope that limits
/// this thread, else MJ9005.
[[noreturn]] void throw_out_of_memory(uint64_t bytes);

/// Recycled memory for containers.
template <class T>
struct BlockAllocator {
  using value_type = T;

  BlockAllocator() = default;
  template <class U>
  BlockAllocator(const BlockAllocator<U>&) {}

  T* allocate(size_t count) {
    if (count > static_cast<size_t>(-1) / sizeof(T)) throw std::bad_alloc();
    void* block = take_block(count * sizeof(T));
    if (!block) throw std::bad_alloc();
    return static_cast<T*>(block);
  }
  void deallocate(T* block, size_t) { give_block(block); }

  friend bool operator==(BlockAllocator, BlockAllocator) { return true; }
  friend bool operator!=(BlockAllocator, BlockAllocator) { return false; }
};

/// Recycled memory that begins at a cache line and holds anything at first.
template <class T>
class Scratch {
 public:
  explicit Scratch(size_t count) : block_(BlockAllocator<T>().allocate(count + line / sizeof(T))) {}
  ~Scratch() { give_block(block_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  T* data() const {
    return reinterpret_cast<T*>((reinterpret_cast<uintptr_t>(block_) + line - 1) & ~(line - 1));
  }

 private:
  static constexpr uintptr_t line = 64;
  T* block_;
};

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_BLOCKS_H_
