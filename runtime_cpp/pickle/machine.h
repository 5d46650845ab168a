// The closed pickle machine for the `program` profile of grammar/pickle.table. In: bytes and a host
// that knows classes and storages; out: values. It never calls anything but its host and the
// functions of rebuild.h.
#ifndef MINIJIT_PICKLE_MACHINE_H_
#define MINIJIT_PICKLE_MACHINE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "minijit/ivalue.h"
#include "minijit/span.h"
#include "minijit/types.h"

namespace minijit {

/// What a persistent id says about a storage, with nothing checked but the kinds of its parts.
struct StorageId {
  DType dtype;
  std::string key;
  std::string location;
  int64_t count;  // elements
};

/// An object whose class has `__setstate__`, and the state it waits for. Inner objects stand before
/// outer ones.
struct PendingState {
  intrusive_ptr<ObjectImpl> object;
  IValue state;
};

/// What names in a pickle mean.
class PickleHost {
 public:
  virtual ~PickleHost() = default;
  /// The class with a qualified name, or null if the archive has none.
  virtual TypePtr find_class(std::string_view name) = 0;
  /// The type that a text spells, as in `List[int]`.
  virtual TypePtr parse_type(std::string_view text) = 0;
  /// The storage that a persistent id names.
  virtual Storage load_storage(const StorageId& id) = 0;
  /// BUILD: sets the slots of an object, or keeps the state for `__setstate__`.
  virtual void build(const intrusive_ptr<ObjectImpl>& object, IValue state) = 0;
  /// Does the pickle belong to a program, whose OrderedDicts are hooks that nobody looks at?
  /// Elsewhere they are dicts, and their attributes (`_metadata` of a state_dict) are left out.
  virtual bool has_program() const { return true; }
};

/// Everything a pickle made. Types of containers are as tagged, and unchecked; a container may hold
/// itself.
struct Unpickled {
  IValue value;
  std::vector<IValue> containers;  // every list, dict and object, so that cycles can be cut

  Unpickled() = default;
  Unpickled(Unpickled&&) = default;
  Unpickled& operator=(Unpickled&&) = default;
  /// Empties every container that `keep` did not find: neither what failed its checks nor what the
  /// value does not hold may leak.
  ~Unpickled();
  /// Keeps what the value holds. Throws MJ6030 if some part holds itself, which would never be
  /// freed, or nests deeper than what walks it may recurse.
  void keep(const std::string& record);
};

/// Runs the pickle in `data`; `record` is its name for messages. Throws MJ5001 to MJ5016 and what
/// the host throws.
Unpickled unpickle(ByteSpan data, const std::string& record, PickleHost& host);

}  // namespace minijit

#endif  // MINIJIT_PICKLE_MACHINE_H_
