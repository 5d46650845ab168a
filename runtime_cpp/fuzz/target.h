// What a fuzz target is. The interface is libFuzzer's, so a target may be linked with that instead
// of driver.cpp.
#ifndef MINIJIT_FUZZ_TARGET_H_
#define MINIJIT_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>

extern "C" {
/// Runs one input; whatever is not a refusal by a diagnostic ends the process.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
/// Changes an input in place and gives its new size. A target that knows its format defines it.
size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed);
/// The change of plain bytes that a custom mutator builds on: libFuzzer's, or the driver's.
size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);
}

#endif  // MINIJIT_FUZZ_TARGET_H_
