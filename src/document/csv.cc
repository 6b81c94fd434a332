#include "document/csv.h"

#include <algorithm>

#include "document/byte_source.h"
#include "document/text_encoding.h"

namespace fangan {
namespace {

constexpr size_t piece_bytes = 256u << 10;

bool needs_quotes(std::string_view cell) {
  const bool has_blank = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  return has_blank || cell.find_first_of(",\"\n\r\t;") != cell.npos;
}

/// Gives every piece of a source to `feed`, which is false to end. Errors  those of the source and
/// of `feed`.
template <typename Feed>
Result<Done> for_each_piece(ByteSource* source, Feed feed) {
  source->rewind();
  std::string piece(piece_bytes, '\0');
  while (true) {
    const Result<size_t> count = source->read(piece.data(), piece.size());
    if (!count) return count.errors();
    if (count.value() == 0) return Done{};
    const Result<bool> goes_on = feed(std::string_view(piece).substr(0, count.value()));
    if (!goes_on) return goes_on.errors();
    if (!goes_on.value()) return Done{};
  }
}

/// Of the marks that separate cells the one the first line has most of.
char separator_of(std::string_view text) {
  const size_t begin = std::min(text.find_first_not_of('\n'), text.size());
  const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  char found = ',';
  for (const char mark : {'\t', ';'}) {
    if (std::count(line.begin(), line.end(), mark) > std::count(line.begin(), line.end(), found)) {
      found = mark;
    }
  }
  return found;
}

}  // namespace

CsvParser::CsvParser(TakeCsvRecord take, char separator)
    : take_(std::move(take)), separator_(separator) {}

void CsvParser::report(Diagnostics* errors, const char* code, uint32_t line,
                       std::vector<Fact> facts) {
  facts.insert(facts.begin(), {"line", std::to_string(line)});
  errors->push_back(problem(code, std::move(facts)));
  errors->back().fault = Fault::data;
}

void CsvParser::feed(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && !is_over_) {
    if (state_ == State::line_begin) {
      if (text[at] == '\n') {
        ++line_;
        ++row_;
        ++at;
        continue;
      }
      row_line_ = line_;
      state_ = State::cell_begin;
    }
    if (state_ == State::cell_begin) {
      const bool is_quoted = text[at] == '"';
      state_ = is_quoted ? State::quoted : State::plain;
      quote_line_ = line_;
      at += is_quoted ? 1 : 0;
    }
    at = state_ == State::plain ? feed_plain(text, at) : feed_quoted(text, at);
    if (text_.size() <= row_bytes_max && ends_.size() <= row_cells_max) continue;
    if (ends_.size() > row_cells_max) {
      report(&errors_, "DOC-V006", row_line_, {{"limit", std::to_string(row_cells_max)}});
    } else if (state_ == State::quoted) {
      report(&errors_, "DOC-V001", quote_line_);
    } else {
      report(&errors_, "DOC-V005", row_line_, {{"limit", std::to_string(row_bytes_max >> 20)}});
    }
    is_over_ = true;
  }
}

/// Goes to the end of the cell or of the piece.
size_t CsvParser::feed_plain(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && text[end] != separator_ && text[end] != '\n') ++end;
  text_.append(text, at, end - at);
  if (end == text.size()) return end;
  end_cell(text[end]);
  return end + 1;
}

/// The same within quotes and behind them.
size_t CsvParser::feed_quoted(std::string_view text, size_t at) {
  if (state_ == State::quoted) {
    const size_t end = std::min(text.find('"', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    line_ += static_cast<uint32_t>(std::count(part.begin(), part.end(), '\n'));
    text_ += part;
    if (end < text.size()) state_ = State::quote;
    return std::min(end + 1, text.size());
  }
  if (state_ == State::quote && text[at] == '"') {
    text_ += '"';
    state_ = State::quoted;
    return at + 1;
  }
  if (text[at] == separator_ || text[at] == '\n') {
    end_cell(text[at]);
    return at + 1;
  }
  if (state_ == State::quote) report(&row_errors_, "DOC-V002", line_);
  state_ = State::behind_quote;
  while (at < text.size() && text[at] != separator_ && text[at] != '\n') ++at;
  return at;
}

void CsvParser::end_cell(char separator) {
  ends_.push_back(text_.size());
  state_ = State::cell_begin;
  if (separator == '\n') end_row();
}

void CsvParser::end_row() {
  cells_.clear();
  size_t begin = 0;
  for (const size_t end : ends_) {
    cells_.push_back(std::string_view(text_).substr(begin, end - begin));
    begin = end;
  }
  if (header_cells_ == 0) header_cells_ = cells_.size();
  if (cells_.size() != header_cells_) {
    report(&row_errors_, "DOC-V003", row_line_,
           {{"count", std::to_string(cells_.size())}, {"expected", std::to_string(header_cells_)}});
  }
  if (!take_(CsvRecord{row_line_, row_, cells_, row_errors_})) is_over_ = true;
  text_.clear();
  ends_.clear();
  row_errors_.clear();
  ++line_;
  ++row_;
  state_ = State::line_begin;
}

Diagnostics CsvParser::finish() {
  if (!is_over_ && state_ == State::quoted) {
    report(&errors_, "DOC-V001", quote_line_);
  } else if (!is_over_ && state_ != State::line_begin) {
    end_cell('\n');
  }
  if (!is_over_ && errors_.empty() && header_cells_ == 0) report(&errors_, "DOC-V004", line_);
  return std::move(errors_);
}

Result<Done> read_csv(ByteSource* source, const TakeCsvRecord& take) {
  EncodingSurvey survey;
  const Result<Done> surveyed = for_each_piece(source, [&survey](std::string_view piece) {
    survey.feed(piece);
    return Result<bool>(true);
  });
  if (!surveyed) return surveyed.errors();
  const Result<Encoding> encoding = survey.finish();
  if (!encoding) return encoding.errors();

  TextDecoder decoder(encoding.value());
  std::unique_ptr<CsvParser> parser;
  std::string text;
  const Result<Done> read = for_each_piece(source, [&](std::string_view piece) -> Result<bool> {
    text.clear();
    const Result<Done> decoded = decoder.feed(piece, &text);
    if (!decoded) return decoded.errors();
    if (parser == nullptr) parser = std::make_unique<CsvParser>(take, separator_of(text));
    parser->feed(text);
    return !parser->is_over();
  });
  if (!read) return read.errors();
  if (parser == nullptr) parser = std::make_unique<CsvParser>(take);
  if (!parser->is_over()) {
    const Result<Done> finished = decoder.finish();
    if (!finished) return finished.errors();
  }
  Diagnostics errors = parser->finish();
  if (!errors.empty()) return errors;
  return Done{};
}

Result<std::vector<CsvRow>> read_csv(std::string_view text) {
  std::vector<CsvRow> rows;
  Diagnostics errors;
  CsvParser parser([&](const CsvRecord& record) {
    errors.insert(errors.end(), record.errors.begin(), record.errors.end());
    if (errors.empty()) {
      rows.push_back({record.line, {record.cells.begin(), record.cells.end()}});
    }
    return true;
  });
  parser.feed(text);
  const Diagnostics last = parser.finish();
  errors.insert(errors.end(), last.begin(), last.end());
  if (!errors.empty()) return errors;
  return rows;
}

void append_csv(const std::vector<std::string_view>& cells, std::string* text) {
  // A line without a character would be no row.
  if (cells.size() == 1 && cells.front().empty()) *text += "\"\"";
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) *text += ',';
    if (!needs_quotes(cells[i])) {
      *text += cells[i];
      continue;
    }
    *text += '"';
    for (const char c : cells[i]) {
      *text += c;
      if (c == '"') *text += c;
    }
    *text += '"';
  }
  *text += '\n';
}

std::string print_csv(const std::vector<std::string>& cells) {
  std::string line;
  append_csv({cells.begin(), cells.end()}, &line);
  return line;
}

namespace {

/// What spreadsheets take for the beginning of a formula; some take the wide signs for the narrow.
constexpr std::string_view formula_signs[] = {"=",  "+",  "-",  "@",  "\t",
                                              "\r", "＝", "＋", "－", "＠"};

/// Whether a formula would begin behind the apostrophes at the beginning of a text.
bool is_formula_behind(std::string_view text, size_t apostrophes) {
  const size_t begin = text.find_first_not_of('\'');
  if (begin == text.npos || begin < apostrophes) return false;
  const std::string_view rest = text.substr(begin);
  return std::any_of(std::begin(formula_signs), std::end(formula_signs),
                     [rest](std::string_view sign) { return rest.substr(0, sign.size()) == sign; });
}

}  // namespace

std::string guarded_csv_text(std::string_view text) {
  return (is_formula_behind(text, 0) ? "'" : "") + std::string(text);
}

std::string_view unguarded_csv_text(std::string_view text) {
  return is_formula_behind(text, 1) ? text.substr(1) : text;
}

}  // namespace fangan
