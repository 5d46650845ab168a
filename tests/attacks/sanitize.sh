#!/usr/bin/env bash
# The C++ tool under address and undefined-behaviour sanitizers on the hostile files. Argument: the venv's bin folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(cd "$1" && pwd)
build=build/sanitize
"$bin/cmake" -G Ninja -S runtime_cpp -B "$build" -DCMAKE_MAKE_PROGRAM="$bin/ninja" -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DMINIJIT_SANITIZE=address,undefined >/dev/null
"$bin/cmake" --build "$build" --target minijit_tool
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
"$bin/python" -m tests.attacks.run_tool "$build/minijit"
