// Values and types: which value is of which type.
#ifndef MINIJIT_IR_INSTANCE_H_
#define MINIJIT_IR_INSTANCE_H_

#include "ir/function.h"

namespace minijit {

/// Is the value an instance of the type?
bool is_instance(const IValue& value, const TypePtr& type);

/// The type that a value has by itself; elements that say no type are Any.
TypePtr type_of(const IValue& value);

/// The type of all the values: `wanted`, if given, where each is an instance of it; Any where they
/// differ, Tensor where there are none.
TypePtr common_type(const std::vector<IValue>& values, const TypePtr& wanted);

}  // namespace minijit

#endif  // MINIJIT_IR_INSTANCE_H_
