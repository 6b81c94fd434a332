// Tables sent to the registers of the invented plan, for the tests of this folder.
#pragma once

#include <string>
#include <vector>

#include "papers/table_text_test.h"
#include "service/register_world_test.h"

namespace fangan::test {

inline const std::string three_wells =
    "乡镇,井号,所在县,井深,用途\n"
    "东乡,1,白石县,80.5,农业\n"
    "东乡,2,白石县,,\n"
    "南乡,1,黑水县,120,工业\n";

inline constexpr const char* xlsx_name = "table.xlsx";
inline constexpr const char* csv_name = "table.csv";

class ImportWorld : public RegisterWorld {
 public:
  void work_off() {
    for (;;) {
      const Result<bool> worked = service().work();
      EXPECT_TRUE(bool(worked)) << code_of(worked);
      if (!worked || !worked.value()) return;
    }
  }

  static int64_t id_of(const Json& answer) { return std::stoll(answer["job"]["id"].text()); }

  /// Sent but not looked at.
  Result<Json> send(const Actor& actor, const char* name, const std::string& bytes,
                    const std::string& file_name = csv_name) {
    return service().start_import(actor, plan_id, name, file_name, bytes);
  }

  /// JOB once it is checked.
  Json checked(const Actor& actor, const char* name, const std::string& bytes,
               const std::string& file_name = csv_name) {
    const Json sent = done(send(actor, name, bytes, file_name));
    work_off();
    return done(service().job(actor, id_of(sent)))["job"];
  }

  /// JOB once it is applied.
  Json applied(const Actor& actor, const Json& job) {
    const int64_t id = std::stoll(job["id"].text());
    done(service().apply_job(actor, id));
    work_off();
    return done(service().job(actor, id))["job"];
  }

  std::string exported(const Actor& actor, const char* name, SheetForm form = SheetForm::xlsx) {
    const Result<FileContent> file =
        service().export_file(actor, plan_id, name, {}, {}, form);
    EXPECT_TRUE(bool(file)) << code_of(file);
    return file ? file.value().bytes : "";
  }

  /// `new changed unchanged errors`, as 2/1/0/0.
  static std::string counts(const Json& job) {
    const Json& report = job["report"];
    return report["new"].text() + "/" + report["changed"].text() + "/" +
           report["unchanged"].text() + "/" + report["error_count"].text();
  }

  /// `C3 SVC-I004`, one a line.
  static std::string errors(const Json& job, const char* kind = "errors") {
    std::string text;
    for (const Json& each : job["report"][kind].items()) {
      const std::string& cell = each["cell"].text();
      text += (cell.empty() ? "row " + each["row"].text() : cell) + " " +
              each["error"]["code"].text() + "\n";
    }
    return text;
  }

  /// The cells of a sheet, a row a line, between |.
  static std::string cells_of(const std::string& bytes, const std::string& name = xlsx_name) {
    const Result<std::string> text = table_text(bytes, name);
    EXPECT_TRUE(bool(text)) << code_of(text);
    return text ? text.value() + "\n" : "";
  }
};

}  // namespace fangan::test
