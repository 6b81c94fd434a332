// The columns of a register's template and export, with what each takes.
#include "papers/register_sheet.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

Field field_of(const std::string& name, FieldKind kind) {
  Field field;
  field.name.text = name;
  field.domain.kind = kind;
  return field;
}

struct World {
  World() {
    Agency county;
    county.name = "东区";
    county.kind = "县区";
    Agency office;
    office.name = "某局";
    office.kind = "部门";
    plan.agencies = {county, office};
    Register enterprises;
    enterprises.name.text = "企业";
    enterprises.key = {{"代码", {}}};
    plan.registers.push_back(enterprises);
    Register& mines = plan.registers.emplace_back();
    mines.name.text = "矿山";
    mines.key = {{"名称", {}}};
    mines.period = Period::quarter;
    mines.fields = {field_of("名称", FieldKind::text),      field_of("产能", FieldKind::number),
                    field_of("投产", FieldKind::date),      field_of("在产", FieldKind::boolean),
                    field_of("规模", FieldKind::one_of),    field_of("矿种", FieldKind::several_of),
                    field_of("县区", FieldKind::region),    field_of("主管", FieldKind::agency),
                    field_of("企业", FieldKind::reference), field_of("照片", FieldKind::files),
                    field_of("电话", FieldKind::text)};
    mines.fields[1].domain.unit.text = "万吨";
    mines.fields[1].places = 2;
    mines.fields[1].required = true;
    mines.fields[4].domain.words = {{"大", {}}, {"小", {}}};
    mines.fields[4].required = true;
    mines.fields[4].required_from.text = "已验收";
    mines.fields[5].domain.words = {{"煤", {}}, {"石", {}}};
    mines.fields[8].domain.target.text = "企业";
    mines.fields[10].sensitive = true;
  }
  RegisterSheet sheet(Language language = Language::zh) const {
    return register_sheet(plan, plan.registers[1], language);
  }
  Plan plan;
};

std::vector<std::string> titles(const RegisterSheet& made) {
  std::vector<std::string> found;
  for (const PaperColumn& column : made.sheet.columns) found.push_back(column.title);
  return found;
}

TEST(RegisterSheet, HasAColumnForWhatASheetCarries) {
  const RegisterSheet made = World().sheet();
  EXPECT_EQ(titles(made),
            (std::vector<std::string>{"编号#版本", "期", "名称", "产能", "投产", "在产", "规模",
                                      "矿种", "县区", "主管", "企业", "照片", "电话"}));
  EXPECT_EQ(made.fields,
            (std::vector<std::optional<size_t>>{{}, {}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  EXPECT_TRUE(made.sheet.columns[0].is_hidden);
}

/// The phrases of these codes as a note joins them.
std::string said(const std::vector<Diagnostic>& phrases) {
  std::string text;
  for (const Diagnostic& phrase : phrases) {
    text += (text.empty() ? "" : "；") + sentence(phrase, Language::zh);
  }
  return text;
}

TEST(RegisterSheet, SaysWhatEachColumnTakes) {
  const RegisterSheet made = World().sheet();
  const Diagnostic key = problem("PAPER-N001");
  const Diagnostic required = problem("PAPER-N002");
  const Diagnostic clear = problem("PAPER-N014", {{"word", "清空"}});
  const std::pair<size_t, std::vector<Diagnostic>> notes[] = {
      {1, {key, required, problem("PAPER-N016")}},
      {2, {key, required, problem("PAPER-N003")}},
      {3,
       {required, problem("PAPER-N004", {{"places", "2"}}),
        problem("PAPER-N005", {{"unit", "万吨"}})}},
      {4, {problem("PAPER-N006"), clear}},
      {5, {problem("PAPER-N007"), clear}},
      {6,
       {problem("PAPER-N013", {{"state", "已验收"}}),
        problem("PAPER-N008", {{"words", "大、小"}})}},
      {7, {problem("PAPER-N009", {{"words", "煤、石"}}), clear}},
      {8, {problem("PAPER-N010"), clear}},
      {9, {problem("PAPER-N011"), clear}},
      {10, {problem("PAPER-N012", {{"register", "企业"}, {"key", "代码"}}), clear}},
      {11, {problem("PAPER-N018")}},
      {12, {problem("PAPER-N003"), clear, problem("PAPER-N019", {{"word", "***"}})}},
  };
  for (const auto& [column, note] : notes) {
    EXPECT_EQ(made.sheet.columns[column].note, said(note)) << column;
  }
}

TEST(RegisterSheet, SpeaksBothLanguages) {
  const World world;
  EXPECT_EQ(world.sheet().sheet.columns[3].note, "必填；数字，最多 2 位小数；单位：万吨");
  EXPECT_EQ(world.sheet(Language::en).sheet.columns[3].note,
            "required; a number, at most 2 decimal places; unit: 万吨");
}

TEST(RegisterSheet, OffersWordsAndFormats) {
  const RegisterSheet made = World().sheet();
  using Words = std::vector<std::string>;
  EXPECT_EQ(made.sheet.columns[5].words, (Words{"是", "否", "清空"}));
  EXPECT_EQ(made.sheet.columns[6].words, (Words{"大", "小"}));
  EXPECT_EQ(made.sheet.columns[7].words, Words{});
  EXPECT_EQ(made.sheet.columns[8].words, (Words{"东区", "清空"}));
  EXPECT_EQ(made.sheet.columns[3].kind, PaperKind::number);
  EXPECT_EQ(made.sheet.columns[3].places, 2);
  EXPECT_EQ(made.sheet.columns[4].kind, PaperKind::day);
}

TEST(RegisterSheet, NamesPeriods) {
  World world;
  for (const auto& [period, code] :
       {std::pair{Period::year, "PAPER-N015"}, std::pair{Period::month, "PAPER-N017"}}) {
    world.plan.registers[1].period = period;
    EXPECT_EQ(world.sheet().sheet.columns[1].note,
              said({problem("PAPER-N001"), problem("PAPER-N002"), problem(code)}));
  }
}

}  // namespace
}  // namespace fangan
