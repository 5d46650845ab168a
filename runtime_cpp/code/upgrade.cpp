#include "code/upgrade.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "code/lexer.h"
#include "code/resolver.h"

namespace minijit::code {

namespace {

constexpr int oldest_written = 3;

/// The newest version that an operator below needs.
int newest_since(const Block& block) {
  int version = oldest_written;
  for (const Node* node : block.nodes) {
    if (node->op) version = std::max<int>(version, node->op->since);
    for (const Block* inner : node->blocks) version = std::max(version, newest_since(*inner));
  }
  return version;
}

using Calls = std::vector<UpgradedCall>;

/// Those of one source, outer calls before what is in them.
Calls calls_in(const Calls& all, const Source* source) {
  Calls calls;
  for (const UpgradedCall& call : all) {
    if (call.place.source.get() == source) calls.push_back(call);
  }
  std::sort(calls.begin(), calls.end(), [](const UpgradedCall& a, const UpgradedCall& b) {
    return std::make_pair(a.place.start, b.place.end) < std::make_pair(b.place.start, a.place.end);
  });
  return calls;
}

/// An argument as it stands in the text; without a name it is told by its place.
struct Given {
  std::string name;
  size_t start;
  size_t end;
};

void append(UpgradedText& whole, const UpgradedText& part) {
  for (const auto& [old_place, place] : part.places) {
    whole.places.emplace_back(old_place, whole.text.size() + place);
  }
  whole.text += part.text;
}

class Rewriter {
 public:
  explicit Rewriter(std::string prefix) : prefix_(std::move(prefix)) {}

  /// The text of a source with other functions in the place of its calls.
  UpgradedText text(const Source& source, const Calls& calls) {
    return part(source, calls, 0, source.text.size());
  }

  /// The functions that were put there, and those that they need.
  std::string functions() {
    std::string all;
    for (size_t i = 0; i < wanted_.size(); ++i) {
      const Calls again = upgraded_again(wanted_[i]);
      std::string body(upgrader_text(wanted_[i]));
      if (!again.empty()) {
        const Source* source = again[0].place.source.get();
        body = text(*source, calls_in(again, source)).text;
      }
      all += body.substr(body.find('\n') + 1);  // without its version
    }
    return all;
  }

 private:
  /// What stands in the source from `start` to `end`.
  UpgradedText part(const Source& source, const Calls& calls, size_t start, size_t end) {
    UpgradedText result;
    size_t at = start;
    const auto copy_until = [&](size_t next) {
      append(result, {source.text.substr(at, next - at), {{at, 0}}});
    };
    for (const UpgradedCall& call : calls) {
      if (call.place.start < at || call.place.end > end) continue;
      copy_until(call.place.start);
      append(result, rewritten(source, calls, call));
      at = call.place.end;
    }
    copy_until(end);
    return result;
  }

  UpgradedText rewritten(const Source& source, const Calls& calls, const UpgradedCall& call) {
    const std::vector<Given> given = arguments(call.place);
    UpgradedText result{prefix_ + upgrader_name(call.op->upgrader) + "(", {{call.place.start, 0}}};
    for (int32_t i = 0; i < call.op->n_args; ++i) {
      const ArgInfo& formal = call.op->args[i];
      const auto found = std::find_if(given.begin(), given.end(), [&](const Given& argument) {
        return argument.name.empty() ? &argument - given.data() == i
                                     : argument.name == formal.name.c_str();
      });
      if (i) result.text += ", ";
      if (found == given.end()) {
        result.text += formal.default_text.c_str();
      } else {
        append(result, part(source, calls, found->start, found->end));
      }
    }
    const int32_t index = call.op->upgrader;
    if (std::find(wanted_.begin(), wanted_.end(), index) == wanted_.end()) wanted_.push_back(index);
    result.text += ")";
    return result;
  }

  /// The arguments of a call that is spelled `torch.x(...)` or `ops.y.x(...)`, by their places in
  /// the source.
  static std::vector<Given> arguments(const SourceRange& place) {
    const auto text = std::make_shared<const Source>("<call>", std::string(place.text()));
    const std::vector<Token> tokens = tokenize(text);
    const auto is = [&](size_t i, const char* wanted) {
      return i < tokens.size() &&
             text->text.compare(tokens[i].start, tokens[i].end - tokens[i].start, wanted) == 0;
    };
    size_t at = 1;
    while (is(at, ".")) at += 2;
    if (!(is(0, "torch") || is(0, "ops")) || at == 1 || !is(at, "(")) {
      throw cannot_upgrade("an old operator is called in a way of its own", place);
    }
    std::vector<Given> found;
    int depth = 0;
    size_t first = at + 1;  // token of the argument
    for (; at < tokens.size() && tokens[at].kind != TokenKind::End; ++at) {
      if (is(at, ")") || is(at, "]") || is(at, "}")) --depth;
      const bool ends = depth == 0 || (depth == 1 && is(at, ","));
      if (ends && first < at) {
        const bool named = is(first + 1, "=");
        const Token& name = tokens[first];
        found.push_back({named ? text->text.substr(name.start, name.end - name.start) : "",
                         place.start + tokens[first + (named ? 2 : 0)].start,
                         place.start + tokens[at - 1].end});
      }
      if (ends) first = at + 1;
      if (depth == 0 && is(at, ")")) break;
      if (is(at, "(") || is(at, "[") || is(at, "{")) ++depth;
    }
    return found;
  }

  std::string prefix_;
  std::vector<int32_t> wanted_;
};

}  // namespace

Error cannot_upgrade(const char* why, const SourceRange& place) {
#define MJ_VERSIONS(low, high) constexpr int64_t newest = high;
#include "generated/versions.inc"
#undef MJ_VERSIONS
  const std::string reason =
      std::string("\n  ") + why + ", which python -m minijit upgrade compiles anew";
  return Error(Diag::MJ6036, place, {{"version", newest}, {"operators", reason}});
}

UpgradedCode upgraded_code(const CompilationUnit& unit, const std::vector<UpgradedCall>& calls) {
  UpgradedCode result;
  for (const auto& function : unit.functions()) {
    if (function->graph()) {
      result.version = std::max(result.version, newest_since(*function->graph()->block()));
    }
  }
  const std::string name = "upgraders_" + std::to_string(unit.opset_version);
  Rewriter rewriter("__torch__.minijit." + name + ".");
  for (const UpgradedCall& call : calls) {
    const Source* source = call.place.source.get();
    UpgradedText& file = result.files[source->name];
    if (!file.text.empty()) continue;
    file = rewriter.text(*source, calls_in(calls, source));
    // Arguments that are named may stand in another order now.
    std::stable_sort(file.places.begin(), file.places.end());
  }
  if (!result.files.empty()) {
    result.files["code/__torch__/minijit/" + name + ".py"].text = rewriter.functions();
  }
  return result;
}

}  // namespace minijit::code
