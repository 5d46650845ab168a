// Where archive code came from. In: the bytes of a `.debug_pkl` record; out: the author's place for
// an offset in the code. It serves messages only: whatever is wrong with the record means that
// nothing is known.
#ifndef MINIJIT_LOADER_DEBUG_MAP_H_
#define MINIJIT_LOADER_DEBUG_MAP_H_

#include <functional>
#include <optional>
#include <string>

#include "minijit/error.h"

namespace minijit {

/// A function for Source::origin. `read` gives the record's bytes; it is called at the first
/// question, at most once, and may throw. The function never throws and may be called on many
/// threads.
std::function<std::optional<SourceRange>(size_t start, size_t end)> debug_origin(
    std::function<std::string()> read);

/// The record for a text in which what stood at an offset stands at `moved(offset)`; empty if it
/// was no such record.
std::string moved_rows(const std::string& record, const std::function<size_t(size_t)>& moved);

}  // namespace minijit

#endif  // MINIJIT_LOADER_DEBUG_MAP_H_
