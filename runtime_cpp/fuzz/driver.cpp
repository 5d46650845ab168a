// A fuzzer without libFuzzer: `fuzz_x [--seconds N] [--seed S] FILE...` runs every file, then
// changed copies of them until the time is over. A run that dies leaves its input in
// crash-<program>, which is run again by giving it as the only file.
#include <algorithm>
#include <cctype>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <chrono>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

#include "fuzz/target.h"

extern "C" {
__attribute__((weak)) size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                                     unsigned seed);
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());
__attribute__((weak)) int __lsan_do_recoverable_leak_check();
}

namespace {

constexpr size_t max_size = 1 << 18;
constexpr unsigned hang_seconds = 120;
constexpr size_t runs_per_leak_check = 256;  // a check stops the world for milliseconds

std::mt19937_64 generator;
std::vector<std::string> seeds;
std::string current;
std::string crash_name;

size_t below(size_t end) { return end ? generator() % end : 0; }

void keep_input() {
  std::FILE* file = std::fopen(crash_name.c_str(), "wb");
  if (!file) return;
  std::fwrite(current.data(), 1, current.size(), file);
  std::fclose(file);
  std::fprintf(stderr, "the input is in %s\n", crash_name.c_str());
}

void on_signal(int number) {
  std::fprintf(stderr, number == SIGALRM ? "no answer in %u s\n" : "died (%u s are allowed)\n",
               hang_seconds);
  keep_input();
  _exit(70);
}

bool leaks() { return __lsan_do_recoverable_leak_check && __lsan_do_recoverable_leak_check(); }

/// The word (letters, digits, `_`) at or after a place, as start and length.
std::pair<size_t, size_t> word_at(const std::string& text, size_t at) {
  const auto in_word = [&](size_t i) {
    return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_');
  };
  while (at < text.size() && !in_word(at)) ++at;
  while (at > 0 && in_word(at - 1)) --at;
  size_t end = at;
  while (in_word(end)) ++end;
  return {at, end - at};
}

/// One small change.
void change(std::string& text) {
  static const char* const edges[] = {"\0\0\0\0", "\xff\xff\xff\xff", "\xff\xff\xff\x7f",
                                      "\0\0\0\x80", "\x01\0\0\0"};
  const size_t at = below(text.size() + 1);
  switch (below(12)) {
    case 0:
      if (at < text.size()) text[at] ^= static_cast<char>(1 << below(8));
      break;
    case 1:
      if (at < text.size()) text[at] = static_cast<char>(generator());
      break;
    case 2:
      text.erase(at, 1 + below(below(2) ? 4 : 64));
      break;
    case 3:
      text.insert(at, 1 + below(8), static_cast<char>(generator()));
      break;
    case 4: {  // an edge of a number
      const std::string edge(edges[below(5)], 4);
      if (at + 4 <= text.size()) text.replace(at, 4, edge);
      break;
    }
    case 5: {  // a part again, elsewhere
      const size_t from = below(text.size() + 1);
      const std::string part = text.substr(from, 1 + below(64));
      text.insert(at, part);
      break;
    }
    case 6: {  // a part of another seed
      const std::string& other = seeds[below(seeds.size())];
      const size_t from = below(other.size() + 1);
      text.insert(at, other.substr(from, 1 + below(128)));
      break;
    }
    case 7: {  // two parts change places
      const size_t from = below(text.size() + 1);
      const std::string part = text.substr(from, 1 + below(32));
      text.erase(from, part.size());
      text.insert(below(text.size() + 1), part);
      break;
    }
    default: {  // a word of a seed in place of a word: programs that still parse
      const auto [start, length] = word_at(text, at);
      const std::string& other = below(2) ? text : seeds[below(seeds.size())];
      const auto [from, size] = word_at(other, below(other.size() + 1));
      if (length && size) text.replace(start, length, std::string(other, from, size));
    }
  }
}

void run_current() {
  alarm(hang_seconds);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(current.data()), current.size());
  alarm(0);
}

/// Looks for memory that these inputs leaked; one that leaks again is kept, and the run ends.
void check_leaks(std::vector<std::string>& inputs) {
  if (!leaks()) return inputs.clear();
  for (const std::string& input : inputs) {
    current = input;
    run_current();
    if (leaks()) break;
  }
  keep_input();
  _exit(71);
}

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t most) {
  std::string text(reinterpret_cast<char*>(data), size);
  for (size_t i = 1 + below(4); i > 0; --i) change(text);
  text.resize(std::min(text.size(), most));
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

int main(int argc, char** argv) {
  double seconds = 0;
  unsigned seed = 1;
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (more && !std::strcmp(argv[i], "--seconds")) {
      seconds = std::atof(argv[++i]);
    } else if (more && !std::strcmp(argv[i], "--seed")) {
      seed = static_cast<unsigned>(std::atoi(argv[++i]));
    } else {
      seeds.push_back(read_file(argv[i]));
    }
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "usage: %s [--seconds N] [--seed S] FILE...\n", argv[0]);
    return 2;
  }
  const std::string program = argv[0];
  crash_name = "crash-" + program.substr(program.rfind('/') + 1);
  std::signal(SIGALRM, on_signal);
  if (__sanitizer_set_death_callback) {
    __sanitizer_set_death_callback(keep_input);
  } else {
    std::signal(SIGSEGV, on_signal);
  }
  std::signal(SIGABRT, on_signal);
  std::vector<std::string> unchecked;
  for (const std::string& text : seeds) {
    current = text;
    run_current();
    unchecked.push_back(text);
  }
  check_leaks(unchecked);
  generator.seed(seed);
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  size_t runs = 0;
  std::vector<uint8_t> space(max_size);
  for (; elapsed() < seconds; ++runs) {
    const std::string& from = seeds[below(seeds.size())];
    size_t size = std::min(from.size(), max_size);
    std::memcpy(space.data(), from.data(), size);
    const unsigned number = static_cast<unsigned>(generator());
    size = LLVMFuzzerCustomMutator ? LLVMFuzzerCustomMutator(space.data(), size, max_size, number)
                                   : LLVMFuzzerMutate(space.data(), size, max_size);
    current.assign(reinterpret_cast<char*>(space.data()), size);
    run_current();
    unchecked.push_back(current);
    if (unchecked.size() == runs_per_leak_check) check_leaks(unchecked);
  }
  check_leaks(unchecked);
  std::printf("%s: %zu seeds, %zu changed inputs in %.0f s\n", crash_name.c_str() + 6, seeds.size(),
              runs, elapsed());
}
