#!/usr/bin/env bash
# Every fuzz target of a build, two at a time. Arguments: the venv's bin folder, the build folder, seconds for each
# target, and a number that chooses the changes. A target that dies leaves its input in the build folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
seconds=$3
seed=$4
"$bin/python" -m tests.attacks.fuzz_seeds "$build/seeds"
# Small memory: an archive may ask for much, and a refusal is an answer.
export ASAN_OPTIONS=detect_leaks=1:leak_check_at_exit=0:allocator_may_return_null=1:max_allocation_size_mb=64:hard_rss_limit_mb=4096
export UBSAN_OPTIONS=print_stacktrace=1
cd "$build"
fuzz() { # TARGET:SEEDS
  "./fuzz_${1%%:*}" --seconds "$seconds" --seed "$seed" "seeds/${1##*:}"/* >"fuzz_${1%%:*}.log" 2>&1 && return
  tail -n 100 "fuzz_${1%%:*}.log"
  return 1
}
export -f fuzz
export seconds seed
echo "-- six fuzz targets, $seconds s each"
printf '%s\n' zip:archives pickle:pickles types:types code:code loader:archives run:archives |
  xargs -P "${JOBS:-2}" -I{} bash -c 'fuzz {}'
tail -qn 1 fuzz_*.log
