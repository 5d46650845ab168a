// Modules to archives and to text.
#include <iostream>
#include <sstream>

#include "api/program.h"
#include "ir/function.h"
#include "ir/printer.h"
#include "loader/saver.h"
#include "minijit/module.h"
#include "support/os.h"

namespace minijit::jit {

namespace {

/// Each line with something in front of it.
std::string prefixed(const std::string& prefix, const std::string& text) {
  std::istringstream lines(text);
  std::string all, line;
  while (std::getline(lines, line)) all += prefix + line + "\n";
  return all;
}

std::string section(const char* title, const char* prefix, const std::string& text) {
  return std::string("  ") + title + " {\n" + prefixed(prefix, text) + "  }\n";
}

template <class T>
std::string assigned(const std::string& name, const T& value, bool shown) {
  std::ostringstream text;
  text << name << " = ";
  if (shown) {
    text << value;
  } else {
    text << "...";
  }
  return text.str() + "\n";
}

}  // namespace

namespace detail {

std::string temporary_name(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash);
  if (!parent.empty() && !is_folder(parent)) throw Error(Diag::MJ6012, {{"path", parent}});
  std::ostringstream name;  // no other thread of this process stands at the same place
  name << path << "." << process_id() << "." << static_cast<const void*>(&name) << ".part";
  return name.str();
}

std::string root_name(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const std::string root = name.substr(0, name.rfind('.'));
  if (root.empty()) throw Error(Diag::MJ6013, {{"detail", "invalid file name: " + name}});
  return root;
}

void fail_writing(const std::string& path) { throw Error(Diag::MJ6041, {{"path", path}}); }

}  // namespace detail

void Module::save(std::ostream& stream, const ExtraFilesMap& extra) const {
  save_as(stream, "archive", extra);
}

void Module::save_as(std::ostream& stream, const std::string& root,
                     const ExtraFilesMap& extra) const {
  if (!program_->source) {
    throw Error(Diag::MJ6013,
                {{"detail", "a frozen module has no code to write; save it before it is frozen"}});
  }
  ZipWriter writer(stream, root);
  save_program(program_->loaded, *program_->source, IValue(object_), {extra.begin(), extra.end()},
               writer);
  if (!stream) detail::fail_writing("of the stream");
}

std::string Module::dump_to_str(bool print_method_bodies, bool print_attr_values,
                                bool print_param_values) const {
  std::string parameters, attributes, methods, below;
  for (const NamedTensor& each : named_parameters(false)) {
    parameters += assigned(each.name, each.value, print_param_values);
  }
  for (const Named<IValue>& each : named_attributes(false)) {
    attributes += assigned(each.name, each.value, print_attr_values || !each.value.isTensor());
  }
  for (const Function* method : object_->type->methods()) {
    methods += "  method " + std::string(method->name()) + " {\n";
    if (print_method_bodies) methods += prefixed("    ", print_graph(*method->graph())) + "\n";
    methods += "  }\n";
  }
  for (const Named<Module>& each : named_children()) {
    below += each.value.dump_to_str(print_method_bodies, print_attr_values, print_param_values);
  }
  return "module " + type_name() + " {\n" + section("parameters", "    ", parameters) +
         section("attributes", "    ", attributes) + section("methods", "  ", methods) +
         section("submodules", "    ", below) + "}\n";
}

void Module::dump(bool print_method_bodies, bool print_attr_values, bool print_param_values) const {
  std::cout << dump_to_str(print_method_bodies, print_attr_values, print_param_values) << std::endl;
}

}  // namespace minijit::jit
