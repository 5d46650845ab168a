#include "support/parallel.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "support/os.h"

namespace minijit {

namespace {

/// Is this thread inside a part of a parallel_for?
thread_local bool inside = false;

/// One parallel_for: threads take parts until none are left.
struct Job {
  detail::RangeFunction* function;
  void* context;
  int64_t end;
  int64_t part;
  std::atomic<int64_t> next;
  std::mutex mutex;
  std::exception_ptr failure;

  void work() {
    inside = true;
    try {
      for (;;) {
        const int64_t first = next.fetch_add(part, std::memory_order_relaxed);
        if (first >= end) break;
        function(context, first, std::min(end, first + part));
      }
    } catch (...) {
      next.store(end, std::memory_order_relaxed);
      const std::lock_guard<std::mutex> lock(mutex);
      if (!failure) failure = std::current_exception();
    }
    inside = false;
  }
};

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/// Threads that spin briefly for the next job and then sleep. One job at a time.
class Pool {
 public:
  explicit Pool(int helpers) : owner_(process_id()) {
    threads_.reserve(static_cast<size_t>(helpers));
    for (int i = 0; i < helpers; ++i) threads_.emplace_back([this] { serve(); });
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
      generation_.fetch_add(1, std::memory_order_release);
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  /// False in a child of fork(), where the threads do not exist.
  bool usable() const { return owner_ == process_id(); }

  void run(Job* job) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      job_ = job;
      generation_.fetch_add(1, std::memory_order_release);
    }
    if (sleeping_.load(std::memory_order_acquire) > 0) wake_.notify_all();
    job->work();
    {
      // Threads that wake up later find nothing: only those that have begun are waited for.
      const std::lock_guard<std::mutex> lock(mutex_);
      job_ = nullptr;
    }
    for (int spin = 0; active_.load(std::memory_order_acquire) != 0; ++spin) {
      if (spin < spins) {
        pause();
      } else {
        std::this_thread::yield();
      }
    }
  }

 private:
  static constexpr int spins = 4000;

  void serve() {
    uint64_t seen = 0;
    for (;;) {
      for (int spin = 0; spin < spins; ++spin) {
        if (generation_.load(std::memory_order_acquire) != seen) break;
        pause();
      }
      Job* job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        sleeping_.fetch_add(1, std::memory_order_acq_rel);
        wake_.wait(lock, [&] { return generation_.load(std::memory_order_acquire) != seen; });
        sleeping_.fetch_sub(1, std::memory_order_acq_rel);
        seen = generation_.load(std::memory_order_acquire);
        if (stopping_) return;
        job = job_;
        if (!job) continue;
        active_.fetch_add(1, std::memory_order_acq_rel);
      }
      job->work();
      active_.fetch_sub(1, std::memory_order_acq_rel);
    }
  }

  int64_t owner_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Job* job_ = nullptr;
  bool stopping_ = false;
  std::atomic<uint64_t> generation_{0};
  std::atomic<int> sleeping_{0};
  std::atomic<int> active_{0};
};

struct State {
  std::atomic<int> count{0};  // 0: not asked for yet
  std::mutex mutex;           // held by the one caller that uses the pool
  std::unique_ptr<Pool> pool;
  int helpers = 0;

  /// The pool for the present count, made when needed. Needs the mutex.
  Pool& ready() {
    const int wanted = get_num_threads() - 1;
    if (pool && !pool->usable()) pool.release();  // after fork(): nothing to join, leave it
    if (!pool || helpers != wanted) {
      pool.reset();
      pool = std::make_unique<Pool>(wanted);
      helpers = wanted;
    }
    return *pool;
  }
};

/// Never destroyed: threads may still run when the process ends.
State& state() {
  static State* const instance = new State;
  return *instance;
}

}  // namespace

void set_num_threads(int count) { state().count.store(std::max(count, 1)); }

int get_num_threads() {
  std::atomic<int>& count = state().count;
  int value = count.load(std::memory_order_relaxed);
  if (value == 0) {
    value = available_processors();
    count.store(value, std::memory_order_relaxed);
  }
  return value;
}

namespace detail {

bool runs_alone(int64_t count, int64_t grain) {
  return count <= std::max<int64_t>(grain, 1) || inside || get_num_threads() == 1;
}

void parallel_run(int64_t begin, int64_t end, int64_t grain, RangeFunction* function,
                  void* context) {
  State& shared = state();
  std::unique_lock<std::mutex> lock(shared.mutex, std::try_to_lock);
  if (!lock.owns_lock()) {
    function(context, begin, end);
    return;
  }
  Job job;
  job.function = function;
  job.context = context;
  job.end = end;
  const int64_t threads = get_num_threads();
  // Four parts for each thread: a thread that the system delays costs little.
  job.part = std::max(grain, (end - begin + threads * 4 - 1) / (threads * 4));
  job.next.store(begin, std::memory_order_relaxed);
  shared.ready().run(&job);
  if (job.failure) std::rethrow_exception(job.failure);
}

}  // namespace detail

}  // namespace minijit
