// What a file is that was given to the wrong function. In: its bytes; out: a clause for a message.
#ifndef MINIJIT_ZIP_FILE_KINDS_H_
#define MINIJIT_ZIP_FILE_KINDS_H_

#include <string>

#include "minijit/span.h"

namespace minijit {

/// What bytes are and what to do with them; "" if they begin like nothing known.
std::string recognized(ByteSpan data);

}  // namespace minijit

#endif  // MINIJIT_ZIP_FILE_KINDS_H_
