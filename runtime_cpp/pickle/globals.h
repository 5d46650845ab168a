// Names that a pickle may mention, as values on the machine's stack.
#ifndef MINIJIT_PICKLE_GLOBALS_H_
#define MINIJIT_PICKLE_GLOBALS_H_

#include <optional>
#include <string>
#include <string_view>

#include "minijit/ivalue.h"
#include "minijit/types.h"

namespace minijit {

/// A name, and what it is: a row of the table, or a class of the archive.
struct PickleGlobal : RefCounted {
  std::string name;
  std::string_view kind;  // of the table; "class" for a class
  TypePtr type;           // of a class
};

/// What a persistent id becomes: a storage, and the dtype under which it was named.
struct StoredElements : RefCounted {
  Storage storage;
  DType dtype = kUInt8;
};

/// The kind that the table gives a name in the `program` profile; empty if it is not permitted.
std::string_view program_global_kind(std::string_view name);
/// Whether a name is one of PyTorch's that only files of tensors have, which Python reads.
bool is_of_tensor_files(std::string_view name);
/// Whether the table says of a name that it is known, and refused.
bool is_unread_global(std::string_view name);
/// The dtype of a storage class such as "torch.FloatStorage".
std::optional<DType> storage_dtype(std::string_view name);
/// The storage class of a dtype, such as "FloatStorage"; that of integers which stand for numbers,
/// such as "QInt8Storage", if `quantized`.
std::string_view storage_name(DType dtype, bool quantized);

// Both travel as values that nothing else makes.
IValue wrap_pickle_value(intrusive_ptr<RefCounted> value);
PickleGlobal* as_global(const IValue& value);
StoredElements* as_stored(const IValue& value);

}  // namespace minijit

#endif  // MINIJIT_PICKLE_GLOBALS_H_
