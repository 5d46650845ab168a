#!/usr/bin/env bash
# C++ under address and undefined-behaviour sanitizers: its unit tests, the tool on the hostile files, fuzzing of every
# reader, and every operator with wrong arguments. Arguments: the venv's bin folder, seconds for each fuzz target (60), the
# fuzz seed (1).
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(cd "$1" && pwd)
build=build/sanitize
"$bin/cmake" -G Ninja -S runtime_cpp -B "$build" -DCMAKE_MAKE_PROGRAM="$bin/ninja" -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DMINIJIT_SANITIZE=address,undefined -DMINIJIT_TESTS=ON -DMINIJIT_FUZZ=ON \
  -DMINIJIT_PYTHON=ON -DPython_EXECUTABLE="$bin/python" >/dev/null
"$bin/cmake" --build "$build"
"$bin/ctest" --test-dir "$build" --output-on-failure --no-tests=error
(
  export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
  "$bin/python" -m tests.attacks.run_tool "$build/minijit"
)
bash tests/attacks/fuzz.sh "$bin" "$build" "${2:-60}" "${3:-1}"
echo "-- operators, ${2:-60} s"
package=$PWD/$build/package
mkdir -p "$package"
cp -r minijit "$package"
cp "$build"/_native*.so "$package/minijit"
ln -sfn "$PWD/grammar" "$PWD/tests" "$package"
cd "$package"
# The library of C++ too, for the sanitizer to see what throws.
LD_PRELOAD="$(g++ -print-file-name=libasan.so) $(g++ -print-file-name=libstdc++.so)" ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
  UBSAN_OPTIONS=print_stacktrace=1 "$bin/python" -m tests.attacks.fuzz_kernels \
  --engine native --limit 0 --seconds "${2:-60}" --seed "${3:-1}" --log ../fuzz_kernels.log
