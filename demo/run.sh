#!/usr/bin/env bash
# script -> save -> load in C++ -> result; then the same C++ program loads an archive that PyTorch wrote.
set -euo pipefail
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== 1. Python writes, scripts and saves a module"
(cd "$work" && "$bin/python" "$OLDPWD/model.py" "$work/policy.pt")

command -v "${CXX:-c++}" >/dev/null || command -v g++ >/dev/null || {
  echo "the rest of the demo is C++: install a compiler (Debian: apt install g++), then make clean demo" >&2
  exit 1
}
echo "== 2. A C++ program is built against the bundled runtime"
prefix=$(cd "$work" && "$bin/python" -c "import minijit; print(minijit.cmake_prefix_path)")
"$bin/cmake" -G Ninja -DCMAKE_MAKE_PROGRAM="$bin/ninja" -S . -B "$work/build" \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" >"$work/cmake.log" ||
  { cat "$work/cmake.log"; exit 1; }
"$bin/cmake" --build "$work/build" >"$work/build.log" || { cat "$work/build.log"; exit 1; }

echo "== 3. It runs the archive: no Python, no PyTorch"
"$work/build/demo" "$work/policy.pt"

echo "== 4. The same program runs an archive that PyTorch wrote (demo/from_pytorch.pt)"
"$work/build/demo" from_pytorch.pt
