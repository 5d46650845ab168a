// Looks into pickles without running them.
#ifndef MINIJIT_PICKLE_WALK_H_
#define MINIJIT_PICKLE_WALK_H_

#include <functional>
#include <string>

#include "minijit/span.h"

namespace minijit {

/// Finds the globals that pickles mention; nothing is run.
class PickleWalker {
 public:
  PickleWalker(ByteSpan data, std::string record) : data_(data), record_(std::move(record)) {}

  /// Walks one pickle, from where the last one ended. Throws MJ5001, MJ5002.
  void walk(const std::function<void(const std::string&)>& found);

 private:
  ByteSpan take(uint64_t count, const char* what);
  void skip(std::string_view argument);
  std::string line();

  ByteSpan data_;
  std::string record_;
  size_t offset_ = 0;
  size_t at_ = 0;
};

}  // namespace minijit

#endif  // MINIJIT_PICKLE_WALK_H_
