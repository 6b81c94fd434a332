#include "service/register_search.h"

#include <algorithm>

#include "service/register_sight.h"
#include "store/search_grams.h"
#include "store/search_index.h"
#include "text/utf8.h"
#include "value/print.h"

namespace fangan {
namespace {

constexpr size_t hits_of_a_register = 20;
constexpr size_t text_characters_max = 200;

std::string text_of(const Value& value) {
  if (value.is(ValueKind::string)) return value.text();
  std::string text;
  if (!value.is(ValueKind::list)) return text;
  for (const Value& item : value.items()) {
    if (item.is(ValueKind::string)) text += (text.empty() ? "" : "、") + item.text();
  }
  return text;
}

bool is_searched(const Field& field) {
  const FieldKind kind = field.domain.kind;
  const bool is_text = kind == FieldKind::text || kind == FieldKind::one_of ||
                       kind == FieldKind::several_of || kind == FieldKind::agency ||
                       kind == FieldKind::region;
  return is_text && !field.sensitive;
}

class RegisterSearcher {
 public:
  RegisterSearcher(RegisterSight& sight, SearchIndex& index, const std::vector<std::string>& words)
      : sight_(sight), index_(index), words_(words) {}

  Result<Done> search(const RegisterTable& table, RowHits* to) {
    const Result<std::vector<StoredRow>> rows = candidates(table);
    if (!rows) return rows.errors();
    std::vector<std::pair<std::string, Json>> found;
    for (const StoredRow& row : rows.value()) {
      if (std::optional<Json> hit = hit_of(table, row)) {
        found.emplace_back(row.state.id, std::move(*hit));
      }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
      return left.first < right.first;
    });
    to->more = to->more || found.size() > hits_of_a_register;
    for (size_t i = 0; i < std::min(found.size(), hits_of_a_register); ++i) {
      to->hits.push_back(std::move(found[i].second));
    }
    return Done{};
  }

 private:
  /// What any field may say of a row that the actor may know of.
  Result<std::vector<StoredRow>> candidates(const RegisterTable& table) {
    const RegisterAccess& access = sight_.access(*table.definition);
    std::vector<StoredRow> rows;
    const Result<SearchIndex::Candidates> found = index_.find(table.number, words_);
    if (!found) return found.errors();
    for (const int64_t number : found.value().rows) {
      Result<std::optional<StoredRow>> row = sight_.reader().row(table, number);
      if (!row) return row.errors();
      if (row.value() && access.shows(*row.value())) rows.push_back(std::move(*row.value()));
    }
    if (found.value().is_whole) return rows;
    rows.clear();
    RowQuery query;
    for (const std::string& word : words_) query.words += (query.words.empty() ? "" : " ") + word;
    query.scope = access.read;
    query.scope.all = query.scope.all || access.is_public;
    query.count = -1;
    const Result<Done> read = sight_.reader().each(table, query, [&](StoredRow row) {
      if (hit_of(table, row)) rows.push_back(std::move(row));
      return rows.size() <= hits_of_a_register;
    });
    if (!read) return read.errors();
    return rows;
  }

  /// None where the fields that the actor may read do not hold all of the words.
  std::optional<Json> hit_of(const RegisterTable& table, const StoredRow& row) {
    const RegisterAccess& access = sight_.access(*table.definition);
    const std::vector<Field>& fields = table.definition->fields;
    std::vector<bool> held(words_.size());
    std::string shown = access.read.takes(row) ? sight_.name_of(table, row.state) : row.state.id;
    const std::string name = folded_case(shown);
    for (size_t i = 0; i < fields.size(); ++i) {
      if (!is_searched(fields[i]) || !access.shows(row, i)) continue;
      const std::string text = text_of(row.state.fields[i]);
      const std::string folded = folded_case(text);
      bool tells = false;
      for (size_t word = 0; word < words_.size(); ++word) {
        if (folded.find(words_[word]) == std::string::npos) continue;
        tells = tells || (!held[word] && name.find(words_[word]) == std::string::npos);
        held[word] = true;
      }
      if (tells) shown += " · " + fields[i].name.text + " " + text;
    }
    if (std::find(held.begin(), held.end(), false) != held.end()) return std::nullopt;
    if (code_point_count(shown) > text_characters_max) {
      shown = to_utf8(to_utf32(shown).substr(0, text_characters_max)) + "…";
    }
    Json json = Json::object();
    json.set("kind", "row");
    json.set("plan", sight_.loaded().id);
    json.set("register", table.definition->name.text);
    json.set("row", row.state.id);
    json.set("id", row.state.id);
    json.set("name", row.state.id);
    json.set("text", shown);
    json.set("marks", word_marks(shown, words_));
    return json;
  }

  RegisterSight& sight_;
  SearchIndex& index_;
  const std::vector<std::string>& words_;
};

}  // namespace

std::vector<std::string> search_words(const std::string& query) {
  const std::string folded = folded_case(query);
  std::vector<std::string> words;
  std::string word;
  for (size_t offset = 0; offset < folded.size();) {
    const size_t begin = offset;
    const char32_t c = next_code_point(folded, &offset);
    const bool is_blank = c == U' ' || c == U'\t' || c == U'\n' || c == 0x3000;
    if (!is_blank) word += folded.substr(begin, offset - begin);
    const bool ends = is_blank || offset == folded.size();
    if (!ends || word.empty()) continue;
    words.push_back(word);
    word.clear();
  }
  return words;
}

Json word_marks(const std::string& text, const std::vector<std::string>& words) {
  const std::u32string folded = to_utf32(folded_case(text));
  std::vector<std::pair<size_t, size_t>> places;
  for (const std::string& each : words) {
    const std::u32string word = to_utf32(each);
    const size_t size = word.size();
    for (size_t at = folded.find(word); at != folded.npos; at = folded.find(word, at + size)) {
      places.emplace_back(at, at + size);
    }
  }
  std::sort(places.begin(), places.end());
  Json marks = Json::array();
  size_t marked = 0;
  for (const auto& [begin, end] : places) {
    if (begin < marked) continue;
    marks.push(Json::array({Json(static_cast<int64_t>(begin)), Json(static_cast<int64_t>(end))}));
    marked = end;
  }
  return marks;
}

Result<RowHits> find_rows(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                          const std::vector<std::string>& words, std::set<int64_t>* seen) {
  RowHits hits;
  constexpr size_t characters_min = 2;
  const bool are_long = std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return code_point_count(word) >= characters_min;
  });
  if (words.empty() || !are_long) return hits;
  const Result<Done> begun = state.begin_day();
  if (!begun) return begun.errors();
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    const auto kept = loaded.tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    const Date today = state.today();
    RegisterSight sight(
        {loaded, database, tables, actor, View{today, Moment{INT64_MAX}}, today});
    // A shared register may be masked by another plan, so what was indexed is asked of all of them.
    std::vector<std::shared_ptr<const LoadedPlan>> plans;
    std::vector<std::shared_ptr<const RegisterTables>> others;
    {
      const std::shared_lock<std::shared_mutex> lock(state.plans_mutex);
      for (const auto& [id, each] : state.plans) plans.push_back(each);
    }
    for (const auto& each : plans) {
      auto of_plan = each->tables_in(database);
      if (!of_plan) return of_plan.errors();
      others.push_back(std::move(of_plan).value());
    }
    std::vector<const RegisterTables*> all;
    for (const auto& each : others) all.push_back(each.get());
    SearchIndex index(database, all);
    RegisterSearcher searcher(sight, index, words);
    for (const RegisterTable& table : tables.all()) {
      if (!sight.access(*table.definition).may_read()) continue;
      if (table.package.empty() && !seen->insert(table.number).second) continue;
      const Result<Done> searched = searcher.search(table, &hits);
      if (!searched) return searched;
    }
    return sight.errors().empty() ? Result<Done>(Done{}) : sight.errors();
  });
  if (!read) return read.errors();
  return hits;
}

}  // namespace fangan
