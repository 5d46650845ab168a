// No memory at the n-th allocation, for every n: loading and calling end in an error that can be
// caught, and later attempts are not spoilt. The address sanitizer says whether anything leaks.
#include <cstdlib>
#include <new>

#include "check.h"
#include "loader/loader.h"
#include "minijit/minijit.h"
#include "support/bytes.h"
#include "zip_builder.h"

using namespace minijit;

namespace {

thread_local int64_t until_none = -1;  // how many more succeed; negative: all
thread_local bool stays = false;       // are all others refused too?
thread_local int64_t refusals = 0;

bool refuses() {
  if (until_none < 0) return false;
  if (until_none > 0) {
    --until_none;
    return false;
  }
  if (!stays) until_none = -1;
  ++refusals;
  return true;
}

}  // namespace

#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
void* operator new(size_t size) {
  void* place = refuses() ? nullptr : std::malloc(size ? size : 1);
  if (!place) throw std::bad_alloc();
  return place;
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return refuses() ? nullptr : std::malloc(size ? size : 1);
}
void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, size_t) noexcept { std::free(place); }
#else
// In place of libc's: recycled blocks and operator new come from here.
extern "C" void* __libc_malloc(size_t size);
extern "C" void* malloc(size_t size) { return refuses() ? nullptr : __libc_malloc(size); }
#endif

namespace {

// Under the sanitizer, which is slow, not every allocation but one in some fails.
#ifdef __SANITIZE_ADDRESS__
constexpr int64_t step = 17;
#else
constexpr int64_t step = 1;
#endif

/// Calls `action` with memory that ends at the first allocation, the second, ... until it needs no
/// more. `action` may fail, but only so that `std::bad_alloc` or `Error` says it.
template <class Action>
int64_t run_out(bool for_good, const Action& action) {
  for (int64_t n = 0;; n += step) {
    refusals = 0;
    stays = for_good;
    until_none = n;
    bool done = false;
    try {
      action();
      done = true;
    } catch (const Error&) {
    } catch (const std::bad_alloc&) {
    }
    until_none = -1;
    if (refusals == 0) {
      CHECK(done);
      return n;
    }
  }
}

std::string text(const std::string& value) { return "X" + little(value.size(), 4) + value; }

/// A program with an old division, a definition of an operator by others, a class of PyTorch's
/// own, a list, a constant and an interface of calls.
std::string archive() {
  const std::string code =
      "class Net(Module):\n"
      "  __parameters__ = []\n"
      "  n : List[int]\n"
      "  packed : Optional[__torch__.torch.classes.quantized.LinearPackedParamsBase]\n"
      "  def forward(self: __torch__.Net,\n"
      "    x: Tensor) -> Tensor:\n"
      "    a = torch.div(x, torch.len(self.n))\n"
      "    if bool(torch.gt(torch.sum(a), 1000)):\n"
      "      ops.prim.RaiseException(torch.format(\"too large: {}\", a))\n"
      "    else:\n"
      "      pass\n"
      "    for i in range(2):\n"
      "      a = __torch__.added(a, i)\n"
      "    return torch.kron(a, CONSTANTS.c0)\n"
      "def added(x: Tensor,\n"
      "    y: int) -> Tensor:\n"
      "  return torch.add(x, y)\n";
  const std::string tensor = "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") +
                             "ctorch\nFloatStorage\n" + text("0") + text("cpu") + "K\x01tQK" +
                             std::string(1, '\0') + ")" + ")\x89" +
                             "ccollections\nOrderedDict\n)RtR";
  const std::string slots = text("n") +
                            "ctorch.jit._pickle\nbuild_intlist\n](K\x01K\x02"
                            "e\x85R" +
                            text("packed") + "N";
  return make_zip({{"version", "3\n"},
                   {"constants.pkl", "\x80\x02" + tensor + "\x85."},
                   {"constants/0", std::string("\0\0\x80\x3f", 4)},
                   {"data.pkl",
                    "\x80\x02"
                    "c__torch__\nNet\n)\x81}(" +
                        slots + "ub."},
                   {"code/__torch__.py", code},
                   {"extra/note", "hello"}});
}

void loading() {
  const std::string file = archive();
  for (const bool for_good : {false, true}) {
    const int64_t needed = run_out(for_good, [&] {
      const LoadedProgram program = load_program(*open_archive(copy_bytes(as_bytes(file))));
      CHECK_EQ(program.root->type->name(), "__torch__.Net");
    });
    CHECK(needed > 100);
  }
}

void refusing() {
  std::string file = archive();
  file.replace(file.find("CONSTANTS.c0"), 12, "CONSTANTS.c7");
  file.replace(file.find("x, y)"), 5, "x, z)");
  for (const bool for_good : {false, true}) {
    run_out(for_good, [&] {
      bool refused = false;
      try {
        load_program(*open_archive(copy_bytes(as_bytes(file))));
      } catch (const Error& error) {
        refused = true;
      }
      CHECK(refused);
    });
  }
}

/// No exception may leave the C interface, and each failure has a text.
void through_c() {
  const std::string file = archive();
  for (const bool for_good : {false, true}) {
    run_out(for_good, [&] {
      mj_module* module = mj_load_memory(file.data(), file.size(), 0);
      if (module) return mj_module_free(module);
      until_none = -1;
      CHECK(*mj_last_error() != '\0');
      throw std::bad_alloc();
    });
  }
}

}  // namespace

int main() {
  loading();
  refusing();
  through_c();
  return 0;
}
