// Values without a program: what Python's torch.save wrote, and what its torch.load reads.
#ifndef MINIJIT_SERIALIZE_H_
#define MINIJIT_SERIALIZE_H_

#include <vector>

#include "minijit/ivalue.h"

#pragma GCC visibility push(default)

namespace minijit {

/// The value in the bytes of a zip file of torch.save or pickle_save: tensors, numbers, strings,
/// and tuples, lists and dicts of these; a state_dict is a dict. Nothing of the file runs. Throws
/// Error for all else that Python can pickle, for tensors of another device, and for damaged bytes.
IValue pickle_load(const std::vector<char>& data);
/// The bytes of a zip file that pickle_load and Python's torch.load read. Throws Error for what a
/// file cannot hold: a generator, a value that holds itself.
std::vector<char> pickle_save(const IValue& value);

namespace jit {
using minijit::pickle_load;
using minijit::pickle_save;
}  // namespace jit

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_SERIALIZE_H_
