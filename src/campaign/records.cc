#include "campaign/records.h"

namespace fangan {

const FieldValue& Record::field(std::string_view name) const {
  static const FieldValue none;
  const auto found = fields.find(std::string(name));
  return found == fields.end() ? none : found->second;
}

std::string Record::text(std::string_view name) const {
  const std::string* text = std::get_if<std::string>(&field(name));
  return text == nullptr ? "" : *text;
}

std::optional<Decimal> Record::number(std::string_view name) const {
  const Decimal* number = std::get_if<Decimal>(&field(name));
  return number == nullptr ? std::nullopt : std::optional<Decimal>(*number);
}

const std::vector<RegisterDefinition>& built_in_registers() {
  static const std::vector<RegisterDefinition> registers = {
      {"分解", "share",
       {{"目标", FieldType::text}, {"节点", FieldType::text}, {"单位", FieldType::text},
        {"份额", FieldType::number}}},
      {"进展", "progress",
       {{"目标", FieldType::text}, {"节点", FieldType::text}, {"单位", FieldType::text},
        {"数值", FieldType::number}, {"说明", FieldType::text}, {"附件", FieldType::files},
        {"状态", FieldType::text}, {"意见", FieldType::text}}},
      {"办理", "task_state",
       {{"任务", FieldType::text}, {"节点", FieldType::text}, {"状态", FieldType::text},
        {"说明", FieldType::text}, {"附件", FieldType::files}}},
      {"参数", "parameter_value", {{"参数", FieldType::text}, {"值", FieldType::text}}},
      {"公布", "publication",
       {{"目标", FieldType::text}, {"节点", FieldType::text}, {"数值", FieldType::number},
        {"率", FieldType::text}, {"截至", FieldType::date}, {"已知", FieldType::text}}},
  };
  return registers;
}

}  // namespace fangan
