// Rows that come with a package.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

class DataWorld : public RegisterWorld {
 public:
  Result<int64_t> load(const std::vector<PackageFile>& files) {
    Package package = invented_plan();
    for (const PackageFile& file : files) package.files.push_back(file);
    const Result<Done> loaded = service().load_package(package, "test");
    if (!loaded) return loaded.errors();
    sources = Sources();
    const auto note = [this](const std::string& name, int64_t rows) {
      told += name + " " + std::to_string(rows) + "\n";
    };
    return service().load_data(plan_id, note, &sources);
  }
  /// "FILE:LINE" of an error.
  std::string place(const Diagnostic& error) const {
    const Source& source = sources.at(error.marks.front().span.source);
    return source.name() + ":" +
           std::to_string(source.position(error.marks.front().span.begin).line);
  }
  std::string told;
  Sources sources;
};

std::string codes(const Result<int64_t>& result) {
  std::string text;
  if (result) return text;
  for (const Diagnostic& error : result.errors()) text += (text.empty() ? "" : " ") + error.code;
  return text;
}

const PackageFile enterprise_file{
    "data/企业.csv", std::string("统一社会信用代码,名称,所在县,来源,性质\n") + white_code +
                         ",白石酒厂,白石县,代码为示例,示例\n"};

TEST(RegisterLoad, RowsComeInOrderOfTheirReferencesOnce) {
  DataWorld world;
  const std::vector<PackageFile> files = {
      {"data/机井.csv",
       "乡镇,井号,所在县,企业,状态,自,封填日期,现场照片,性质\n"
       "东乡,1,白石县,白石酒厂,已上报,2020-04-01,2020-03-30,@照片甲、@照片乙,示例\n"
       "东乡,2,白石县,,,,,,示例\n"
       "东乡,3,黑水县,,,2020-08-01,,,公开\n"},
      enterprise_file};
  const Result<int64_t> loaded = world.load(files);
  ASSERT_TRUE(bool(loaded)) << codes(loaded);
  EXPECT_EQ(loaded.value(), 4);
  EXPECT_EQ(world.told, "企业 1\n机井 3\n");
  const Json page = RegisterWorld::done(world.page(world.office(), wells));
  EXPECT_EQ(page["total"].text(), "2") << "one begins in August";
  EXPECT_EQ(page["examples"].text(), "2");
  const Json& row = page["rows"].items()[0];
  EXPECT_EQ(row["state"].text(), "已上报");
  EXPECT_EQ(row["since"].text(), "2020-04-01");
  EXPECT_EQ(row["nature"].text(), "示例");
  EXPECT_EQ(row["values"]["企业"]["name"].text(), "白石酒厂");
  EXPECT_EQ(row["values"]["现场照片"].items()[0]["name"].text(), "照片甲.txt");
  // A county may not change what it has reported; the office may.
  EXPECT_EQ(codes_of(world.change(world.as(white), wells, "东乡/1", 1, {{"井深", "9"}})),
            "SVC-G003");
  EXPECT_TRUE(bool(world.change(world.office(), wells, "东乡/1", 1, {{"井深", "9"}})));
  const Result<int64_t> again = world.load(files);
  ASSERT_TRUE(bool(again));
  EXPECT_EQ(again.value(), 0);
}

TEST(RegisterLoad, SharesComeWithTheRows) {
  DataWorld world;
  const std::string of = std::string(drip) + "," + end_of_2020 + ",";
  const PackageFile shares{"data/分解.csv", "目标,节点,单位,份额\n" + of + "白石县,600\n" + of +
                                                "黑水县,350\n" + of + ",50\n"};
  const Result<int64_t> loaded = world.load({enterprise_file, shares});
  ASSERT_TRUE(bool(loaded)) << codes(loaded);
  EXPECT_EQ(world.told, "企业 1\n分解 3\n");
  const Json sheet = RegisterWorld::done(world->shares(world.office(), plan_id, drip));
  std::string told;
  for (const Json& node : sheet["nodes"].items()) {
    for (const Json& row : node["rows"].items()) {
      told += row["share"].text() + " " + row["value"].text() + " " + row["actor"].text() + ", ";
    }
    told += node["node"].text() + " reserve " + node["reserve"].print() + "; ";
  }
  const std::string by = std::string(" ") + plan_id + ", ";
  EXPECT_EQ(told, "白石县 600" + by + "黑水县 350" + by + end_of_2020 + R"( reserve "50"; )");
}

TEST(RegisterLoad, WrongSharesAreRefusedWithTheirPlaces) {
  const std::string of = std::string(drip) + "," + end_of_2020 + ",";
  const auto refused = [](const std::string& lines) {
    DataWorld world;
    const Result<int64_t> loaded = world.load({{"data/分解.csv", lines}});
    if (loaded) return std::string("loaded");
    return codes(loaded) + " " + world.place(loaded.error());
  };
  EXPECT_EQ(refused("目标,单位,份额\n"), "SVC-G019 data/分解.csv:1");
  const std::string titles = "目标,节点,单位,份额\n";
  EXPECT_EQ(refused(titles + "没有的,2020,白石县,1\n"), "SVC-G020 data/分解.csv:2");
  EXPECT_EQ(refused(titles + of + "白石县,600\n"), "CAMP-S001 data/分解.csv:2");
  EXPECT_EQ(refused(titles + of + "白石县,很多\n"), "SVC-W011 data/分解.csv:2");
}

TEST(RegisterLoad, MoreRowsThanOneMayChangeAtOnceAreRefused) {
  DataWorld world;
  std::string text = "乡镇,井号,所在县\n";
  for (int i = 0; i <= 10'000; ++i) text += "东乡," + std::to_string(i) + ",白石县\n";
  const Result<int64_t> loaded = world.load({{"data/机井.csv", text}});
  ASSERT_TRUE(bool(loaded)) << codes(loaded);
  BulkRequest bulk;
  bulk.fields = Json::object({{"井深", "1"}});
  EXPECT_EQ(code_of(world->bulk_edit(world.office(), plan_id, wells, bulk)), "SVC-G011");
  bulk.query.where = R"([{"field":"井号","op":"in","values":["5","6"]}])";
  EXPECT_EQ(
      RegisterWorld::done(world->bulk_edit(world.office(), plan_id, wells, bulk))["rows"].text(),
      "2");
}

TEST(RegisterLoad, AWrongFileIsRefusedWithItsPlacesAndNothingIsThere) {
  DataWorld world;
  const Result<int64_t> loaded = world.load(
      {{"data/机井.csv",
        "乡镇,井号,所在县,井深,用途\n东乡,1,无此县,1,\n东乡,2,白石县,1,\n东乡,3,白石县,深,\n"}});
  ASSERT_EQ(codes(loaded), "CAMP-F006 CAMP-F001");
  EXPECT_EQ(world.place(loaded.errors()[0]), "data/机井.csv:2");
  EXPECT_EQ(world.place(loaded.errors()[1]), "data/机井.csv:4");
  const std::string rule = "乡镇,井号,所在县,井深,用途\n东乡,1,白石县,400,农业\n";
  const Result<int64_t> broken = world.load({{"data/机井.csv", rule}});
  ASSERT_EQ(codes(broken), "SVC-G002");
  EXPECT_EQ(world.place(broken.errors()[0]), "data/机井.csv:2");
  EXPECT_EQ(codes(world.load({{"data/水井.csv", "乡镇\n东乡\n"}})), "SVC-G014");
  EXPECT_EQ(codes(world.load({{"data/机井.csv", "乡镇,井号,所在县,企业\n东乡,1,白石县,某厂\n"}})),
            "SVC-G015");
  EXPECT_EQ(codes(world.load({{"data/机井.csv", "乡镇,井号\n东乡\n"}})), "DOC-V003");
  EXPECT_EQ(world.total(world.office(), wells), 0);
}

}  // namespace
}  // namespace fangan::test
