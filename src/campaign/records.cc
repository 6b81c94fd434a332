#include "campaign/records.h"

namespace fangan {

const FieldValue& Record::field(std::string_view name) const {
  static const FieldValue missing;
  const auto found = fields.find(std::string(name));
  return found == fields.end() ? missing : found->second;
}

std::string Record::text(std::string_view name) const {
  const auto* text = std::get_if<std::string>(&field(name));
  return text == nullptr ? std::string() : *text;
}

std::optional<Decimal> Record::number(std::string_view name) const {
  const auto* number = std::get_if<Decimal>(&field(name));
  return number == nullptr ? std::nullopt : std::optional<Decimal>(*number);
}

const std::vector<RegisterDefinition>& built_in_registers() {
  using enum FieldType;
  static const std::vector<RegisterDefinition> registers = {
      {"分解", "share", {{"目标", text}, {"节点", text}, {"单位", text}, {"份额", number}}},
      {"进展",
       "progress",
       {{"目标", text},
        {"节点", text},
        {"单位", text},
        {"数值", number},
        {"说明", text},
        {"附件", files},
        {"状态", text},
        {"意见", text}}},
      {"办理",
       "task_state",
       {{"任务", text}, {"节点", text}, {"状态", text}, {"说明", text}, {"附件", files}}},
      {"参数", "parameter_value", {{"参数", text}, {"值", text}}},
      {"公布",
       "publication",
       {{"目标", text},
        {"节点", text},
        {"数值", number},
        {"率", text},
        {"截至", date},
        {"已知", text}}},
  };
  return registers;
}

}  // namespace fangan
