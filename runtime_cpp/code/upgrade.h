// The code of an older archive, written so that it means the same at today's version: calls of
// operators that have changed become calls of functions that hold the old meanings
// (grammar/upgraders). The rest of the text stays as it is.
#ifndef MINIJIT_CODE_UPGRADE_H_
#define MINIJIT_CODE_UPGRADE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "code/resolver.h"
#include "ir/function.h"

namespace minijit::code {

/// A text, and where parts of the old one stand in it: (old offset, new offset), in order. What
/// stood behind such a place, up to the next, stands behind it still.
struct UpgradedText {
  std::string text;
  std::vector<std::pair<size_t, size_t>> places;
};

struct UpgradedCode {
  /// The version that the files have now: the oldest at which their operators mean this, 3 or more.
  int version = 0;
  /// The texts that are new, by their entries.
  std::map<std::string, UpgradedText> files;
};

/// `calls` are those of old operators in the unit. Throws MJ6036 where an operator is called in a
/// way that is not PyTorch's own.
UpgradedCode upgraded_code(const CompilationUnit& unit, const std::vector<UpgradedCall>& calls);

/// What this cannot do, as MJ6036.
Error cannot_upgrade(const char* why, const SourceRange& place = SourceRange());

}  // namespace minijit::code

#endif  // MINIJIT_CODE_UPGRADE_H_
