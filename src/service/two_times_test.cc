// Views by two times, as of a day and known at a moment: a script of late entries, corrections and
// back-dated facts in cases/registers/two-times, and what every view of it must show. Those in
// answers.csv were worked out by hand; all other answers come from the rule of campaign/records.h
// over the lines of the script, which knows nothing of a store.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "document/csv.h"
#include "service/register_world_test.h"
#include "service/wall_clock.h"

namespace fangan::test {
namespace {

constexpr const char* water_used = "用水量";
constexpr const char* not_there = "not there";
const std::vector<std::string> registers = {enterprises, wells, water_used};
const std::vector<std::string> days = {"2019-12-31", "2020-01-18", "2020-02-10", "2020-02-16",
                                       "2020-02-20", "2020-03-14", "2020-03-16", "2020-04-01",
                                       "2020-04-12", "2020-04-15", "2020-05-04"};

using Texts = std::map<std::string, std::string>;

struct Entry {
  size_t n = 0;
  std::string today;
  std::string register_name;
  std::string row;  ///< What the script calls it, whatever its key is.
  std::string step;
  std::string holds_from;
  Texts fields;  ///< Empty: cleared.
};

std::vector<CsvRow> lines_of(const std::string& name) {
  std::ifstream file(std::string(FANGAN_SOURCE_DIR "/cases/registers/two-times/") + name);
  std::stringstream text;
  text << file.rdbuf();
  Result<std::vector<CsvRow>> rows = read_csv(text.str());
  EXPECT_TRUE(bool(rows)) << name << " " << code_of(rows);
  if (!rows || rows.value().empty()) return {};
  rows.value().erase(rows.value().begin());
  return rows.value();
}

Texts fields_of(const std::string& text) {
  constexpr std::string_view separator = "；";
  Texts fields;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    const size_t sign = text.find('=', at);
    fields[text.substr(at, sign - at)] = text.substr(sign + 1, end - sign - 1);
    at = end + separator.size();
  }
  return fields;
}

std::vector<Entry> read_script() {
  std::vector<Entry> script;
  for (const CsvRow& line : lines_of("script.csv")) {
    const std::vector<std::string>& cells = line.cells;
    Entry entry{std::stoul(cells[0]), cells[1], cells[2], cells[3],
                cells[4],             cells[5], fields_of(cells[6])};
    if (entry.holds_from.empty()) entry.holds_from = entry.today;
    EXPECT_EQ(entry.n, script.size() + 1);
    script.push_back(std::move(entry));
  }
  return script;
}

/// The rule: of the first `known` entries those that hold from the day or before; for each field
/// the one of the latest day counts, and of one day the one entered last.
class Model {
 public:
  explicit Model(std::vector<Entry> script) : script_(std::move(script)) {}

  const std::vector<Entry>& script() const { return script_; }

  /// By what the script calls them, of one register.
  std::map<std::string, Texts> rows(const std::string& register_name, const std::string& day,
                                    size_t known) const {
    std::map<std::string, Texts> rows;
    for (const Entry& entry : script_) {
      if (entry.register_name != register_name || rows.count(entry.row) > 0) continue;
      if (const std::optional<Texts> row = one(entry.row, day, known)) rows[entry.row] = *row;
    }
    return rows;
  }

  /// Its fields, its id and the county it is of; none where it is not there.
  std::optional<Texts> one(const std::string& row, const std::string& day, size_t known) const {
    std::vector<const Entry*> shown;
    for (const Entry& entry : script_) {
      if (entry.row == row && entry.n <= known && entry.holds_from <= day) shown.push_back(&entry);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const Entry* left, const Entry* right) {
      return left->holds_from < right->holds_from;
    });
    Texts fields;
    bool is_there = false;
    for (const Entry* entry : shown) {
      if (entry->step == "void") is_there = false;
      if (entry->step == "add" || entry->step == "restore") is_there = true;
      for (const auto& [name, value] : entry->fields) fields[name] = value;
    }
    if (!is_there) return std::nullopt;
    const std::string& kind = shown.front()->register_name;
    std::string county = fields["所在县"];
    if (fields.count("企业") > 0) {
      const Texts other = one(fields["企业"], day, known).value();
      fields["企业"] = other.at("id");
      if (kind == water_used) county = other.at("county");
    }
    fields["county"] = county;
    if (kind == enterprises) fields["id"] = fields["统一社会信用代码"];
    if (kind == wells) fields["id"] = fields["乡镇"] + "/" + fields["井号"];
    if (kind == water_used) fields["id"] = fields["企业"] + "/" + fields["期"];
    return fields;
  }

 private:
  std::vector<Entry> script_;
};

std::string text_of(const Json& value) {
  if (value.is_null()) return "";
  const bool is_region = !value["name"].is_null() && value["row"].is_null();
  if (is_region) return value["name"].text();
  return value["id"].is_null() ? value.text() : value["id"].text();
}

class TwoTimes : public RegisterWorld {
 public:
  TwoTimes() : model(read_script()) {
    for (const Entry& entry : model.script()) {
      const Result<Json> written = write(entry);
      EXPECT_TRUE(bool(written)) << entry.n << " " << codes_of(written);
      if (!written) return;
      const bool is_void = written.value()["row"].is_null();
      const Json& answer = is_void ? written.value() : written.value()["row"];
      versions_[entry.row] = std::stoull(answer["version"].text());
      moments_.push_back(moment_of(entry));
    }
    EXPECT_TRUE(bool(service().move_clock(administrator(), "2020-05-04")));
  }

  /// Just before the next entry.
  Moment known_after(size_t entries) const {
    if (entries >= moments_.size()) return Moment{INT64_MAX};
    return Moment{moments_[entries].microseconds - 1};
  }

  static ViewRequest view(const std::string& day, Moment known) {
    return {Date::parse(day).value(), known};
  }

  Model model;

 private:
  Result<Json> write(const Entry& entry) {
    EXPECT_TRUE(bool(service().move_clock(administrator(), entry.today)));
    Fields fields;
    for (const auto& [name, value] : entry.fields) {
      const bool refers = name == "企业" && !value.empty();
      const std::string text = refers ? id_of(value, entry) : value;
      fields.emplace_back(name, text.empty() ? Json() : Json(text));
    }
    const char* name = entry.register_name.c_str();
    if (entry.step == "add") return add(office(), name, fields, entry.holds_from);
    const std::string id = entry.step == "restore" ? voided_ : id_of(entry.row, entry);
    const uint64_t version = versions_[entry.row];
    if (entry.step == "edit") {
      return change(office(), name, id, version, fields, entry.holds_from);
    }
    voided_ = id;
    if (entry.step == "void") {
      return service().void_row(office(), plan_id, name, id, version, "重复");
    }
    return service().restore_row(office(), plan_id, name, id, version);
  }

  /// On the day it is written, by all that was written before.
  std::string id_of(const std::string& row, const Entry& entry) const {
    return model.one(row, entry.today, entry.n - 1).value().at("id");
  }

  /// When it was entered: of the newest change of its row, which is looked at on a day on which it
  /// is there.
  Moment moment_of(const Entry& entry) {
    const Date today = Date::parse(entry.today).value();
    const std::string day = entry.step == "void"
                                ? Date::from_days(today.days_since_1970() - 1).print()
                                : std::string("2020-12-31");
    const std::string id = model.one(entry.row, day, entry.n).value().at("id");
    const Json row =
        done(one(office(), entry.register_name.c_str(), id, view(day, Moment{INT64_MAX})));
    return parse_moment(row["history"].items().front()["at"].text(), plan_offset_minutes).value();
  }

  std::map<std::string, uint64_t> versions_;
  std::vector<Moment> moments_;
  std::string voided_;
};

/// What a page shows, by id.
std::map<std::string, Json> shown(TwoTimes* world, const Actor& actor, const std::string& name,
                                  const ViewRequest& view, const std::string& where = "") {
  RegisterRequest request;
  request.where = where;
  const Json page = TwoTimes::done(world->page(actor, name.c_str(), request, view));
  std::map<std::string, Json> rows;
  for (const Json& row : page["rows"].items()) rows[row["id"].text()] = row["values"];
  EXPECT_EQ(page["total"].text(), std::to_string(rows.size()));
  return rows;
}

std::string ids_of(const std::map<std::string, Json>& rows) {
  std::string ids;
  for (const auto& [id, values] : rows) ids += id + " ";
  return ids;
}

/// Each expected row with all of its fields, and no other row.
void expect_rows(const std::map<std::string, Json>& rows,
                 const std::map<std::string, Texts>& expected, const std::string& asked,
                 size_t* questions) {
  EXPECT_EQ(rows.size(), expected.size()) << asked << ": " << ids_of(rows);
  for (const auto& [row, fields] : expected) {
    ++*questions;
    const auto found = rows.find(fields.at("id"));
    if (found == rows.end()) {
      ADD_FAILURE() << asked << " " << row << " is not there: " << ids_of(rows);
      continue;
    }
    for (const auto& [name, value] : fields) {
      if (name == "id" || name == "county" || name == "期") continue;
      EXPECT_EQ(text_of(found->second[name]), value) << asked << " " << row << " " << name;
    }
  }
}

TEST(TwoTimes, AnswersWorkedOutByHandAreGiven) {
  TwoTimes world;
  size_t questions = 0;
  for (const CsvRow& line : lines_of("answers.csv")) {
    const std::string& day = line.cells[0];
    const size_t known = std::stoul(line.cells[1]);
    const std::string& row = line.cells[2];
    const std::string& field = line.cells[3];
    const std::string expected = line.cells[4] == "blank" ? "" : line.cells[4];
    const std::string asked = day + " after " + line.cells[1] + " " + row + " " + field;
    ++questions;
    const std::optional<Texts> model = world.model.one(row, day, known);
    EXPECT_EQ(model ? model->at(field) : not_there, expected) << "the model, " << asked;
    const std::string name = row[0] == 'E' ? enterprises : row[0] == 'W' ? wells : water_used;
    const ViewRequest view = TwoTimes::view(day, world.known_after(known));
    if (!model) {
      const size_t there = world.model.rows(name, day, known).size();
      EXPECT_EQ(shown(&world, world.office(), name, view).size(), there) << asked;
      continue;
    }
    const Json one =
        TwoTimes::done(world.one(world.office(), name.c_str(), model->at("id"), view))["row"];
    EXPECT_EQ(field == "id" ? one["id"].text() : text_of(one["values"][field]), expected) << asked;
  }
  EXPECT_GE(questions, 50u);
}

TEST(TwoTimes, EveryViewShowsWhatTheScriptSays) {
  TwoTimes world;
  size_t questions = 0;
  for (size_t known = 0; known <= world.model.script().size(); ++known) {
    for (const std::string& day : days) {
      const ViewRequest view = TwoTimes::view(day, world.known_after(known));
      for (const std::string& name : registers) {
        expect_rows(shown(&world, world.office(), name, view),
                    world.model.rows(name, day, known),
                    day + " after " + std::to_string(known) + " " + name, &questions);
      }
    }
  }
  EXPECT_GE(questions, 200u);
}

TEST(TwoTimes, FiltersAndScopesGoByTheViewTheyAreAskedIn) {
  TwoTimes world;
  size_t questions = 0;
  const std::string deep = R"([{"field":"井深","op":"between","values":["82","150"]}])";
  for (size_t known = 4; known <= world.model.script().size(); ++known) {
    for (const std::string& day : days) {
      const ViewRequest view = TwoTimes::view(day, world.known_after(known));
      const std::string asked = day + " after " + std::to_string(known);
      std::map<std::string, Texts> expected = world.model.rows(wells, day, known);
      for (auto row = expected.begin(); row != expected.end();) {
        const std::string& depth = row->second["井深"];
        const bool is_deep = !depth.empty() && std::stoi(depth) >= 82 && std::stoi(depth) <= 150;
        row = is_deep ? std::next(row) : expected.erase(row);
      }
      expect_rows(shown(&world, world.office(), wells, view, deep), expected, asked + " deep",
                  &questions);
      for (const char* county : {white, black}) {
        for (const std::string& name : registers) {
          expected = world.model.rows(name, day, known);
          for (auto row = expected.begin(); row != expected.end();) {
            row = row->second["county"] == county ? std::next(row) : expected.erase(row);
          }
          expect_rows(shown(&world, world.as(county), name, view), expected,
                      asked + " " + county + " " + name, &questions);
        }
      }
    }
  }
  EXPECT_GE(questions, 200u);
}

}  // namespace
}  // namespace fangan::test
