// Programs to archives. In: a loaded program and the records it was read from; out: a zip. The code
// is what was loaded, upgraded; values are written as they are now.
#ifndef MINIJIT_LOADER_SAVER_H_
#define MINIJIT_LOADER_SAVER_H_

#include <map>
#include <string>

#include "loader/loader.h"
#include "zip/zip_writer.h"

namespace minijit {

/// `root` is the program's module or one of those below; `extra` becomes its extra files. The
/// version is the oldest that its operators need. Throws MJ6013, MJ6014, and MJ6036 for old code
/// that only Python writes anew.
void save_program(const LoadedProgram& program, const RecordSource& source, const IValue& root,
                  const std::map<std::string, std::string>& extra, ZipWriter& writer);

/// A value alone, as pickle_save writes it: torch.load reads plain containers of tensors and
/// numbers. Throws MJ6013, MJ6014.
void save_value(const IValue& value, ZipWriter& writer);

}  // namespace minijit

#endif  // MINIJIT_LOADER_SAVER_H_
