// Records that were never in a file: how Python hands a program over. Storages come by pointer.
#ifndef MINIJIT_LOADER_MEMORY_SOURCE_H_
#define MINIJIT_LOADER_MEMORY_SOURCE_H_

#include <map>
#include <memory>
#include <string>

#include "loader/loader.h"

namespace minijit {

/// The records of an archive by name ("data.pkl", "code/__torch__.py"), and its storages by record
/// name ("data/0"). A storage without an entry is copied out of the record of its name.
std::unique_ptr<RecordSource> memory_source(std::map<std::string, std::string> records,
                                            std::map<std::string, Storage> storages);

}  // namespace minijit

#endif  // MINIJIT_LOADER_MEMORY_SOURCE_H_
