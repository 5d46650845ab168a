#include "ir/function.h"

#include <utility>

namespace minijit {

Function::Function(std::string qualified_name, std::vector<Parameter> parameters,
                   TypePtr return_type)
    : qualified_name_(std::move(qualified_name)),
      parameters_(std::move(parameters)),
      return_type_(std::move(return_type)) {}

std::string_view Function::name() const {
  std::string_view name = qualified_name_;
  size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

CompilationUnit::~CompilationUnit() {
  for (const auto& type : classes_) type->release();
}

std::string MissingOperator::str() const {
  const SourceRange where = place.original();
  return name + ": " + why + " (File \"" + where.source->name + "\", line " +
         std::to_string(where.line()) + ")";
}

void CompilationUnit::note_missing(const std::string& name, const std::string& why,
                                   const SourceRange& place) {
  for (const MissingOperator& known : missing_) {
    const bool same_place = known.place.source == place.source && known.place.start == place.start;
    if (same_place && known.name == name) return;
  }
  missing_.push_back({name, why, place});
}

Function* CompilationUnit::add_function(std::unique_ptr<Function> function) {
  Function* result = function.get();
  result->unit = this;
  functions_.push_back(std::move(function));
  functions_by_name_[result->qualified_name()] = result;
  return result;
}

std::shared_ptr<ClassType> CompilationUnit::add_class(std::string qualified_name, ClassKind kind) {
  auto type = std::make_shared<ClassType>(qualified_name, kind);
  type->set_unit(this);
  classes_.push_back(type);
  classes_by_name_[std::move(qualified_name)] = type;
  return type;
}

void CompilationUnit::add_named_tuple(TypePtr type) { named_tuples_[type->name()] = type; }

Function* CompilationUnit::find_function(std::string_view qualified_name) const {
  auto found = functions_by_name_.find(std::string(qualified_name));
  return found == functions_by_name_.end() ? nullptr : found->second;
}

std::shared_ptr<ClassType> CompilationUnit::find_class(std::string_view qualified_name) const {
  auto found = classes_by_name_.find(std::string(qualified_name));
  return found == classes_by_name_.end() ? nullptr : found->second;
}

TypePtr CompilationUnit::find_named_tuple(std::string_view qualified_name) const {
  auto found = named_tuples_.find(std::string(qualified_name));
  return found == named_tuples_.end() ? nullptr : found->second;
}

}  // namespace minijit
