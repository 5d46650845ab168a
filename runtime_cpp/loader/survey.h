// What an archive needs and this runtime lacks, whole: read when loading it was refused.
#ifndef MINIJIT_LOADER_SURVEY_H_
#define MINIJIT_LOADER_SURVEY_H_

#include <string>

#include "loader/loader.h"

namespace minijit {

/// The lines of MJ6035: what the archive needs and where; empty if it needs nothing special.
std::string needs_of(const RecordSource& source, const Error& problem);
/// The names of its first records, for messages.
std::string listing(const RecordSource& source);

}  // namespace minijit

#endif  // MINIJIT_LOADER_SURVEY_H_
