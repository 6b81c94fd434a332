#include "plan/complete_block.h"

#include <algorithm>
#include <set>

#include "document/body.h"
#include "feel/complete.h"
#include "plan/block_cursor.h"
#include "plan/block_scope.h"

namespace fangan {
namespace {

using Place = BlockCursor::Place;

constexpr std::string_view relations[] = {"county",  "owner",  "lead",   "office",
                                          "subject", "public", "system", "agency"};
constexpr std::string_view type_words[] = {"text",      "number ",        "date",
                                           "boolean",   "one of [",       "several of [",
                                           "region",    "agency",         "file",
                                           "files"};
constexpr std::string_view field_words[] = {"required", "required from ", "sensitive", "places ",
                                            "log "};
constexpr std::string_view grades[] = {"reported", "accepted", "published"};

/// A word of a value in brackets: where the one at the end of `value` begins.
size_t word_begin(std::string_view value) {
  const size_t mark = value.find_last_of("[],{}: ");
  return mark == value.npos ? 0 : mark + 1;
}

/// The word before the filter that `expression` ends in: 机组 of `count(done(机组)[燃`; empty where
/// it ends in none.
std::string_view filtered_name(std::string_view expression) {
  int open = 0;
  size_t at = expression.size();
  while (at > 0 && open <= 0) {
    --at;
    if (expression[at] == ']') --open;
    if (expression[at] == '[') ++open;
  }
  if (open <= 0) return {};
  while (at > 0 && (expression[at - 1] == ')' || expression[at - 1] == ' ')) --at;
  size_t begin = at;
  while (begin > 0 && std::string_view("()[]{},.+-*/<>= ").find(expression[begin - 1]) ==
                          std::string_view::npos) {
    --begin;
  }
  return expression.substr(begin, at - begin);
}

class Completer {
 public:
  Completer(const Plan& plan, std::string_view text, size_t offset)
      : plan_(plan), text_(text), offset_(std::min(offset, text.size())),
        cursor_(block_cursor(text, offset_)), own_(own_block(text)) {}

  BlockCompletions run() {
    found_.begin = cursor_.begin;
    switch (cursor_.place) {
      case Place::fence: add_kinds(); break;
      case Place::key: add_keys(); break;
      case Place::value: add_values(); break;
      case Place::target: add_blocks("register"); break;
      case Place::filling: add_fields_of(cursor_.opened); break;
      case Place::formula:
      case Place::table: add_expression(); break;
      case Place::type: add_types(); break;
      case Place::grade: add_words(grades); break;
      case Place::name:
      case Place::nowhere: break;
    }
    keep_those_begun();
    return std::move(found_);
  }

 private:
  std::string_view written() const {
    return text_.substr(cursor_.begin, offset_ - cursor_.begin);
  }

  void add(std::string text, const char* kind, std::string detail = "", std::string zh = "",
           std::string en = "") {
    found_.all.push_back(
        {std::move(text), kind, std::move(detail), std::move(zh), std::move(en)});
  }

  template <typename Words>
  void add_words(const Words& words) {
    for (const std::string_view word : words) add(std::string(word), "word");
  }

  /// Only what goes on with the letters typed.
  void keep_those_begun() {
    if (cursor_.place == Place::formula || cursor_.place == Place::table) return;
    const std::string_view begun = text_.substr(found_.begin, offset_ - found_.begin);
    std::set<std::string> seen;
    std::erase_if(found_.all, [&](const BlockCompletion& one) {
      return !std::string_view(one.text).starts_with(begun) || !seen.insert(one.text).second;
    });
  }

  void add_kinds() {
    for (const KindEntry& kind : kind_entries()) {
      if (kind.place == BlockPlace::header) continue;
      const bool named = kind.block_name == BlockName::required;
      add(std::string(kind.name) + (named ? " " : ""), "kind", std::string(kind.term),
          std::string(kind.zh), std::string(kind.en));
    }
  }

  void add_keys() {
    const KindEntry* kind = find_kind(cursor_.kind);
    for (const KeyEntry* key : keys_of(*kind, cursor_.outer)) {
      const bool is_written = cursor_.outer.empty() && own_.body.find(key->name) != nullptr;
      const bool is_being_written = key->name == written();
      if (is_written && !is_being_written) continue;
      add(std::string(key->name) + ": ", "key", std::string(key->term), std::string(key->zh),
          std::string(key->en));
    }
    std::stable_partition(found_.all.begin(), found_.all.end(), [&](const BlockCompletion& one) {
      for (const KeyEntry* key : keys_of(*kind, cursor_.outer)) {
        if (one.text == std::string(key->name) + ": ") return key->required;
      }
      return false;
    });
  }

  void add_values() {
    found_.begin = cursor_.begin + word_begin(written());
    switch (cursor_.key->form) {
      case KeyForm::word:
        found_.begin = cursor_.begin;
        add_words(cursor_.key->words);
        break;
      case KeyForm::who: add_words(relations); break;
      case KeyForm::agencies:
        for (const Agency& agency : plan_.agencies) add(agency.name, "name", agency.kind);
        break;
      case KeyForm::name:
      case KeyForm::names: add_names(cursor_.key->name); break;
      case KeyForm::moves: add_fields(); break;
      case KeyForm::type: add_types(); break;
      case KeyForm::recipient:
        found_.begin = cursor_.begin;
        for (const char* word : {"public", "agency ", "file csv"}) add(word, "word");
        break;
      default: break;
    }
  }

  /// The kinds table says that a key takes names; which ones follows from the key.
  void add_names(std::string_view key) {
    if (key == "flow") return add_blocks("flow");
    if (key == "on" || key == "of" || key == "account for") return add_blocks("register");
    if (key == "excludes") return add_blocks("policy");
    if (key == "tolerance" || key == "weight") return add_blocks("parameter");
    if (key == "from" || key == "to" || key == "edit in") return add_states();
    if (key == "ties") add("shared", "word");
    if (key == "holds") {
      for (const Flow& flow : plan_.flows) {
        for (const FlowStep& step : flow.steps) add(step.name.text, "name", flow.name.text);
      }
      return add_blocks("policy");
    }
    add_fields();
  }

  void add_blocks(std::string_view kind) {
    for (const auto& [name, known_kind, label] : named_blocks(plan_)) {
      if (kind.empty() || known_kind == kind) add(name, "name", label);
    }
  }

  void add_states() {
    const Entry* states = own_.body.find("states");
    if (states == nullptr) return;
    for (const Entry& state : states->below) add(state.key, "name", state.value);
  }

  void add_fields() {
    for (const ScopeName& field : fields_in_view(plan_, own_)) add(field.name, "name", field.note);
  }

  void add_fields_of(const std::string& name) {
    const Register* opened = plan_.find_register(name);
    if (opened == nullptr) return;
    for (const Field& field : opened->fields) add(field.name.text + ": ", "name");
    if (cursor_.kind == "form") add("when: ", "key");
  }

  void add_types() {
    const std::string_view value = written();
    found_.begin = cursor_.begin + word_begin(value);
    const bool first = found_.begin == cursor_.begin;
    if (!first && cursor_.place == Place::type) {
      add_words(field_words);
      return;
    }
    add_words(type_words);
    if (cursor_.place == Place::type) add_blocks("register");
  }

  void add_expression() {
    const feel::Scope scope = block_scope(plan_, own_, filtered_name(written()));
    const feel::Completions found = feel::complete(written(), written().size(), scope);
    found_.begin = cursor_.begin + found.begin;
    constexpr const char* kinds[] = {"variable", "function", "keyword", "member"};
    for (const feel::Completion& one : found.all) {
      add(one.text, kinds[static_cast<size_t>(one.kind)], one.detail, one.zh, one.en);
    }
  }

  const Plan& plan_;
  std::string_view text_;
  size_t offset_;
  BlockCursor cursor_;
  OwnBlock own_;
  BlockCompletions found_;
};

}  // namespace

BlockCompletions complete_block(const Plan& plan, std::string_view text, size_t offset) {
  return Completer(plan, text, offset).run();
}

}  // namespace fangan
