#!/usr/bin/env bash
# C++ under address and undefined-behaviour sanitizers: its unit tests, the tool on the hostile files, and fuzzing of
# every reader. Arguments: the venv's bin folder, seconds for each fuzz target (60), the fuzz seed (1).
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(cd "$1" && pwd)
build=build/sanitize
"$bin/cmake" -G Ninja -S runtime_cpp -B "$build" -DCMAKE_MAKE_PROGRAM="$bin/ninja" -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DMINIJIT_SANITIZE=address,undefined -DMINIJIT_TESTS=ON -DMINIJIT_FUZZ=ON >/dev/null
"$bin/cmake" --build "$build"
"$bin/ctest" --test-dir "$build" --output-on-failure --no-tests=error
(
  export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
  "$bin/python" -m tests.attacks.run_tool "$build/minijit"
)
bash tests/attacks/fuzz.sh "$bin" "$build" "${2:-60}" "${3:-1}"
