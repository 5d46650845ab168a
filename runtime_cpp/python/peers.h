// The classes of the Python half, handed over once by minijit.native: the extension imports
// nothing.
#ifndef MINIJIT_PYTHON_PEERS_H_
#define MINIJIT_PYTHON_PEERS_H_

#include <nanobind/nanobind.h>

namespace minijit::python {

namespace nb = nanobind;

struct Peers {
  nb::object tensor;         // Tensor(storage, dtype, sizes, strides, offset, requires_grad)
  nb::object storage;        // the class Storage
  nb::object storage_of;     // (Memory) -> Storage; the same one for the same memory
  nb::object quantizer;      // Quantizer(scheme, scale, zero_point, scales, zero_points, axis)
  nb::object dtypes;         // number of a dtype -> DType
  nb::object device;         // the class device
  nb::object script_object;  // the class ScriptObject
  nb::object enum_value;     // the class EnumValue
  nb::object tuple_class;    // (name, fields) -> class of a NamedTuple
  nb::object raise_error;  // (id, sentence, text, source name, source text, first line, start, end)
  nb::object write;        // (text): what programs print
  nb::object warn;         // (text): what programs warn of
  nb::object random_state;  // () -> packed state of the generator that operators draw from
  nb::object set_random_state;
};

/// Set by `connect`, never freed: values may be released while Python ends.
Peers& peers();

}  // namespace minijit::python

#endif  // MINIJIT_PYTHON_PEERS_H_
