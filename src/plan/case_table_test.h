// Case tables: tab-separated expectations of cases/draft/, read for the tests of this folder.
#pragma once

#include <fstream>
#include <string>
#include <vector>

namespace fangan::test {

inline std::string case_path(const std::string& name) {
  return std::string(FANGAN_SOURCE_DIR) + "/cases/draft/" + name;
}

/// The lines of a file of cases/draft/, without line ends; empty when there is no such file.
inline std::vector<std::string> read_lines(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

inline std::vector<std::string> split_cells(const std::string& line, char separator) {
  std::vector<std::string> cells;
  size_t begin = 0;
  for (size_t end = line.find(separator); end != std::string::npos;
       end = line.find(separator, begin)) {
    cells.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  cells.push_back(line.substr(begin));
  return cells;
}

/// Rows of a table below its header; lines that begin with # are remarks.
inline std::vector<std::vector<std::string>> read_rows(const std::string& name) {
  std::vector<std::vector<std::string>> rows;
  bool header = true;
  for (const std::string& line : read_lines(case_path(name))) {
    if (line.empty() || line[0] == '#') continue;
    if (!header) rows.push_back(split_cells(line, '\t'));
    header = false;
  }
  return rows;
}

inline std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "、") + name;
  return text;
}

}  // namespace fangan::test
