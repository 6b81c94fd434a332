#include "store/register_world_test.h"

#include "campaign/field_text.h"
#include "plan/check.h"

namespace fangan::test {

const std::string enterprise_block = R"(```register 企业
key: 统一社会信用代码
fields:
  统一社会信用代码: text required
  名称: text
  所在县区: region
  联系电话: text sensitive
```
)";

const std::string well_block = R"(```register 机井
key: [企业, 井号]
fields:
  企业: 企业
  井号: text
  出水量: number 立方米 places 2
  停用: boolean
  停用日期: date
  用途: one of [灌溉, 生活, 工业]
  措施: several of [封井, 计量, 巡查]
  管理单位: agency
  照片: files
flow: 封停
```
```flow 封停
states:
  在用:
  已上报: reported
  已封: accepted
steps:
  上报: {from: [在用], to: 已上报, by: [county]}
  验收: {from: [已上报], to: 已封, by: [office]}
```
)";

const std::string visit_block = R"(```register 巡井
fields:
  机井: 机井
  情况: text
```
)";

std::unique_ptr<Plan> plan_of(const std::string& name, const std::string& blocks,
                              const std::string& white) {
  Package package;
  package.name = name;
  package.files = {
      {"1-节水.md", "# 节水方案\n"},
      {"plan.md",
       "```plan\ntitle: 节水方案\nlanguage: zh\ntext: [1-节水.md]\nnotes: [registers.md]\n```\n"},
      {"registers.md",
       "```agency\n| name | kind | region |\n|---|---|---|\n| 市水利局 | 部门 | |\n| " + white +
           " | 县区 | 990101 |\n| 黑水县 | 县区 | 990102 |\n```\n" + blocks}};
  Checked checked = check(package);
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    EXPECT_NE(diagnostic.severity, Severity::error) << diagnostic.code;
  }
  if (!checked.plan) return nullptr;
  return std::make_unique<Plan>(std::move(*checked.plan));
}

RegisterWorld::RegisterWorld() : RegisterWorld(enterprise_block + well_block + visit_block) {}

RegisterWorld::RegisterWorld(const std::string& blocks) : plan(plan_of("water", blocks)) {
  migrate();
}

std::string RegisterWorld::migrate() {
  return code_of(store->write([this](const Database& database) -> Result<Done> {
    const Result<RegisterMigration> done = migrate_registers(database, *plan, loader(++clock));
    if (!done) return done.errors();
    return Done{};
  }));
}

RowChange RegisterWorld::change(const RegisterTable& table, int64_t row, const std::string& from,
                                const Fields& fields) const {
  RowChange change;
  change.row = row;
  change.holds_from = day(from);
  change.step = row == 0 ? "add" : "edit";
  for (const auto& [name, text] : fields) {
    size_t index = 0;
    while (table.definition->fields[index].name.text != name) ++index;
    const Result<Value> value = read_field_text(*plan, table.definition->fields[index], text);
    EXPECT_TRUE(bool(value)) << name << " " << text;
    change.fields.emplace_back(index, value ? value.value() : Value());
  }
  return change;
}

std::string RegisterWorld::put(const std::string& register_name, int64_t row,
                               const std::string& from, const Fields& fields,
                               const std::function<void(RowChange*)>& more) {
  std::string id;
  const Result<Done> done = write([&](RegisterWriter& writer, const RegisterTables& tables) {
    const RegisterTable& table = *tables.find(register_name);
    RowChange asked = change(table, row, from, fields);
    if (more) more(&asked);
    const Result<WrittenRow> written = writer.put(table, asked);
    if (!written) {
      errors = written.errors();
      return Result<Done>(written.errors());
    }
    id = written.value().id;
    last = written.value();
    return Result<Done>(Done{});
  });
  return done ? id : done.error().code;
}

Result<Done> RegisterWorld::write(const Writes& work) {
  ++clock;
  return store->write([&](const Database& database) -> Result<Done> {
    const Result<RegisterTables> tables = RegisterTables::load(database, *plan);
    if (!tables) return tables.errors();
    RegisterAuthor author;
    author.account = "water(" + agency + ")";
    author.agency = agency;
    author.at = Moment{clock};
    author.today = today;
    RegisterWriter writer(database, tables.value(), author, "edit");
    const Result<Done> done = work(writer, tables.value());
    if (!done) return done;
    return writer.close();
  });
}

std::string RegisterWorld::advance(const std::string& to) {
  today = day(to);
  return code_of(store->write([this](const Database& database) -> Result<Done> {
    const Result<RegisterTables> tables = RegisterTables::load(database, *plan);
    if (!tables) return tables.errors();
    return advance_registers(database, tables.value(), today);
  }));
}

void RegisterWorld::read(const View& view, const Reads& work) const {
  const Result<Done> done = store->read([&](const Database& database) -> Result<Done> {
    const Result<RegisterTables> tables = RegisterTables::load(database, *plan);
    if (!tables) return tables.errors();
    RegisterReader reader(database, tables.value(), view);
    work(reader, tables.value());
    return Done{};
  });
  EXPECT_TRUE(bool(done)) << code_of(done);
}

std::string RegisterWorld::ids(const std::string& register_name, RowQuery query,
                               const View& view) const {
  if (query.scope.regions.empty() && query.scope.subject == 0) query.scope.all = true;
  std::string list;
  read(view, [&](RegisterReader& reader, const RegisterTables& tables) {
    const RegisterTable& table = *tables.find(register_name);
    const Result<std::vector<StoredRow>> rows = reader.page(table, query);
    if (!rows) {
      list = rows.error().code;
      return;
    }
    for (const StoredRow& row : rows.value()) list += (list.empty() ? "" : " ") + row.state.id;
    const Result<int64_t> total = reader.count(table, query);
    if (query.count < 0 || query.count >= 100) {
      EXPECT_EQ(total.value(), static_cast<int64_t>(rows.value().size()));
    }
  });
  return list;
}

std::string RegisterWorld::verify() const {
  std::string codes;
  const Result<Done> done = store->read([&codes](const Database& database) -> Result<Done> {
    for (const Diagnostic& diagnostic : verify_journal(database, "")) {
      if (codes.find(diagnostic.code) == codes.npos) {
        codes += (codes.empty() ? "" : " ") + diagnostic.code;
      }
    }
    return Done{};
  });
  return done ? codes : done.error().code;
}

std::string RegisterWorld::sql(const std::string& text) const {
  std::string found = "-";
  const Result<Done> done = store->read([&](const Database& database) -> Result<Done> {
    Statement select = database.prepare(text);
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (row.value()) found = select.text(0);
    return Done{};
  });
  return done ? found : done.error().code;
}

std::string RegisterWorld::value(const std::string& register_name, const std::string& id,
                                 const std::string& field, const View& view) const {
  std::string text = "-";
  read(view, [&](RegisterReader& reader, const RegisterTables& tables) {
    const RegisterTable& table = *tables.find(register_name);
    const Result<std::optional<StoredRow>> row = reader.row(table, id);
    ASSERT_TRUE(bool(row)) << code_of(row);
    if (!row.value()) return;
    for (size_t i = 0; i < table.definition->fields.size(); ++i) {
      if (table.definition->fields[i].name.text != field) continue;
      const Value& value = row.value()->state.fields[i];
      text = "";
      if (value.is(ValueKind::list)) {
        for (const Value& item : value.items()) text += item.text() + ";";
      } else if (value.is(ValueKind::string)) {
        text = value.text();
      } else if (value.is(ValueKind::number)) {
        text = value.number().print();
      } else if (value.is(ValueKind::date)) {
        text = value.date().print();
      } else if (value.is(ValueKind::boolean)) {
        text = value.boolean() ? "true" : "false";
      }
    }
  });
  return text;
}

std::string add_enterprise(RegisterWorld* world, const std::string& code, const std::string& name,
                           const std::string& county) {
  return world->put("企业", 0, "2020-01-01",
                    {{"统一社会信用代码", code}, {"名称", name}, {"所在县区", county}});
}

}  // namespace fangan::test
