// Templates and exports of registers: the columns of papers/register_sheet.h, filled with the rows
// the reader may have.
#include "papers/csv_writer.h"
#include "papers/register_sheet.h"
#include "papers/xlsx_writer.h"
#include "service/export_table.h"
#include "service/import_row.h"
#include "service/register_operation.h"
#include "value/print.h"

namespace fangan {
namespace {

Language language_of(const Plan& plan) {
  return plan.header.language == "en" ? Language::en : Language::zh;
}

PaperFacts facts_of(const LoadedPlan& loaded, const Register& definition, Date today) {
  return {{"plan", loaded.id},
          {"register", definition.name.text},
          {"version", std::to_string(loaded.number)},
          {"day", today.print()}};
}

std::string joined(const Value& value) {
  if (value.is(ValueKind::string)) return value.text();
  std::string text;
  if (!value.is(ValueKind::list)) return text;
  for (const Value& item : value.items()) text += (text.empty() ? "" : "、") + item.text();
  return text;
}

/// The texts of one row as they are written.
class RowTexts {
 public:
  RowTexts(RegisterSight& sight, const RegisterTable& table, const RegisterSheet& sheet)
      : sight_(sight), table_(table), sheet_(sheet), access_(sight.access(*table.definition)) {
    texts_.resize(sheet.fields.size());
  }

  const std::vector<PaperCell>& of(const StoredRow& row) {
    texts_[0] = access_.write.takes(row) ? print_row_mark(row) : "";
    for (size_t i = 1; i < texts_.size(); ++i) {
      texts_[i] = sheet_.fields[i] ? field_text(row, *sheet_.fields[i]) : period_text(row);
    }
    cells_.clear();
    for (const std::string& text : texts_) cells_.push_back({text, {}});
    return cells_;
  }

 private:
  static std::string period_text(const StoredRow& row) {
    return row.state.period.is_null() ? "" : *print_plain(row.state.period, SIZE_MAX);
  }

  std::string field_text(const StoredRow& row, size_t place) {
    const Field& field = table_.definition->fields[place];
    const Value& value = row.state.fields[place];
    if (value.is_null() || !access_.shows(row, place)) return "";
    if (field.sensitive) return std::string(masked_word);
    switch (field.domain.kind) {
      case FieldKind::boolean:
        return value.is_true() ? "是" : "否";
      case FieldKind::number:
        return value.number().print_normal();
      case FieldKind::several_of:
        return joined(value);
      case FieldKind::file:
      case FieldKind::files:
        return file_names(value);
      default:
        return *print_plain(value, SIZE_MAX);
    }
  }

  std::string file_names(const Value& value) {
    std::string names;
    const auto add = [&](const std::string& hash) {
      names += (names.empty() ? "" : "、") + sight_.file_json(hash)["name"].text();
    };
    if (value.is(ValueKind::string)) add(value.text());
    if (!value.is(ValueKind::list)) return names;
    for (const Value& item : value.items()) add(item.text());
    return names;
  }

  RegisterSight& sight_;
  const RegisterTable& table_;
  const RegisterSheet& sheet_;
  const RegisterAccess& access_;
  std::vector<std::string> texts_;
  std::vector<PaperCell> cells_;
};

/// Rows, if any, into a writer of workbooks or of CSV.
template <typename Writer>
Result<int64_t> write_rows(RegisterSight& sight, const RegisterTable& table,
                           const RegisterSheet& sheet, const RowQuery& query, Writer* writer) {
  RowTexts texts(sight, table, sheet);
  Diagnostics errors;
  int64_t count = 0;
  const Result<Done> read = sight.reader().each(table, query, [&](const StoredRow& row) {
    const Result<Done> added = writer->add_row(texts.of(row));
    if (!added) errors = added.errors();
    ++count;
    return errors.empty();
  });
  if (!read) return read.errors();
  if (!errors.empty()) return errors;
  return count;
}

/// Columns the reader has nothing in are left out.
RegisterSheet shown_sheet(RegisterSight& sight, const RegisterTable& table) {
  const RegisterAccess& access = sight.access(*table.definition);
  RegisterSheet sheet =
      register_sheet(sight.plan(), *table.definition, language_of(sight.plan()));
  const bool has_own =
      access.read.all || !access.read.regions.empty() || access.read.subject != 0;
  if (has_own) return sheet;
  RegisterSheet shown;
  shown.sheet = sheet.sheet;
  shown.sheet.columns.clear();
  for (size_t i = 0; i < sheet.fields.size(); ++i) {
    if (sheet.fields[i] && !access.shown_to_all[*sheet.fields[i]]) continue;
    shown.sheet.columns.push_back(sheet.sheet.columns[i]);
    shown.fields.push_back(sheet.fields[i]);
  }
  return shown;
}

Result<int64_t> write_xlsx(RegisterSight& sight, const RegisterTable& table,
                           const std::optional<RowQuery>& query, const std::string& path) {
  const RegisterSheet sheet = shown_sheet(sight, table);
  // The same rows are the same bytes, whenever they are asked for.
  Result<XlsxWriter> writer = XlsxWriter::create(path, begin_of(sight.view().as_of));
  if (!writer) return writer.errors();
  const Result<Done> begun = writer.value().begin_sheet(sheet.sheet);
  if (!begun) return begun.errors();
  Result<int64_t> count = int64_t{0};
  if (query) count = write_rows(sight, table, sheet, *query, &writer.value());
  if (!count) return count;
  const Result<Done> closed = writer.value().close(
      facts_of(sight.loaded(), *table.definition, sight.view().as_of));
  if (!closed) return closed.errors();
  return count;
}

Result<int64_t> write_csv(RegisterSight& sight, const RegisterTable& table, const RowQuery& query,
                          const std::string& path) {
  const RegisterSheet sheet = shown_sheet(sight, table);
  Result<CsvWriter> writer = CsvWriter::create(path, sheet.sheet);
  if (!writer) return writer.errors();
  Result<int64_t> count = write_rows(sight, table, sheet, query, &writer.value());
  if (!count) return count;
  const Result<Done> closed = writer.value().close();
  if (!closed) return closed.errors();
  return count;
}

}  // namespace

Result<int64_t> Service::export_rows(const Actor& actor, const std::string& plan,
                                     const std::string& name, const ViewRequest& view,
                                     const RegisterRequest& request, SheetForm form,
                                     const std::string& path) const {
  int64_t rows = 0;
  const Result<Json> written = with_register(
      *state_, actor, plan, name, view,
      [&](RegisterSight& sight, const RegisterTable& table) -> Result<Json> {
        if (form == SheetForm::blank) {
          if (!sight.access(*table.definition).may_write()) return forbidden();
          const Result<int64_t> made = write_xlsx(sight, table, std::nullopt, path);
          return made ? Result<Json>(Json()) : Result<Json>(made.errors());
        }
        Result<RowQuery> query = read_query(sight, table, request);
        if (!query) return query.errors();
        query.value().offset = 0;
        query.value().count = -1;
        const Result<int64_t> made = form == SheetForm::csv
                                         ? write_csv(sight, table, query.value(), path)
                                         : write_xlsx(sight, table, query.value(), path);
        if (!made) return made.errors();
        rows = made.value();
        return Json();
      });
  if (!written) return written.errors();
  return rows;
}

Result<FileContent> Service::export_file(const Actor& actor, const std::string& plan,
                                         const std::string& name, const ViewRequest& view,
                                         const RegisterRequest& request, SheetForm form) const {
  const PassingFile file(state_->store->path());
  const Result<int64_t> rows = export_rows(actor, plan, name, view, request, form, file.path());
  if (!rows) return rows.errors();
  return exported_file(name, form, file.bytes());
}

}  // namespace fangan
