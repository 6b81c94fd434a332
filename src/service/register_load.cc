// The rows that come with a package, data/REGISTER.csv: read, held against the rules of their
// registers and written whole or not at all.
#include <algorithm>
#include <set>

#include "campaign/row_sheets.h"
#include "document/csv.h"
#include "document/text_file.h"
#include "service/load_shares.h"
#include "service/register_sight.h"
#include "service/row_loader.h"
#include "text/suggest.h"

namespace fangan {
namespace {

constexpr std::string_view folder = "data/";
constexpr std::string_view ending = ".csv";
constexpr size_t errors_max = 100;
/// The built-in register of which a package brings rows, too.
constexpr std::string_view shares_name = "分解";

struct DataRow {
  Span span;  ///< Where it was written.
  std::string source;
  std::string nature;
};

class DataLoader {
 public:
  DataLoader(const LoadedPlan& loaded, Sources* sources)
      : loaded_(loaded),
        sources_(*sources),
        begin_(loaded.plan.header.in_force_from.value_or(
            loaded.plan.header.issued.value_or(Date()))),
        sheets_(loaded.plan, begin_),
        shares_(loaded.plan) {}

  /// False where the package brings no data.
  Result<bool> read() {
    for (const PackageFile& file : loaded_.package.files) {
      const bool is_data =
          file.name.size() > folder.size() + ending.size() &&
          file.name.compare(0, folder.size(), folder) == 0 &&
          file.name.compare(file.name.size() - ending.size(), ending.size(), ending) == 0;
      if (is_data) read_file(file);
    }
    if (!errors_.empty()) return first_errors();
    if (rows_.empty() && shares_.empty()) return false;
    for (const auto& [place, error] : sheets_.finish()) add_error(place, error);
    if (!errors_.empty()) return first_errors();
    states_ = sheets_.take();
    refuse_made_rows();
    if (!errors_.empty()) return first_errors();
    return true;
  }

  Result<int64_t> write(ServiceState& state, const Database& database,
                        const std::function<void(const std::string&, int64_t)>& told) {
    const Moment at = state.next_moment();
    LoadedIds ids;
    const Result<int64_t> rows =
        RowLoader(state, loaded_, database, at)
            .load(sheets_of_rows(), &ids,
                  [this](const Register& definition, size_t row, const Diagnostic& error) {
                    add_error(error, rows_[definition.name.text][row].span);
                  },
                  told);
    if (!errors_.empty()) return first_errors();
    if (!rows) return rows;
    const auto tables = loaded_.tables_in(database);
    if (!tables) return tables.errors();
    const Result<Done> held = hold_rules(state, database, *tables.value(), ids);
    if (!held) return held.errors();
    const Actor nobody{loaded_.id, loaded_.id, loaded_.id, {}};
    const Result<int64_t> shares =
        shares_.write(database, {nobody, state.next_moment(), begin_}, loaded_.id);
    if (!shares) return shares;
    if (shares.value() > 0) told(std::string(shares_name), shares.value());
    return rows.value() + shares.value();
  }

 private:
  Diagnostics first_errors() const {
    return {errors_.begin(),
            errors_.begin() + static_cast<int64_t>(std::min(errors_.size(), errors_max))};
  }

  void add_error(const RowSheets::Place& place, const Diagnostic& error) {
    const std::vector<DataRow>& rows = rows_[place.definition->name.text];
    if (place.index < rows.size()) return add_error(error, rows[place.index].span);
    errors_.push_back(error);  // A row that a reference made.
  }

  void add_error(Diagnostic error, Span span) {
    error.marks = {{span, ""}};
    errors_.push_back(std::move(error));
  }

  Span line_span(uint32_t source, uint32_t line) const {
    const Source& text = sources_.at(source);
    const uint32_t begin = text.line_begin(line);
    return {source, begin, begin + static_cast<uint32_t>(text.line(line).size())};
  }

  void read_file(const PackageFile& file) {
    const std::string name =
        file.name.substr(folder.size(), file.name.size() - folder.size() - ending.size());
    const Result<TextFile> text = read_text_file(file.bytes);
    const uint32_t source = sources_.add(file.name, text ? text.value().text : "\n");
    const auto add_all = [&](const Diagnostics& errors) {
      for (const Diagnostic& error : errors) {
        uint32_t line = 1;
        for (const Fact& fact : error.facts) {
          if (fact.name == "line") line = static_cast<uint32_t>(std::stoul(fact.value));
        }
        add_error(error, line_span(source, line));
      }
    };
    if (!text) return add_all(text.errors());
    if (name == shares_name) return read_shares(source, text.value().text);
    const Register* definition = loaded_.plan.find_register(name);
    if (definition == nullptr) {
      std::vector<std::string> known;
      for (const Register& each : loaded_.plan.registers) known.push_back(each.name.text);
      return add_all(
          {problem("SVC-G014", {{"register", name}, {"near", did_you_mean(name, known)}})});
    }
    const Result<std::vector<CsvRow>> csv = read_csv(text.value().text);
    if (!csv) return add_all(csv.errors());
    read_rows(*definition, source, csv.value());
  }

  void read_shares(uint32_t source, const std::string& text) {
    const Result<std::vector<CsvRow>> csv = read_csv(text);
    if (!csv) {
      for (const Diagnostic& error : csv.errors()) add_error(error, line_span(source, 1));
      return;
    }
    for (const auto& [line, error] : shares_.read(csv.value())) {
      add_error(error, line_span(source, line));
    }
  }

  void read_rows(const Register& definition, uint32_t file, const std::vector<CsvRow>& csv) {
    const std::vector<std::string>& columns = csv.front().cells;
    const Diagnostics wrong = sheets_.open(definition, columns);
    for (const Diagnostic& error : wrong) add_error(error, line_span(file, 1));
    if (!wrong.empty()) return;
    const auto place_of = [&](std::string_view name) {
      const bool is_field = definition.field(name) != nullptr;
      return is_field ? columns.end() : std::find(columns.begin(), columns.end(), name);
    };
    const auto source = place_of("来源");
    const auto nature = place_of("性质");
    for (size_t i = 1; i < csv.size(); ++i) {
      const std::vector<std::string>& cells = csv[i].cells;
      const auto cell = [&](auto column) {
        return column == columns.end() ? std::string()
                                       : cells[static_cast<size_t>(column - columns.begin())];
      };
      rows_[definition.name.text].push_back(
          {line_span(file, csv[i].line), cell(source), cell(nature)});
      const RowSheets::Added added = sheets_.add({cells.begin(), cells.end()});
      for (const Diagnostic& error : added.errors) add_error(added.place, error);
    }
  }

  /// A reference makes the row it names where no file has it; here that is a mistake.
  void refuse_made_rows() {
    for (const auto& [name, states] : states_) {
      for (size_t i = rows_[name].size(); i < states.size(); ++i) {
        Diagnostic error = problem("SVC-G015", {{"register", name}, {"row", states[i].id}});
        error.fault = Fault::data;
        errors_.push_back(std::move(error));
      }
    }
  }

  RowLoader::Sheets sheets_of_rows() {
    RowLoader::Sheets sheets;
    for (const auto& [name, states] : states_) {
      RowLoader::Sheet& sheet = sheets[name];
      sheet.rows = states;
      for (const DataRow& row : rows_[name]) sheet.remarks.emplace_back(row.source, row.nature);
    }
    return sheets;
  }

  Result<Done> hold_rules(ServiceState& state, const Database& database,
                          const RegisterTables& tables, LoadedIds& ids) {
    const Date today = state.today();
    const Actor nobody{"", "", "", {"admin"}};
    RegisterSight sight({loaded_, database, tables, nobody, View{today, Moment{INT64_MAX}}, today},
                        Eyes::everyone);
    for (const auto& [name, states] : states_) {
      const RegisterTable* table = tables.find(name);
      for (size_t i = 0; i < states.size(); ++i) {
        const auto known = ids[name].find(states[i].id);
        const std::string& id = known == ids[name].end() ? states[i].id : known->second.id;
        const Result<std::optional<StoredRow>> row = sight.reader().row(*table, id);
        if (!row) return row.errors();
        if (!row.value()) continue;  // It begins later.
        for (const Diagnostic& error : sight.broken_rules(*table, *row.value())) {
          add_error(error, rows_[name][i].span);
        }
      }
    }
    if (!sight.errors().empty()) return sight.errors();
    if (!errors_.empty()) return first_errors();
    return Done{};
  }

  const LoadedPlan& loaded_;
  Sources& sources_;
  Date begin_;  ///< From when what does not say holds.
  RowSheets sheets_;
  LoadedShares shares_;
  std::map<std::string, std::vector<DataRow>> rows_;
  std::map<std::string, std::vector<RowState>> states_;
  Diagnostics errors_;
};

/// Data is loaded once: what people took away since does not come back.
Result<bool> was_loaded(const Database& database, const std::string& plan) {
  Statement select = database.prepare("SELECT 1 FROM setting WHERE key = ?");
  return select.bind("data " + plan).step();
}

Result<Done> note_loaded(const Database& database, const std::string& plan) {
  Statement insert = database.prepare("INSERT INTO setting (key, value) VALUES (?, 'loaded')");
  return insert.bind("data " + plan).run();
}

}  // namespace

Result<int64_t> Service::load_data(const std::string& plan,
                                   const std::function<void(const std::string&, int64_t)>& told,
                                   Sources* sources) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (!state_->fixed_clock) return int64_t{0};
  int64_t count = 0;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Result<bool> known = was_loaded(database, plan);
    if (!known) return known.errors();
    if (known.value()) return Done{};
    DataLoader loader(*loaded.value(), sources);
    const Result<bool> read = loader.read();
    if (!read) return read.errors();
    if (read.value()) {
      const Result<int64_t> rows = loader.write(*state_, database, told);
      if (!rows) return rows.errors();
      count = rows.value();
    }
    return note_loaded(database, plan);
  });
  if (!written) return written.errors();
  if (count > 0) {
    state_->figures.note_other();
    ++state_->data_version;
  }
  return count;
}

Result<Done> Service::load_rows(const std::string& plan,
                                const std::function<Result<Done>(RowLoader&)>& work) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    RowLoader loader(*state_, *loaded.value(), database, state_->next_moment());
    return work(loader);
  });
  if (!written) return written;
  state_->figures.note_other();
  ++state_->data_version;
  return Done{};
}

}  // namespace fangan
