#include "plan/block_scope.h"

#include <algorithm>
#include <array>
#include <set>

#include "document/markdown.h"
#include "plan/row_types.h"

namespace fangan {
namespace {

/// Functions that plans have besides those of FEEL (language.md, section 3).
constexpr std::array<std::string_view, 4> functions = {"done", "total", "is set", "working days"};

Type type_of_word(std::string_view written) {
  if (written.starts_with("number")) return TypeKind::number;
  if (written.starts_with("date")) return TypeKind::date;
  if (written.starts_with("boolean")) return TypeKind::boolean;
  if (written.starts_with("text") || written.starts_with("one of")) return TypeKind::string;
  return {};
}

/// What the block stands on: the registers under `on:` or `of:`, those that use the flow, itself.
std::vector<std::string> rows_of(const Plan& plan, const OwnBlock& own) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& name) {
    if (plan.row_types->row(name) != nullptr) found.push_back(name);
  };
  for (const std::string_view key : {"on", "of"}) {
    const Entry* entry = own.body.find(key);
    const Result<Inline> names = entry == nullptr ? Result<Inline>(Inline())
                                                  : read_inline(own.sources, *entry);
    if (!names) continue;  // An expression, or not finished.
    add(names.value().word);
    for (const Inline& item : names.value().items) add(item.word);
  }
  for (const Register& rows : plan.registers) {
    const bool flows_here = own.kind == "flow" && rows.flow.text == own.name;
    const bool is_itself = own.kind == "register" && rows.name.text == own.name;
    if (flows_here || is_itself) found.push_back(rows.name.text);
  }
  return found;
}

template <typename Blocks>
void add_named(const Blocks& blocks, const char* kind, std::vector<NamedBlock>* named) {
  for (const auto& block : blocks) {
    if constexpr (requires { block.name.text; }) {
      named->push_back({block.name.text, kind, block.label});
    } else {
      named->push_back({block.name, kind, block.label});
    }
  }
}

}  // namespace

OwnBlock own_block(std::string_view text) {
  OwnBlock own;
  const uint32_t source = own.sources.add("", std::string(text));
  Diagnostics unfinished;  // Somebody is still writing.
  const MarkdownFile file = read_markdown(own.sources, source, &unfinished);
  if (file.blocks.empty()) return own;
  own.kind = file.blocks.front().kind;
  own.name = file.blocks.front().name;
  own.body = read_body(own.sources, file.blocks.front().body, &unfinished);
  return own;
}

std::vector<NamedBlock> named_blocks(const Plan& plan) {
  std::vector<NamedBlock> named;
  add_named(plan.registers, "register", &named);
  add_named(plan.parameters, "parameter", &named);
  add_named(plan.decisions, "decision", &named);
  add_named(plan.flows, "flow", &named);
  add_named(plan.targets, "target", &named);
  add_named(plan.tasks, "task", &named);
  add_named(plan.policies, "policy", &named);
  add_named(plan.watches, "watch", &named);
  add_named(plan.rankings, "ranking", &named);
  add_named(plan.notices, "notice", &named);
  add_named(plan.forms, "form", &named);
  return named;
}

std::vector<ScopeName> fields_in_view(const Plan& plan, const OwnBlock& own) {
  std::vector<ScopeName> names;
  for (const std::string_view key : {"fields", "derived"}) {
    const Entry* entry = own.body.find(key);
    if (entry == nullptr) continue;
    for (const Entry& field : entry->below) {
      const std::string note = key == "fields" ? field.value : std::string();
      names.push_back({field.key, type_of_word(note), note});
    }
  }
  for (const std::string& rows : rows_of(plan, own)) {
    for (const Type::Field& field : plan.row_types->row(rows)->fields()) {
      names.push_back({field.name, field.type, rows});
    }
  }
  return names;
}

feel::Scope block_scope(const Plan& plan, const OwnBlock& own, std::string_view filtered) {
  feel::Scope scope(feel::Dialect::plan);
  std::set<std::string> taken;
  const auto add = [&](const std::string& name, Type type) {
    if (!name.empty() && taken.insert(name).second) scope.add_variable(name, std::move(type));
  };
  if (const Type* row = plan.row_types->row(filtered)) {
    for (const Type::Field& field : row->fields()) add(field.name, field.type);
  }
  for (const ScopeName& field : fields_in_view(plan, own)) add(field.name, field.type);
  for (const std::string& rows : plan.row_types->names()) {
    add(rows, Type::list(*plan.row_types->row(rows)));
  }
  for (const Parameter& parameter : plan.parameters) {
    add(parameter.name, plan.row_types->of_parameter(parameter));
  }
  for (const Decision& decision : plan.decisions) {
    if (decision.on.empty()) add(decision.name.text, {});
  }
  const std::vector<std::string> rows = rows_of(plan, own);
  if (!rows.empty()) add("record", *plan.row_types->row(rows.front()));
  add("user", plan.row_types->user());
  add("node", plan.row_types->node());
  for (const std::string_view name : functions) {
    add(std::string(name), Type::function({Type()}, Type()));
  }
  return scope;
}

}  // namespace fangan
