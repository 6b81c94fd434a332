// What verify finds when somebody changed a package or a file behind the service's back.
#include "service/verify_content.h"

#include "service/service_world_test.h"
#include "store/store.h"

namespace fangan::test {
namespace {

/// The codes after this change of the store, in order.
std::string codes_after(const std::string& sql) {
  World world;
  EXPECT_TRUE(bool(world->add_file(world.as(white), "note.txt", "", "what was handed in")));
  world.close();
  const auto store = Store::open(world.file("store.db"), OpenMode::existing);
  EXPECT_TRUE(bool(store)) << code_of(store);
  std::string codes;
  EXPECT_TRUE(bool(store.value()->write([&](const Database& database) -> Result<Done> {
    const Result<Done> changed = database.execute(sql);
    EXPECT_TRUE(bool(changed)) << code_of(changed);
    for (const Diagnostic& diagnostic : verify_content(database)) codes += diagnostic.code + " ";
    return Done{};
  })));
  return codes;
}

TEST(VerifyContent, HoldsBytesAgainstTheirHashes) {
  EXPECT_EQ(codes_after("SELECT 1"), "");
  EXPECT_EQ(codes_after("UPDATE package_file SET bytes = bytes || ' '"), "STORE-V007 ");
  EXPECT_EQ(codes_after("DELETE FROM package_file"), "STORE-V007 ");
  EXPECT_EQ(codes_after("UPDATE package_version SET hash = 'other'"), "STORE-V007 ");
  EXPECT_EQ(codes_after("INSERT INTO package_version VALUES ('water', 2, 'h', 0, 'x')"),
            "STORE-V007 ");
  EXPECT_EQ(codes_after("UPDATE file_content SET bytes = 'another'"), "STORE-V008 ");
}

}  // namespace
}  // namespace fangan::test
