// Archives to checked programs. In: records; out: a root object and the unit of its code. Joins
// zip, pickle and code; a `__setstate__` of the archive runs here, under the caller's options.
#ifndef MINIJIT_LOADER_LOADER_H_
#define MINIJIT_LOADER_LOADER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "code/resolver.h"
#include "exec/exec.h"
#include "ir/function.h"
#include "minijit/ivalue.h"
#include "minijit/span.h"
#include "support/os.h"

namespace minijit {

/// A record as it lies in a zip: with method 8 its bytes are deflated.
struct PackedRecord {
  ByteSpan body;
  uint16_t method = 0;
  uint32_t crc = 0;
  uint64_t size = 0;
};

/// What an archive holds, as a file or in memory.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual bool has(const std::string& name) const = 0;
  /// The bytes of a record, checked. Throws MJ4009.
  virtual std::string read(const std::string& name) const = 0;
  /// The same, not inflated; valid while this source lives.
  virtual PackedRecord packed(const std::string& name) const = 0;
  /// The storage of `<folder>/<key>`, which must have exactly `nbytes` bytes. Throws MJ5010.
  virtual Storage storage(const std::string& folder, const std::string& key, uint64_t nbytes,
                          size_t alignment) const = 0;
  virtual std::vector<std::string> names() const = 0;
  /// Looks at the checksums of all records, those of tensors too. Throws MJ4011.
  virtual void verify() const = 0;
  /// Reads a record later, when this source may be gone.
  virtual std::function<std::string()> deferred(const std::string& name) const = 0;
};

/// A zip file's records. The bytes live as long as any storage on them.
std::unique_ptr<RecordSource> open_archive(std::shared_ptr<FileBytes> bytes);

/// The version of an archive. Throws MJ4009, MJ6002 to MJ6004.
int read_version(const RecordSource& source);

/// Do objects of the class get their state from their own `__setstate__`?
bool has_own_state(const ClassType& cls);

struct LoadOptions {
  RunOptions run;  // for `__setstate__`
  bool run_setstate = true;
  bool plain_states = false;  // objects with `__setstate__`, too, have the slots as their state
  bool all_on_cpu = false;    // storages of other devices too
  bool strict = false;        // operators that are missing are errors
  // Receives the code, also of a file that is refused later.
  std::shared_ptr<CompilationUnit> unit;
};

/// A loaded program. Objects may outlive it, methods may not.
struct LoadedProgram {
  std::shared_ptr<CompilationUnit> unit;
  intrusive_ptr<ObjectImpl> root;
  int version = 0;
  std::vector<std::string> names;
  std::map<std::string, std::string> extra;
  std::vector<code::UpgradedCall> upgraded_calls;
};

/// Errors: MJ4xxx, MJ5xxx, MJ6xxx, and MJ1xxx, MJ2xxx of its code.
LoadedProgram load_program(const RecordSource& source, const LoadOptions& options = LoadOptions());

/// The value of a file that torch.save or pickle_save wrote: data.pkl with its storages, and no
/// code. Lists and dicts without tags hold Any. Throws MJ4xxx, MJ5xxx, MJ6030.
IValue load_value(const RecordSource& source, const LoadOptions& options = LoadOptions());

}  // namespace minijit

#endif  // MINIJIT_LOADER_LOADER_H_
