// data.pkl and constants.pkl: values of a program to pickles, with the types of their containers.
#ifndef MINIJIT_LOADER_PROGRAM_PICKLER_H_
#define MINIJIT_LOADER_PROGRAM_PICKLER_H_

#include <string>
#include <vector>

#include "exec/exec.h"
#include "minijit/ivalue.h"

namespace minijit {

/// A pickle, and the storages that it names by their places here.
struct Pickled {
  std::string bytes;
  std::vector<Storage> storages;
};

/// Objects whose class has both `__getstate__` and `__setstate__` are asked for their state under
/// `run`. Throws MJ6013 for what a file cannot hold, MJ6014, and what the programs throw.
Pickled pickle_program(const IValue& value, const RunOptions& run = RunOptions());
/// The same without the types of containers: Python reads plain lists and dicts.
Pickled pickle_plainly(const IValue& value);

}  // namespace minijit

#endif  // MINIJIT_LOADER_PROGRAM_PICKLER_H_
