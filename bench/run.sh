#!/usr/bin/env bash
# Builds the C++ programs against the installed runtime and prints the table of run.py.
set -euo pipefail
bin=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin/pip" install --quiet --disable-pip-version-check cmake ninja
cd "$work"  # so that the installed package is measured, not the checkout
prefix=$("$bin/python" -c "import minijit; print(minijit.cmake_prefix_path)")
"$bin/cmake" -G Ninja -DCMAKE_MAKE_PROGRAM="$bin/ninja" -S "$here" -B "$work/build" \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" >"$work/cmake.log" ||
  { cat "$work/cmake.log"; exit 1; }
"$bin/cmake" --build "$work/build" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
"$bin/python" "$here/run.py" --programs "$work/build" --library "$prefix"
if "$bin/python" -c "import torch" 2>"$work/torch.log"; then
  "$bin/python" "$here/operators.py"
  "$bin/python" "$here/models.py"
  "$bin/python" "$here/models.py" --threads 2
else
  echo "operators and networks are compared with PyTorch, which is not installed here (make test-torch installs it)"
fi
