// What a file is that was given to the wrong function. In: its bytes; out: a clause for a message.
#ifndef MINIJIT_ZIP_FILE_KINDS_H_
#define MINIJIT_ZIP_FILE_KINDS_H_

#include <string>

#include "minijit/span.h"

namespace minijit {

struct Recognized {
  std::string what;  // and what to do with it; empty if it begins like nothing known
  bool saved;        // whether torch.save may have written it, in its format before zip files
};

Recognized recognized(ByteSpan data);

}  // namespace minijit

#endif  // MINIJIT_ZIP_FILE_KINDS_H_
