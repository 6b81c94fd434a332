#include "plan/check.h"

#include <algorithm>
#include <set>

#include "document/text_file.h"
#include "plan/check_context.h"
#include "plan/comments.h"
#include "plan/decision_file.h"
#include "plan/flow_graph.h"
#include "plan/kinds.h"
#include "plan/quoted_numbers.h"
#include "plan/read_keys.h"
#include "plan/region_map.h"
#include "plan/resolve.h"
#include "text/suggest.h"

namespace fangan {
namespace {

struct KindCheck {
  std::string_view kind;  ///< Of kinds.yaml.
  void (*check)(CheckContext*, const PlacedBlock&);
};

constexpr KindCheck kind_checks[] = {
    {"agency", check_agencies},   {"parameter", check_parameter}, {"register", check_register},
    {"flow", check_flow},         {"decision", check_decision},   {"task", check_task},
    {"target", check_target},     {"policy", check_policy},       {"watch", check_watch},
    {"ranking", check_ranking},   {"notice", check_notice},       {"form", check_form},
    {"clause", check_clause},
};

class Checker {
 public:
  Checker(const Package& package, Checked* checked)
      : package_(package), checked_(*checked), context_(&plan_, &checked->diagnostics) {}

  void run(const std::vector<Agency>& shared_agencies) {
    if (!read_header()) return finish();
    read_files();
    read_draft();
    check_blocks();
    check_region_map(&context_, package_, map_, map_span_);
    if (has_all_files_) check_meaning(shared_agencies);
    finish();
  }

 private:
  void check_meaning(const std::vector<Agency>& shared_agencies) {
    load_decision_files(package_, &context_);
    resolve_names(&context_, shared_agencies);
    resolve(&plan_, &checked_.diagnostics);
    check_flow_takers(&context_);
    // Values that were not read say nothing of the words.
    if (has_errors(checked_.diagnostics)) return;
    check_quoted_numbers(&context_);
    for (const Parameter& parameter : plan_.parameters) look_for_use(parameter);
  }

  /// Whether any other block, or a model beside them, says its name.
  void look_for_use(const Parameter& parameter) {
    if (!parameter.choice.empty()) return;
    const auto names_it = [&](const FencedBlock& block) {
      return block.name != parameter.name && block.kind != "clause" &&
             plan_.sources.text(block.body).find(parameter.name) != std::string_view::npos;
    };
    for (const MarkdownFile& file : markdown_) {
      if (std::any_of(file.blocks.begin(), file.blocks.end(), names_it)) return;
    }
    for (const PackageFile& file : package_.files) {
      const bool is_model = file.name.ends_with(".dmn");
      if (is_model && file.bytes.find(parameter.name) != std::string::npos) return;
    }
    checked_.diagnostics.push_back(
        doubt_at("PLAN-R003", parameter.span, {{"name", parameter.name}}));
  }

  void finish() {
    Diagnostics& diagnostics = checked_.diagnostics;
    for (Diagnostic& diagnostic : diagnostics) context_.add_headings(&diagnostic);
    sort_by_position(&diagnostics);
    checked_.sources = plan_.sources;
    if (!has_errors(diagnostics)) {
      checked_.plan = std::move(plan_);
    } else if (is_text_read_) {
      checked_.unfinished = std::move(plan_);
    }
  }

  /// Adds a file of the package to the sources; none when it is no text.
  /// `may_be_blank`: a file of notes whose last block was taken away.
  std::optional<uint32_t> add_source(const PackageFile& file, bool may_be_blank = false) {
    Result<TextFile> text = read_text_file(file.bytes);
    if (!text && may_be_blank && text.error().code == "DOC-T004") {
      return plan_.sources.add(file.name, "");
    }
    if (!text) {
      Diagnostic diagnostic = text.error();
      // The bytes cannot be shown; the name can.
      diagnostic.marks = {Mark{Span{plan_.sources.add(file.name, ""), 0, 0}, {}}};
      context_.report(std::move(diagnostic));
      return std::nullopt;
    }
    return plan_.sources.add(file.name, std::move(text).value().text);
  }

  bool read_header() {
    const PackageFile* file = package_.find("plan.md");
    if (file == nullptr) {
      context_.report(problem("PLAN-P001", {{"package", package_.name}}));
      return false;
    }
    const std::optional<uint32_t> source = add_source(*file);
    if (!source) return false;
    const MarkdownFile markdown = read_markdown(plan_.sources, *source, &checked_.diagnostics);
    const auto block = std::find_if(markdown.blocks.begin(), markdown.blocks.end(),
                                    [](const FencedBlock& b) { return b.kind == "plan"; });
    if (block == markdown.blocks.end()) {
      context_.report(problem_at("PLAN-P002", Span{*source, 0, 0}));
      return false;
    }
    PlacedBlock placed;
    placed.block = &*block;
    placed.body = read_body(plan_.sources, block->body, &checked_.diagnostics);
    refuse_comments(*find_kind("plan"), &placed.body, &checked_.diagnostics);
    read_header_block(placed);
    for (const FencedBlock& other : markdown.blocks) {
      if (&other != &*block) refuse_in_header(other);
    }
    return true;
  }

  /// plan.md holds one `plan` block and nothing else that counts.
  void refuse_in_header(const FencedBlock& block) {
    context_.error(block.kind == "plan" ? "PLAN-P004" : "PLAN-P005", block.kind_span,
                   {{"kind", block.kind}});
  }

  void read_header_block(const PlacedBlock& placed) {
    const KeyReader keys(&context_, placed);
    PlanHeader& header = plan_.header;
    header.name = package_.name;
    header.title = keys.text("title");
    header.number = keys.text("number");
    header.issuer = keys.text("issuer");
    header.issued = keys.date("issued");
    header.in_force_from = keys.has("in force from") ? keys.date("in force from") : header.issued;
    if (keys.has("time zone")) header.time_zone = keys.word("time zone");
    if (keys.has("language")) header.language = keys.word("language");
    text_files_ = context_.placed_words(placed, "text");
    note_files_ = context_.placed_words(placed, "notes");
    header_span_ = placed.block->kind_span;
    map_ = keys.text("map");
    const Entry* map = keys.find("map");
    map_span_ = map == nullptr ? header_span_ : map->value_span;
  }

  void read_files() {
    is_text_read_ = true;
    std::set<std::string> listed = {"plan.md"};
    const auto read = [&](const std::string& name, bool notes) {
      if (listed.insert(name).second) {
        const bool is_read = read_file(name, notes);
        is_text_read_ = is_text_read_ && (is_read || notes);
      } else {
        context_.error("PLAN-P007", context_.place_of("", name, header_span_), {{"file", name}});
      }
    };
    for (const std::string& name : text_files_) read(name, false);
    for (const std::string& name : note_files_) read(name, true);
    for (const PackageFile& file : package_.files) {
      const bool markdown = file.name.size() > 3 && file.name.substr(file.name.size() - 3) == ".md";
      const bool at_top = file.name.find('/') == std::string::npos;
      if (!markdown || !at_top || listed.count(file.name)) continue;
      context_.warning("PLAN-P006", header_span_, {{"file", file.name}});
    }
  }

  /// Whether it could be.
  bool read_file(const std::string& name, bool notes) {
    const PackageFile* file = package_.find(name);
    if (file == nullptr) {
      has_all_files_ = false;
      std::vector<std::string> names;
      for (const PackageFile& other : package_.files) names.push_back(other.name);
      context_.error("PLAN-P003", context_.place_of("", name, header_span_),
                     {{"file", name}, {"near", did_you_mean(name, names)}});
      return false;
    }
    const std::optional<uint32_t> source = add_source(*file, notes);
    if (!source) {
      has_all_files_ = false;
      return false;
    }
    markdown_.push_back(read_markdown(plan_.sources, *source, &checked_.diagnostics));
    PlanFile plan_file;
    plan_file.name = name;
    plan_file.source = *source;
    plan_file.notes = notes;
    plan_file.lines = markdown_.back().lines;
    plan_.files.push_back(std::move(plan_file));
    return true;
  }

  void read_draft() {
    std::vector<std::string> lines;
    for (const PlanFile& file : plan_.files) {
      if (file.notes) continue;
      for (const TextLine& line : file.lines) lines.push_back(line.text);
    }
    DraftOptions options;
    options.issued = plan_.header.issued;
    plan_.draft = draft(std::move(lines), Lexicon::standard(), options);
  }

  void check_blocks() {
    for (uint32_t file = 0; file < markdown_.size(); ++file) {
      for (const FencedBlock& block : markdown_[file].blocks) check_block(file, block);
    }
  }

  /// People write kinds in Chinese too; what they meant then is known.
  void report_unknown_kind(const FencedBlock& block) {
    std::vector<std::string> names;
    std::string known;
    for (const KindEntry& kind : kind_entries()) {
      names.emplace_back(kind.name);
      names.emplace_back(kind.term);
      known += (known.empty() ? "" : "、") + std::string(kind.name) + " " + std::string(kind.term);
    }
    std::string near = did_you_mean(block.kind, names);
    for (const KindEntry& kind : kind_entries()) {
      if (kind.term == block.kind || kind.term == near) near = kind.name;
    }
    context_.error("PLAN-K007", block.kind_span,
                   {{"kind", block.kind}, {"near", near}, {"known", known}});
  }

  void check_block(uint32_t file, const FencedBlock& block) {
    if (block.kind.empty()) return;  // DOC-M002 has said so.
    if (block.kind == "plan") {
      context_.error("PLAN-P004", block.kind_span, {{"kind", block.kind}});
      return;
    }
    const KindEntry* kind = find_kind(block.kind);
    if (kind == nullptr) {
      report_unknown_kind(block);
      return;
    }
    PlacedBlock placed;
    placed.file = file;
    placed.block = &block;
    placed.body = read_body(plan_.sources, block.body, &checked_.diagnostics);
    refuse_comments(*kind, &placed.body, &checked_.diagnostics);
    if (const Entry* choice = placed.body.find("choice")) {
      plan_.choices.push_back(Choice{block.name, choice->value, choice->value_span});
    }
    if (kind->place == BlockPlace::text && plan_.files[file].notes) {
      context_.error("PLAN-C007", block.kind_span, {{"kind", block.kind}});
      return;
    }
    std::find_if(std::begin(kind_checks), std::end(kind_checks), [kind](const KindCheck& one) {
      return one.kind == kind->name;
    })->check(&context_, placed);
  }

  const Package& package_;
  Checked& checked_;
  Plan plan_;
  CheckContext context_;
  Span header_span_;
  std::string map_;
  Span map_span_;
  bool is_text_read_ = false;
  std::vector<std::string> text_files_;
  std::vector<std::string> note_files_;
  std::vector<MarkdownFile> markdown_;
  bool has_all_files_ = true;  ///< Without, nobody can say which names are unknown.
};

}  // namespace

Checked check(const Package& package, const std::vector<Agency>& shared_agencies) {
  Checked checked;
  Checker(package, &checked).run(shared_agencies);
  return checked;
}

}  // namespace fangan
