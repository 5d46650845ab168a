#include <algorithm>
#include <functional>
#include <map>

#include "cli/verbs.h"
#include "minijit/error.h"
#include "minijit/module.h"
#include "pickle/walk.h"
#include "support/bytes.h"
#include "support/limits.h"
#include "support/text.h"
#include "zip/file_kinds.h"
#include "zip/zip_reader.h"

namespace minijit::cli {

namespace {

struct GlobalRow {
  std::string_view name;
  std::string_view profiles;
};
constexpr GlobalRow global_rows[] = {
#define MJ_GLOBAL(name, kind, profiles) {name, profiles},
#include "generated/globals.inc"
#undef MJ_GLOBAL
};

bool permitted(std::string name, std::string_view profile) {
  // As Python 2 called it; the pickles of tensors name a set so.
  constexpr std::string_view old = "__builtin__.";
  if (profile == "tensors" && starts_with(name, old.data())) {
    name.replace(0, old.size(), "builtins.");
  }
  return std::any_of(std::begin(global_rows), std::end(global_rows), [&](const GlobalRow& row) {
    return row.name == name && row.profiles.find(profile) != std::string_view::npos;
  });
}

/// The operators of a unit, and how many nodes of each.
Table used_operators(const CompilationUnit& unit) {
  std::map<std::string, int64_t> counts;
  const std::function<void(const Block&)> walk = [&](const Block& block) {
    for (const Node* node : block.nodes) {
      if (node->op) {
        std::string name = node->op->kind.c_str();
        if (*node->op->overload.c_str()) name = name + "." + node->op->overload;
        ++counts[name];
      }
      for (const Block* inner : node->blocks) walk(*inner);
    }
  };
  for (const auto& function : unit.functions()) {
    if (function->graph()) walk(*function->graph()->block());
  }
  Table table;
  for (const auto& [name, count] : counts) table.emplace_back(name, count);
  return table;
}

List missing_operators(const CompilationUnit& unit) {
  List listed;
  for (const MissingOperator& each : unit.missing_operators()) listed.push_back(each.str());
  return listed;
}

const char* kind_text(const ClassType& cls) {
  switch (cls.class_kind()) {
    case ClassKind::Module:
      return "module";
    case ClassKind::Enum:
      return "enum";
    case ClassKind::Interface:
      return "interface";
    case ClassKind::Plain:
      break;
  }
  return "class";
}

constexpr uint8_t pickle_mark = 0x80;

/// A report that is filled while steps may fail; every failure is one line of it.
class Scan {
 public:
  Scan(const std::string& path, bool all_on_cpu)
      : bytes_(map_file(path)), all_on_cpu_(all_on_cpu) {}

  Report run() {
    const ByteSpan data = bytes_->span();
    std::optional<ZipReader> zip;
    if (as_text(data).substr(0, 2) == "PK") {
      report_.emplace_back("kind", "zip");
      attempt([&] { zip.emplace(data, true, bytes_->path()); });
    }
    if (zip) {
      scan_records(*zip);
    } else if (refused_.empty()) {
      scan_stream(data);
    }
    report_.emplace_back("refused", refused_);
    return report_;
  }

 private:
  template <class Step>
  void attempt(const Step& step, std::optional<Diag> expected = std::nullopt) {
    try {
      step();
    } catch (const Error& error) {
      if (expected == error.id()) return;
      const std::string line = error.sentence() + " [" + error.id_name() + "]";
      if (std::find(refused_.begin(), refused_.end(), line) == refused_.end()) {
        refused_.push_back(line);
      }
    }
  }

  void note_global(const std::string& name, const char* profile) {
    const bool own = profile == std::string("program") && starts_with(name, "__torch__.");
    const auto known = std::find_if(globals_.begin(), globals_.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    if (known != globals_.end()) return;
    globals_.emplace_back(name, own                        ? "own class"
                                : permitted(name, profile) ? "permitted"
                                                           : "refused");
  }

  void load(LoadOptions options, std::optional<Diag> expected) {
    options.all_on_cpu = all_on_cpu_;
    options.run_setstate = false;
    attempt([&] { load_program(*open_archive(bytes_), options); }, expected);
  }

  void scan_records(const ZipReader& zip) {
    const bool is_program = zip.find("constants.pkl") != nullptr;
    const char* profile = is_program ? "program" : "tensors";
    if (is_program || zip.find("data.pkl")) report_[0].second = profile;
    int64_t version = 0;
    attempt([&] { version = read_version(*open_archive(bytes_)); });
    report_.emplace_back("opset_version", version);
    Table sizes;
    List deflated;
    for (const ZipRecord& record : zip.records()) {
      sizes.emplace_back(record.name, static_cast<int64_t>(record.size));
      if (!record.is_stored()) deflated.push_back(record.name);
    }
    report_.emplace_back("record_bytes", sizes);
    if (!deflated.empty()) report_.emplace_back("deflated", deflated);
    if (!zip.foreign().empty()) report_.emplace_back("outside_its_folder", zip.foreign());
    for (const ZipRecord& record : zip.records()) {
      attempt([&] { scan_record(zip, record, profile); });
    }
    report_.emplace_back("globals", globals_);
    LoadOptions options;
    if (!is_program) {
      refuse_globals();
      return load(options, Diag::MJ6006);
    }
    options.unit = std::make_shared<CompilationUnit>();
    load(options, Diag::MJ6011);
    const CompilationUnit& unit = *options.unit;
    Table classes;
    List running;
    for (const auto& cls : unit.classes()) {
      classes.emplace_back(cls->name(), kind_text(*cls));
      if (has_own_state(*cls)) running.push_back(cls->name() + ".__setstate__");
    }
    report_.emplace_back("classes", classes);
    report_.emplace_back("runs_while_loading", running);
    report_.emplace_back("operators", used_operators(unit));
    report_.emplace_back("missing_operators", missing_operators(unit));
  }

  /// A record holds a pickle whatever its name says, unless it is a tensor's.
  void scan_record(const ZipReader& zip, const ZipRecord& record, const char* profile) {
    const RecordBytes body = zip.read(record);
    const bool tensor = starts_with(record.name, "data/") || starts_with(record.name, "constants/");
    const bool marked = !tensor && !body.bytes.empty() && body.bytes[0] == pickle_mark;
    if (!marked && !ends_with(record.name, "pkl")) return;
    try {
      PickleWalker(body.bytes, record.name).walk([&](const std::string& name) {
        note_global(name, profile);
      });
    } catch (const Error&) {
      // A source map that cannot be read is no reason to refuse a program.
      if (!ends_with(record.name, ".debug_pkl")) throw;
    }
  }

  /// The five pickles at the start of a file of PyTorch before 1.6.
  void scan_stream(ByteSpan data) {
    constexpr int pickles = 5;
    const Recognized found = recognized(data);
    if (!found.saved) {
      report_.emplace_back("kind", "unknown");
      return attempt([&] { throw Error(Diag::MJ6039, {{"what", found.what}}); });
    }
    report_.emplace_back("kind", "stream");
    PickleWalker walker(data, "the stream");
    attempt([&] {
      for (int i = 0; i < pickles; ++i) {
        walker.walk([&](const std::string& name) { note_global(name, "tensors"); });
      }
    });
    if (!refused_.empty() && (data.empty() || data[0] != pickle_mark)) {
      report_[0].second = "unknown";
    }
    report_.emplace_back("globals", globals_);
    refuse_globals();
  }

  /// Files of torch.save are for Python, which refuses these.
  void refuse_globals() {
    for (const auto& [name, judged] : globals_) {
      if (std::get<std::string>(judged) != "refused") continue;
      attempt([&, &full = name] {
        throw Error(Diag::MJ5004, {{"name", full}, {"short", full.substr(full.rfind('.') + 1)}});
      });
    }
  }

  std::shared_ptr<FileBytes> bytes_;
  bool all_on_cpu_;
  Report report_;
  Table globals_;
  List refused_;
};

}  // namespace

Opened::Opened(const std::string& path, bool all_on_cpu, bool verified)
    : records(open_archive(map_file(path))) {
  // Loading may write to the mapping.
  if (verified) records->verify();
  LoadOptions options;
  options.all_on_cpu = all_on_cpu;
  program = load_program(*records, options);
}

std::string described(const Tensor& tensor) {
  std::string text = dtype_name(tensor.dtype());
  text += " (";
  for (size_t i = 0; i < tensor.sizes().size(); ++i) {
    text += (i ? ", " : "") + std::to_string(tensor.sizes()[i]);
  }
  return text + ")";
}

Report info(const std::string& path, bool all_on_cpu) {
  const jit::Module module =
      jit::load(path, all_on_cpu ? std::optional<Device>(kCPU) : std::nullopt);
  int64_t count = 0;
  Table parameters;
  for (const auto& item : module.named_parameters()) {
    count += item.value.numel();
    parameters.emplace_back(item.name, described(item.value));
  }
  return {{"class", module.type_name()},      {"opset_version", module.version()},
          {"methods", module.method_names()}, {"parameter_count", count},
          {"parameters", parameters},         {"records", module.records()}};
}

Report ops(const std::string& path, bool all_on_cpu) {
  const Opened opened(path, all_on_cpu);
  const CompilationUnit& unit = *opened.program.unit;
  return {{"operators", used_operators(unit)}, {"missing_operators", missing_operators(unit)}};
}

Report check(const std::string& path, bool all_on_cpu) {
  const Opened opened(path, all_on_cpu, true);
  return {{"missing_operators", missing_operators(*opened.program.unit)}};
}

Report scan(const std::string& path, bool all_on_cpu) { return Scan(path, all_on_cpu).run(); }

Report ir(const std::string& path, bool all_on_cpu) {
  Table texts;
  for (const auto& [name, text] : functions(*Opened(path, all_on_cpu).program.unit)) {
    texts.emplace_back(name, text);
  }
  return {{"functions", texts}};
}

Table code(const std::string& path) {
  const std::unique_ptr<RecordSource> source = open_archive(map_file(path));
  if (!source->has("constants.pkl") && source->has("data.pkl")) throw Error(Diag::MJ6006);
  Table texts;
  for (const std::string& name : source->names()) {
    if (starts_with(name, "code/") && ends_with(name, ".py")) {
      texts.emplace_back(name, std::string(source->read(name)));
    }
  }
  return texts;
}

}  // namespace minijit::cli
