// Types that refer to one another, and types that are found when something depends on them.
#include <gtest/gtest.h>

#include "value/type.h"

namespace fangan {
namespace {

TEST(DeclaredTypes, LeadAroundInACircle) {
  DeclaredTypes types;
  const Type enterprise = types.declare("企业");
  const Type centre = types.declare("研发机构");
  types.add_field(enterprise, {"名称", TypeKind::string});
  types.add_field(enterprise, {"研发机构", Type::list(centre)});
  types.add_field(centre, {"企业", enterprise.or_null()});
  const Type back = enterprise.field("研发机构")->element().field("企业")->or_null();
  EXPECT_TRUE(back.is_same_object(enterprise));
  EXPECT_TRUE(back.may_be_null());
  EXPECT_TRUE(back.field("名称")->is(TypeKind::string));
  EXPECT_EQ(back.print(), "企业");
  EXPECT_TRUE(Type::list(enterprise).conforms_to(Type::list(back)));
  EXPECT_FALSE(enterprise.conforms_to(centre));
  EXPECT_EQ(enterprise.weight(), 1u);
}

TEST(DeclaredTypes, TwoOfThemHaveInCommonWhatIsPlain) {
  DeclaredTypes types;
  const Type left = types.declare("煤矿");
  const Type right = types.declare("机组");
  for (const Type& type : {left, right}) types.add_field(type, {"容量", TypeKind::number});
  types.add_field(left, {"邻", right});
  types.add_field(right, {"邻", left});
  const Type both = join(left, right);
  EXPECT_TRUE(both.field("容量")->is(TypeKind::number));
  EXPECT_TRUE(both.field("邻")->is_any());
  EXPECT_TRUE(join(left, left.or_null()).is_same_object(left));
}

TEST(Types, ALargeOneIsPrintedToALimit) {
  Type type = TypeKind::number;
  for (int i = 0; i < 60; ++i) type = Type::context({{"a", type}, {"b", type}});
  const std::string text = type.print();
  EXPECT_EQ(text.rfind("context<a: context<a: ", 0), 0u);
  EXPECT_EQ(text.substr(text.size() - 3), "…");
  EXPECT_LT(text.size(), Type::printed_max + 20);
  const Type pair = Type::context({{"a", Type::list(TypeKind::date)}, {"b", TypeKind::number}});
  EXPECT_EQ(Type::function({pair, TypeKind::string}, {}).print(),
            "function<context<a: list<date>, b: number>, string>->Any");
}

TEST(DeclaredTypes, HaveNoFieldsOnceTheirOwnerIsGone) {
  Type kept;
  {
    DeclaredTypes types;
    kept = types.declare("企业");
    types.add_field(kept, {"上级", kept});
    EXPECT_EQ(kept.fields().size(), 1u);
  }
  EXPECT_TRUE(kept.fields().empty());
}

TEST(DeclaredTypes, ALaterTypeIsFoundOnceAndOnlyWhenItMatters) {
  int asked = 0;
  const Type later = Type::later([&asked] {
    ++asked;
    return Type(TypeKind::date);
  });
  const Type days = Type::list(later);
  EXPECT_FALSE(later.is_found());
  EXPECT_EQ(asked, 0);
  EXPECT_TRUE(days.element().is(TypeKind::date));
  EXPECT_TRUE(later.is(TypeKind::date));
  EXPECT_EQ(asked, 1);
}

TEST(DeclaredTypes, ALaterTypeThatAsksForItselfIsAny) {
  Type later;
  later = Type::later([&later] { return later.is_any() ? Type(TypeKind::number) : Type(); });
  EXPECT_TRUE(later.is(TypeKind::number));
}

}  // namespace
}  // namespace fangan
