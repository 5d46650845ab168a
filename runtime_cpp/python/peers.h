// The classes of the Python half, handed over once by minijit.native: the extension imports
// nothing.
#ifndef MINIJIT_PYTHON_PEERS_H_
#define MINIJIT_PYTHON_PEERS_H_

#include <nanobind/nanobind.h>

#include <vector>

namespace minijit::python {

namespace nb = nanobind;

struct Peers {
  nb::object tensor;     // the class Tensor
  nb::object storage;    // the class Storage
  nb::object relaid;     // its `times` counts changes of tensors' layouts
  nb::object quantizer;  // Quantizer(scheme, scale, zero_point, scales, zero_points, axis)
  std::vector<nb::object> dtypes;  // by number
  nb::object device;               // the class device
  nb::object script_object;        // the class ScriptObject
  nb::object home_of;              // (ScriptObject of a module) -> its ObjectHandle, or None
  nb::object enum_value;           // the class EnumValue
  nb::object tuple_class;          // (name, fields) -> class of a NamedTuple
  nb::object raise_error;  // (id, sentence, text, source name, source text, first line, start, end)
  nb::object write;        // (text): what programs print
  nb::object warn;         // (text, file, line): what programs warn of
  nb::object generator;    // the class Generator
  /// (Generator; None: that which operators draw from) -> seed, words, position, kept number
  nb::object random_state;
  nb::object set_random_state;  // (Generator or None, and the four)
  /// Attributes of tensors and storages.
  nb::object _storage = name("_storage"), _dtype = name("_dtype"), _sizes = name("_sizes"),
             _strides = name("_strides"), _offset = name("_offset"),
             _requires_grad = name("_requires_grad"), _quantizer = name("_quantizer"),
             owner = name("owner"), bytes = name("bytes"), number = name("enum");

 private:
  static nb::object name(const char* text) { return nb::steal(PyUnicode_InternFromString(text)); }
};

/// Set by `connect`, never freed: values may be released while Python ends.
Peers& peers();

}  // namespace minijit::python

#endif  // MINIJIT_PYTHON_PEERS_H_
