// Any bytes as a value without a program, and as an archive: zip, pickles, code, classes, slots;
// nothing of it runs but `__setstate__`.
#include "fuzz/archives.h"
#include "loader/loader.h"
#include "passes/compile.h"

size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most, unsigned seed) {
  return change_archive(data, size, most, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const auto bytes = minijit::copy_bytes(minijit::ByteSpan(data, size));
    minijit::load_value(*minijit::open_archive(bytes));
  } catch (const minijit::Error&) {
  }
  minijit::LoadOptions options;
  options.run.max_steps = 10'000;
  try {
    const auto bytes = minijit::copy_bytes(minijit::ByteSpan(data, size));
    minijit::load_program(*minijit::open_archive(bytes), options);
  } catch (const minijit::Error&) {
  }
  return 0;
}
