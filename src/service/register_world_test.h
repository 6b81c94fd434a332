// Rows of the invented plan's registers, for the tests of this folder.
#pragma once

#include "service/service_world_test.h"

namespace fangan::test {

inline constexpr const char* wells = "机井";
inline constexpr const char* enterprises = "企业";
inline constexpr const char* patrols = "巡查";
inline constexpr const char* list_of_savers = "节水名录";
/// Of 白石县 and of 黑水县.
inline constexpr const char* white_code = "91990101YL0000012X";
inline constexpr const char* other_white_code = "91990101YL0000020Q";
inline constexpr const char* black_code = "91990102YL00000394";

using Fields = std::vector<std::pair<std::string, Json>>;

class RegisterWorld : public World {
 public:
  static RowRequest row(const Fields& fields, uint64_t version = 0,
                        const std::string& holds_from = "") {
    RowRequest request;
    request.version = version;
    request.holds_from = holds_from;
    request.fields = Json::object();
    for (const auto& [name, value] : fields) request.fields.set(name, value);
    return request;
  }
  Result<Json> add(const Actor& actor, const char* name, const Fields& fields,
                   const std::string& holds_from = "") {
    return service().add_row(actor, plan_id, name, row(fields, 0, holds_from));
  }
  Result<Json> change(const Actor& actor, const char* name, const std::string& id, uint64_t version,
                      const Fields& fields, const std::string& holds_from = "") {
    return service().change_row(actor, plan_id, name, id, row(fields, version, holds_from));
  }
  Result<Json> page(const Actor& actor, const char* name, const RegisterRequest& request = {},
                    const ViewRequest& view = {}) {
    return service().register_page(actor, plan_id, name, view, request);
  }
  Result<Json> one(const Actor& actor, const char* name, const std::string& id,
                   const ViewRequest& view = {}) {
    return service().register_row(actor, plan_id, name, id, view);
  }
  /// How many rows the actor sees; -1 where it sees no register.
  int64_t total(const Actor& actor, const char* name, const RegisterRequest& request = {},
                const ViewRequest& view = {}) {
    const Result<Json> answer = page(actor, name, request, view);
    return answer ? std::stoll(answer.value()["total"].text()) : -1;
  }

  void add_enterprises() {
    for (const auto& [code, name, county] : {std::tuple(white_code, "白石酒厂", white),
                                             std::tuple(other_white_code, "白石纸厂", white),
                                             std::tuple(black_code, "黑水钢厂", black)}) {
      done(add(
          office(), enterprises,
          {{"统一社会信用代码", code}, {"名称", name}, {"所在县", county}, {"联系人", "某某"}}));
    }
  }
  static Fields well(const std::string& town, const std::string& number,
                     const std::string& county) {
    return {{"乡镇", town}, {"井号", number}, {"所在县", county}};
  }

  static Json done(const Result<Json>& answer) {
    EXPECT_TRUE(bool(answer)) << code_of(answer);
    return answer ? answer.value() : Json();
  }
};

inline std::string codes_of(const Result<Json>& answer) {
  std::string codes;
  if (answer) return codes;
  for (const Diagnostic& error : answer.errors()) {
    codes += (codes.empty() ? "" : " ") + error.code;
  }
  return codes;
}

}  // namespace fangan::test
