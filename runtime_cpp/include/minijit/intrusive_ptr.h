// Shared ownership with the count inside the object: one pointer wide, one allocation.
#ifndef MINIJIT_INTRUSIVE_PTR_H_
#define MINIJIT_INTRUSIVE_PTR_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

#pragma GCC visibility push(default)

namespace minijit {

namespace detail {
/// Adds to what the thread's values hold, or takes from it. Throws MJ3145 beyond
/// `max_memory_bytes` of the load or call that runs.
void hold_bytes(int64_t more);

/// What a value holds besides itself, counted.
class HeldBytes {
 public:
  explicit HeldBytes(size_t bytes = 0) { set(bytes); }
  HeldBytes(const HeldBytes& other) : HeldBytes(other.bytes_) {}
  HeldBytes& operator=(const HeldBytes&) = delete;
  ~HeldBytes() {
    if (bytes_) hold_bytes(-static_cast<int64_t>(bytes_));
  }
  void set(size_t bytes) {
    if (bytes == bytes_) return;
    hold_bytes(static_cast<int64_t>(bytes) - static_cast<int64_t>(bytes_));
    bytes_ = bytes;
  }

 private:
  size_t bytes_ = 0;
};
}  // namespace detail

/// Base of everything that is shared. Starts with a count of one, held by its maker.
class RefCounted {
 public:
  RefCounted() = default;
  RefCounted(const RefCounted&) : RefCounted() {}
  RefCounted& operator=(const RefCounted&) { return *this; }
  virtual ~RefCounted() = default;

  void retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() const {
    // A count of one means that nobody else can see the object: no atomic write is needed.
    if (references_.load(std::memory_order_acquire) == 1 ||
        references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete this;
    }
  }
  uint32_t use_count() const { return references_.load(std::memory_order_acquire); }

  // From the thread's recycled memory: what one call releases the next one takes.
  static void* operator new(size_t size);
  static void* operator new(size_t, void* place) { return place; }
  static void operator delete(void* block);
  static void operator delete(void*, void*) {}

 private:
  mutable std::atomic<uint32_t> references_{1};
};

/// A shared pointer to a RefCounted; may be null.
template <class T>
class intrusive_ptr {
 public:
  using element_type = T;

  intrusive_ptr() = default;
  intrusive_ptr(std::nullptr_t) {}
  intrusive_ptr(const intrusive_ptr& other) : pointer_(other.pointer_) {
    if (pointer_) pointer_->retain();
  }
  intrusive_ptr(intrusive_ptr&& other) noexcept : pointer_(other.pointer_) {
    other.pointer_ = nullptr;
  }
  template <class U>
  intrusive_ptr(const intrusive_ptr<U>& other) : pointer_(other.get()) {
    if (pointer_) pointer_->retain();
  }
  template <class U>
  intrusive_ptr(intrusive_ptr<U>&& other) noexcept : pointer_(other.detach()) {}
  ~intrusive_ptr() {
    if (pointer_) pointer_->release();
  }
  intrusive_ptr& operator=(intrusive_ptr other) noexcept {
    std::swap(pointer_, other.pointer_);
    return *this;
  }

  /// Takes over a count that the caller holds.
  static intrusive_ptr adopt(T* pointer) {
    intrusive_ptr result;
    result.pointer_ = pointer;
    return result;
  }
  /// Adds a count of its own.
  static intrusive_ptr share(T* pointer) {
    if (pointer) pointer->retain();
    return adopt(pointer);
  }
  /// Gives the count to the caller and becomes null.
  T* detach() { return std::exchange(pointer_, nullptr); }

  T* get() const { return pointer_; }
  T& operator*() const { return *pointer_; }
  T* operator->() const { return pointer_; }
  explicit operator bool() const { return pointer_ != nullptr; }
  bool defined() const { return pointer_ != nullptr; }
  uint32_t use_count() const { return pointer_ ? pointer_->use_count() : 0; }
  void reset() { *this = intrusive_ptr(); }

  friend bool operator==(const intrusive_ptr& a, const intrusive_ptr& b) {
    return a.pointer_ == b.pointer_;
  }
  friend bool operator!=(const intrusive_ptr& a, const intrusive_ptr& b) {
    return a.pointer_ != b.pointer_;
  }

 private:
  T* pointer_ = nullptr;
};

template <class T, class... Args>
intrusive_ptr<T> make_intrusive(Args&&... args) {
  return intrusive_ptr<T>::adopt(new T(std::forward<Args>(args)...));
}

}  // namespace minijit

template <class T>
struct std::hash<minijit::intrusive_ptr<T>> {
  size_t operator()(const minijit::intrusive_ptr<T>& p) const {
    return std::hash<const void*>()(p.get());
  }
};

#pragma GCC visibility pop

#endif  // MINIJIT_INTRUSIVE_PTR_H_
