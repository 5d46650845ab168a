#include "ir/printer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "minijit/types.h"

namespace minijit {

namespace {

std::string float_literal(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[40];
  std::snprintf(buffer, sizeof(buffer), "%.17g", value);
  std::string text = buffer;
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".";
  return text;
}

std::string string_literal(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '"':
        out += "\\\"";
        break;
      case '\'':
        out += "\\'";
        break;
      case '\a':
        out += "\\a";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\v':
        out += "\\v";
        break;
      default: {
        const unsigned char u = static_cast<unsigned char>(c);
        if (u < 32 || u == 127) {
          char octal[8];
          std::snprintf(octal, sizeof(octal), "\\%03o", u);
          out += octal;
        } else {
          out += c;
        }
      }
    }
  }
  return out + "\"";
}

class Printer {
 public:
  explicit Printer(size_t count) : numbers_(count, 0) {}

  std::string print(const Graph& graph) {
    std::string formals;
    for (const Value* value : graph.inputs()) {
      if (!formals.empty()) formals += ", ";
      formals += define(value);
    }
    out_ = "graph(" + formals + "):\n";
    block(*graph.block(), "  ");
    out_ += "  return " + read(graph.outputs()) + "\n";
    return std::move(out_);
  }

 private:
  std::string define(const Value* value) {
    numbers_[value->id] = next_++;
    return "%" + std::to_string(numbers_[value->id]) + " : " + value->type->str();
  }

  std::string read(const std::vector<Value*>& values) const {
    std::string text = "(";
    for (size_t i = 0; i < values.size(); ++i) {
      if (i) text += ", ";
      text += "%" + std::to_string(numbers_[values[i]->id]);
    }
    return text + ")";
  }

  std::string attributes(const Node& node) const {
    switch (node.kind) {
      case NodeKind::Constant:
        return "[value=" + literal_text(node.value) + "]";
      case NodeKind::ConstantRef:
      case NodeKind::TupleIndex:
        return "[index=" + std::to_string(node.index) + "]";
      case NodeKind::GetAttr:
      case NodeKind::SetAttr:
      case NodeKind::CallMethod:
      case NodeKind::CallFunction:
      case NodeKind::MissingOperator:
        return "[name=" + string_literal(node.name) + "]";
      case NodeKind::IsInstance: {
        std::string text = "[types=[";
        for (size_t i = 0; i < node.types.size(); ++i) {
          if (i) text += ", ";
          text += node.types[i]->str();
        }
        return text + "]]";
      }
      default:
        return "";
    }
  }

  void node(const Node& made, const std::string& indent) {
    const std::string inputs = read(made.inputs);
    std::string head;
    for (const Value* value : made.outputs) {
      if (!head.empty()) head += ", ";
      head += define(value);
    }
    if (!head.empty()) head += " = ";
    std::string name = kind_name(made);
    if (made.op && made.op->overload[0]) name += std::string(".") + made.op->overload;
    out_ += indent + head + name + attributes(made) + inputs + "\n";
    for (size_t i = 0; i < made.blocks.size(); ++i) {
      std::string formals;
      for (const Value* value : made.blocks[i]->inputs) {
        if (!formals.empty()) formals += ", ";
        formals += define(value);
      }
      out_ += indent + "  block" + std::to_string(i) + "(" + formals + "):\n";
      block(*made.blocks[i], indent + "    ");
      out_ += indent + "    -> " + read(made.blocks[i]->outputs) + "\n";
    }
  }

  void block(const Block& from, const std::string& indent) {
    for (const Node* made : from.nodes) node(*made, indent);
  }

  std::vector<uint32_t> numbers_;
  uint32_t next_ = 0;
  std::string out_;
};

}  // namespace

std::string literal_text(const IValue& value) {
  if (value.isNone()) return "None";
  if (value.isBool()) return value.toBool() ? "True" : "False";
  if (value.isInt()) return std::to_string(value.toInt());
  if (value.isDouble()) return float_literal(value.toDouble());
  if (value.isString()) return string_literal(value.toStringRef());
  if (value.isComplexDouble()) {
    const std::complex<double> number = value.toComplexDouble();
    const std::string real = float_literal(number.real()), imag = float_literal(number.imag());
    return (real == "0." ? "" : real + (imag[0] == '-' ? "" : "+")) + imag + "j";
  }
  if (value.isDevice()) return "torch.device(" + string_literal(value.toDevice().str()) + ")";
  if (value.isList()) {
    std::string text = "[";
    for (const IValue& item : value.toListRef()) {
      if (text.size() > 1) text += ", ";
      text += literal_text(item);
    }
    return text + "]";
  }
  if (value.isTuple()) {
    const TupleImpl& tuple = value.toTupleRef();
    std::string text = "(";
    for (size_t i = 0; i < tuple.size(); ++i) {
      if (i) text += ", ";
      text += literal_text(tuple.values[i]);
    }
    return text + (tuple.size() == 1 ? ",)" : ")");
  }
  if (value.isEnum()) return value.toEnumRef().type->name() + "." + value.toEnumRef().name;
  return "<Tensor>";
}

std::string print_graph(const Graph& graph) { return Printer(graph.value_count()).print(graph); }

std::string print_unit(const CompilationUnit& unit) {
  std::vector<const Function*> found;
  for (const auto& function : unit.functions()) {
    if (function->graph()) found.push_back(function.get());
  }
  std::sort(found.begin(), found.end(), [](const Function* a, const Function* b) {
    return a->qualified_name() < b->qualified_name();
  });
  std::string text;
  for (const Function* function : found) {
    text += function->qualified_name() + ":\n" + print_graph(*function->graph()) + "\n";
  }
  return text;
}

}  // namespace minijit
