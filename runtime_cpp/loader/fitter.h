// Values that a pickle gave for slots of known types: archive/values.py in C++. In: values whose
// tags nobody has checked; out: values whose lists, dicts and tuples hold what their types say.
#ifndef MINIJIT_LOADER_FITTER_H_
#define MINIJIT_LOADER_FITTER_H_

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "minijit/ivalue.h"
#include "minijit/types.h"

namespace minijit {

/// Gives the values of one pickle their types. A list or dict has one type, of its tag and of every
/// slot that it is found in: so its elements are looked at once, and the time follows the size of
/// the file.
class Fitter {
 public:
  explicit Fitter(std::string record) : record_(std::move(record)) {}

  /// Does the value fit into a slot of the type? Throws MJ5016.
  bool fit(const IValue& value, const TypePtr& type);
  /// After `fit` said no: what was found, in words.
  const std::string& found() const { return found_; }

 private:
  struct Settled {
    IValue alive;
    TypePtr type;
    bool open = false;  // its elements are being looked at
  };

  bool fit_within(const IValue& value, const TypePtr& type);
  bool fit_container(const IValue& value, const TypePtr& type);
  bool fit_tuple(const IValue& value, const TypePtr& type);
  bool may_be(const IValue& value, const TypePtr& type) const;
  TypePtr own_type(const IValue& value) const;
  bool misfit(const IValue& value);

  std::string record_;
  std::string found_;
  std::unordered_map<const RefCounted*, Settled> settled_;
  std::map<std::pair<const RefCounted*, const Type*>, Settled> tuples_;
  size_t depth_ = 0;
};

}  // namespace minijit

#endif  // MINIJIT_LOADER_FITTER_H_
