// Sign-in: passwords, lock-out, sessions, the first administrator, accounts.
#include <atomic>
#include <thread>

#include "service/service_world_test.h"
#include "store/store.h"

namespace fangan::test {
namespace {

constexpr const char* good_password = "a good password";

class SignInTest : public testing::Test {
 protected:
  void SetUp() override {
    const Result<SignedIn> first = world_->set_up(world_->setup_token(), "root", good_password);
    ASSERT_TRUE(bool(first)) << code_of(first);
    root_ = first.value();
  }

  std::string sign_in(const std::string& name, const std::string& password) {
    return code_of(world_->sign_in(name, password));
  }

  World world_;
  SignedIn root_;
};

TEST_F(SignInTest, TheLinkMakesOneAdministratorOnce) {
  World world;
  const std::string token = world->setup_token();
  EXPECT_EQ(token.size(), 64u);
  EXPECT_EQ(token, world->setup_token());
  EXPECT_EQ(code_of(world->set_up("wrong", "root", good_password)), "SVC-A003");
  EXPECT_EQ(code_of(world->set_up("", "root", good_password)), "SVC-A003");
  EXPECT_EQ(code_of(world->set_up(token, "root", "short")), "SVC-A005");
  EXPECT_EQ(code_of(world->set_up(token, "", good_password)), "SVC-A006");
  std::atomic<int> made{0};
  std::vector<std::thread> people;
  for (const char* name : {"a", "b", "c"}) {
    people.emplace_back([&, name] { made += world->set_up(token, name, good_password) ? 1 : 0; });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(world->setup_token(), "");
  world.reopen();
  EXPECT_EQ(world->setup_token(), "");
}

TEST_F(SignInTest, ASessionLastsUntilSignOut) {
  const Result<SignedIn> again = world_->sign_in("root", good_password);
  ASSERT_TRUE(bool(again));
  const std::string token = again.value().token;
  ASSERT_TRUE(world_->actor_of(token).has_value());
  EXPECT_TRUE(world_->actor_of(token)->has("admin"));
  EXPECT_FALSE(world_->actor_of(token + "0").has_value());
  EXPECT_FALSE(world_->actor_of("").has_value());
  const std::string change = world_->session(world_->actor_of(token), token)["token"].text();
  EXPECT_TRUE(world_->token_fits(token, change));
  EXPECT_FALSE(world_->token_fits(root_.token, change)) << "a token of another session";
  EXPECT_FALSE(world_->token_fits(token, ""));
  world_->sign_out(token);
  EXPECT_FALSE(world_->actor_of(token).has_value());
  EXPECT_TRUE(world_->actor_of(root_.token).has_value());
}

TEST_F(SignInTest, FiveFailuresLockTheNameButNobodyElse) {
  EXPECT_EQ(sign_in("root", "wrong"), "SVC-A001");
  EXPECT_EQ(sign_in("nobody", "wrong"), "SVC-A001");
  EXPECT_EQ(sign_in("root", std::string(1000, 'x')), "SVC-A001");
  for (int i = 0; i < 4; ++i) EXPECT_EQ(sign_in("root", "wrong"), "SVC-A001");
  const Result<SignedIn> locked = world_->sign_in("root", good_password);
  ASSERT_EQ(code_of(locked), "SVC-A002");
  EXPECT_EQ(locked.error().facts.front().name, "seconds");
  world_.reopen();
  EXPECT_EQ(sign_in("root", good_password), "SVC-A002") << "a restart does not unlock";
  const Json users = world_->accounts(root_.actor).value()["users"];
  EXPECT_FALSE(users.items().front()["locked_until"].is_null());
  AccountChange unlock;
  unlock.unlock = true;
  ASSERT_TRUE(bool(world_->change_account(root_.actor, "root", unlock)));
  EXPECT_EQ(sign_in("root", good_password), "");
}

TEST_F(SignInTest, ManyTriesAtOnceAreNoMoreThanFive) {
  std::atomic<int> answered{0};
  std::vector<std::thread> tries;
  for (int i = 0; i < 16; ++i) {
    tries.emplace_back([&] { answered += sign_in("root", "wrong") == "SVC-A001" ? 1 : 0; });
  }
  for (std::thread& one : tries) one.join();
  EXPECT_EQ(answered, 5);
}

TEST_F(SignInTest, ANewPasswordEndsOtherSessions) {
  const Result<SignedIn> other = world_->sign_in("root", good_password);
  ASSERT_TRUE(bool(other));
  const auto change = [&](const char* old_one, const char* new_one) {
    return code_of(world_->change_password(root_.actor, root_.token, old_one, new_one));
  };
  EXPECT_EQ(change("wrong", "another password"), "SVC-A011");
  EXPECT_EQ(change(good_password, "short"), "SVC-A005");
  EXPECT_EQ(change(good_password, "another password"), "");
  EXPECT_TRUE(world_->actor_of(root_.token).has_value());
  EXPECT_FALSE(world_->actor_of(other.value().token).has_value());
  EXPECT_EQ(sign_in("root", good_password), "SVC-A001");
  EXPECT_EQ(sign_in("root", "another password"), "");
}

TEST_F(SignInTest, AdministratorsKeepAccounts) {
  const Actor office = world_.office();
  EXPECT_EQ(code_of(world_->accounts(office)), "SVC-P001");
  EXPECT_EQ(code_of(world_->status(office)), "SVC-P001");
  EXPECT_EQ(code_of(world_->add_account(office, {"x", "", "", {"admin"}})), "SVC-P001");
  const auto add = [&](const std::string& name, std::vector<std::string> roles) {
    return world_->add_account(root_.actor, {name, "", white, std::move(roles)});
  };
  EXPECT_EQ(code_of(add("", {"county"})), "SVC-A006");
  EXPECT_EQ(code_of(add("li", {"king"})), "SVC-A008");
  const std::string endless(201, 'x');
  EXPECT_EQ(code_of(world_->add_account(root_.actor, {"li", endless, white, {"county"}})),
            "SVC-A012");
  EXPECT_EQ(code_of(world_->add_account(root_.actor, {"li", "", endless, {"county"}})), "SVC-A012");
  EXPECT_EQ(code_of(add("li", {})), "SVC-A008");
  const Result<Json> made = add("li", {"county"});
  ASSERT_TRUE(bool(made)) << code_of(made);
  EXPECT_EQ(made.value()["user"]["share_holder"].text(), white);
  EXPECT_EQ(code_of(add("li", {"county"})), "SVC-A007");
  const Result<SignedIn> li = world_->sign_in("li", made.value()["password"].text());
  ASSERT_TRUE(bool(li)) << code_of(li);
  AccountChange disable;
  disable.disabled = true;
  ASSERT_TRUE(bool(world_->change_account(root_.actor, "li", disable)));
  EXPECT_FALSE(world_->actor_of(li.value().token).has_value());
  EXPECT_EQ(sign_in("li", made.value()["password"].text()), "SVC-A001");
  EXPECT_EQ(code_of(world_->change_account(root_.actor, "root", disable)), "SVC-A009");
  EXPECT_EQ(code_of(world_->change_account(root_.actor, "nobody", disable)), "SVC-N001");
  EXPECT_EQ(world_->status(root_.actor).value()["users"].text(), "2");
}

TEST_F(SignInTest, CountiesAndDepartmentsNeedAnAgency) {
  const Actor admin = World::administrator();
  for (const char* role : {"county", "department"}) {
    EXPECT_EQ(code_of(world_->add_account(admin, {"clerk", "", "", {role}})), "SVC-A013");
  }
  ASSERT_TRUE(bool(world_->add_account(admin, {"clerk", "", white, {"county"}})));
  AccountChange change;
  change.agency = "";
  EXPECT_EQ(code_of(world_->change_account(admin, "clerk", change)), "SVC-A013");
}

TEST_F(SignInTest, AccountsSayUntilWhenANameIsLocked) {
  const Actor admin = World::administrator();
  ASSERT_TRUE(bool(world_->add_account(admin, {"clerk", "", white, {"county"}})));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(code_of(world_->sign_in("clerk", "wrong")), "SVC-A001");
  const Result<SignedIn> locked = world_->sign_in("clerk", "wrong");
  ASSERT_EQ(code_of(locked), "SVC-A002");
  const Json users = world_->accounts(admin).value()["users"];
  const std::string until = users.items().front()["locked_until"].text();
  const auto store = Store::open(world_.file("store.db"), OpenMode::read_only);
  ASSERT_TRUE(bool(store.value()->read([&](const Database& database) -> Result<Done> {
    Statement first = database.prepare("SELECT min(at) FROM failed_sign_in");
    EXPECT_TRUE(bool(first.step()));
    EXPECT_EQ(until, print(Moment{first.integer(0) + 900'000'000}, 480));
    return Done{};
  })));
}

TEST_F(SignInTest, DemonstrationAccountsShowEveryRole) {
  const Result<std::vector<DemonstrationAccount>> accounts = world_->demonstration_accounts();
  ASSERT_TRUE(bool(accounts));
  std::string shown;
  for (const DemonstrationAccount& account : accounts.value()) {
    shown += account.name + "=" + account.display + " ";
    EXPECT_EQ(sign_in(account.name, account.password), "") << account.name;
  }
  EXPECT_EQ(shown,
            "office=市节水办公室 department1=市水利局 department2=市宣传局 county1=白石县 "
            "county2=黑水县 ");
  const std::string before = accounts.value().front().password;
  world_.reopen();
  ASSERT_TRUE(bool(world_->demonstration_accounts()));
  EXPECT_EQ(sign_in("office", before), "SVC-A001") << "every start has passwords of its own";
}

TEST_F(SignInTest, ADemonstrationWithoutAPlanHasAnOffice) {
  auto empty = Service::open({world_.file("empty.db"), Date::parse("2020-06-01").value()});
  ASSERT_TRUE(bool(empty));
  const auto accounts = empty.value()->demonstration_accounts();
  ASSERT_TRUE(bool(accounts));
  ASSERT_EQ(accounts.value().size(), 1u);
  EXPECT_EQ(accounts.value().front().name, "office");
}

}  // namespace
}  // namespace fangan::test
