// Draft: invented plans of many layouts against the tables beside them (cases/draft/invented).
#include "plan/draft.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "plan/case_table_test.h"
#include "plan/package.h"
#include "value/json.h"

namespace fangan {
namespace {

using test::read_lines;
using test::split_cells;

std::string trimmed(const std::string& cell) {
  const size_t begin = cell.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin);
}

/// The rows of every section of a case file, cells joined by " | ".
std::map<std::string, std::vector<std::string>> expected_rows(const std::string& path) {
  std::map<std::string, std::vector<std::string>> sections;
  std::string section;
  int header_lines = 0;
  for (const std::string& line : read_lines(path)) {
    if (line.rfind("## ", 0) == 0) {
      section = line.substr(3);
      header_lines = 2;
    } else if (line.rfind("|", 0) == 0 && header_lines-- <= 0) {
      std::string row;
      const std::vector<std::string> cells = split_cells(line, '|');
      for (size_t i = 1; i + 1 < cells.size(); ++i) {
        row += (i > 1 ? " | " : "") + trimmed(cells[i]);
      }
      sections[section].push_back(row);
    }
  }
  return sections;
}

std::string names(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& item : list.items()) texts.push_back(item.text());
  return test::joined(texts);
}

TEST(Draft, ReadsInventedPlansAsTheirTablesSay) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::case_path("invented"))) {
    if (entry.path().extension() != ".md") continue;
    SCOPED_TRACE(entry.path().filename().string());
    std::filesystem::path text = entry.path();
    text.replace_extension(".txt");
    const Json json = draft_json(draft(read_lines(text.string()), Lexicon::standard()));
    std::vector<std::string> headings;
    for (const Json& heading : json["headings"].items()) {
      headings.push_back(heading["type"].text() + " | " + heading["number"].text() + " | " +
                         heading["title"].text() + " | " + heading["line"].text());
    }
    std::vector<std::string> owners;
    for (const Json& owner : json["owners"].items()) {
      owners.push_back(owner["line"].text() + " | " + names(owner["lead"]) + " | " +
                       names(owner["units"]) + " | " +
                       (owner["open"].boolean() ? "true" : "false"));
    }
    std::map<std::string, std::vector<std::string>> expected =
        expected_rows(entry.path().string());
    // A case may expect quantities alone.
    if (expected.count("headings") == 0) continue;
    EXPECT_EQ(headings, expected["headings"]);
    EXPECT_EQ(owners, expected["owners"]);
    ++files;
  }
  EXPECT_GE(files, 12);
}

TEST(Draft, TakesJointIssuersAndKeepsWordsWhole) {
  const Draft joint = draft(
      {"青川市节水行动方案", "一、重点任务", "1.启动三处试点，落实责任。",
       "2.到2028年底：建成上河双创产业园和下河科技中心和三里河孵化基地等三处综合试点、"
       "完成全部取水口的计量设施改造并且联网运行。",
       "青川市水利局", "青川市财政局", "2026年3月19日"},
      Lexicon::standard());
  EXPECT_EQ(joint.issuer, "青川市水利局");
  const Package package = write_package(joint, {}, "节水", Lexicon::standard());
  const std::string agencies = package.find("agencies.md")->bytes;
  EXPECT_NE(agencies.find("| 青川市水利局 |"), std::string::npos);
  EXPECT_NE(agencies.find("| 青川市财政局 |"), std::string::npos);
  const std::string text = package.find("1-节水行动方案.md")->bytes;
  const std::string node =
      "  2028-12-31: 建成上河双创产业园和下河科技中心和三里河孵化基地等三处综合试点\n";
  EXPECT_NE(text.find(node), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n1.启动三处试点，落实责任。\n"), std::string::npos) << text;
}

TEST(Draft, HoldsTextsWithoutStructure) {
  EXPECT_TRUE(draft({}, Lexicon::standard()).headings.empty());
  const Draft novel = draft(
      {"", "很久以前，有一座山（山上有座庙）。", "）（〔：。", "①", "第", "附件："},
      Lexicon::standard());
  EXPECT_TRUE(novel.owners.empty());
  EXPECT_EQ(novel.lines.size(), 6u);
}

}  // namespace
}  // namespace fangan
