// The permitted functions of pickles: what REDUCE does. All checks of tensors that a file describes
// are here.
#ifndef MINIJIT_PICKLE_REBUILD_H_
#define MINIJIT_PICKLE_REBUILD_H_

#include <exception>
#include <string>

#include "pickle/globals.h"
#include "pickle/machine.h"

namespace minijit {

/// Arguments that a function does not take; the machine turns it into MJ5007 with the place.
struct WrongArguments {
  std::string detail;
};

/// The value of `function(argument)`. Throws WrongArguments and MJ5010 to MJ5015.
IValue call_global(const PickleGlobal& function, const IValue& argument, PickleHost& host);
/// The parts of a persistent id. Throws MJ5012, MJ5015.
StorageId read_storage_id(const IValue& id);
/// Python's name for the kind of a value: "NoneType", "list", ...
const char* python_kind(const IValue& value);
/// A short text of a value for messages.
std::string short_text(const IValue& value);

}  // namespace minijit

#endif  // MINIJIT_PICKLE_REBUILD_H_
