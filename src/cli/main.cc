// fangan: an official plan, turned into a running campaign.
//
// This page is the table of contents: one command a line, each in a file of its own.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "cli/command.h"

namespace {

using fangan::ExitCode;

/// The commands and what each of them asks for.
class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", "fangan " FANGAN_VERSION, "版本 print the version");
    app_.set_help_flag("-h,--help", "帮助 print this help");
    app_.require_subcommand(1);
    app_.footer(
        "退出码 exit codes: 0 正常 done, 1 方案有错误或案例不通过 errors or failed cases, "
        "2 参数或文件有误 wrong arguments or files");
    add_draft();
    add_check();
    add_status();
    add_decide();
    add_serve();
    add_test();
    add_feel();
    add_dmn();
    add_verify();
    add_copies();
    add_export();
    add_tables();
  }

  ExitCode run(int count, char** words) {
    try {
      app_.parse(count, words);
    } catch (const CLI::ParseError& error) {
      return explain(error);
    }
    return chosen_();
  }

 private:
  CLI::App* command(const char* name, const char* what, std::function<ExitCode()> run) {
    return command(&app_, name, what, std::move(run));
  }
  CLI::App* command(CLI::App* under, const char* name, const char* what,
                    std::function<ExitCode()> run) {
    CLI::App* added = under->add_subcommand(name, what);
    added->callback([this, run = std::move(run)] { chosen_ = run; });
    return added;
  }

  void add_draft() {
    CLI::App* draft = command("draft", "从公文到方案包 official text to plan package",
                              [this] { return fangan::draft_command(draft_); });
    draft->add_option("FILE", draft_.file, "公文，.txt 或 .docx the official text")->required();
    draft->add_option("-o,--output", draft_.folder, "写到这个新文件夹 write the package here");
    draft->add_flag("--json", draft_.json, "打印所读到的内容 print what was found as JSON");
  }

  void add_check() {
    CLI::App* check = command("check", "检查方案包 check a plan package",
                              [this] { return fangan::check_command(check_); });
    check->add_option("DIR", check_.folder, "方案包 the package")->required();
    check->add_option("--against", check_.against, "与原文逐字比对 compare with the original");
    check->add_flag("--choices", check_.choices,
                    "列出要由主管决定的 list what the owner has to decide");
    check->add_flag("--json", check_.json, "JSON");
  }

  void add_status() {
    CLI::App* status = command("status", "目标和期限的状况 how far targets and deadlines are",
                               [this] { return fangan::status_command(status_); });
    status->add_option("DIR", status_.folder, "方案包 the package")->required();
    status->add_option("--store", status_.store, "台账库 the store with records");
    status->add_option("--as-of", status_.as_of, "截至哪一天 the day asked for, 2017-10-12");
    status->add_option("--known-at", status_.known_at, "当时已知 what was known at this moment");
    status->add_flag("--json", status_.json, "JSON");
  }

  void add_decide() {
    CLI::App* decide =
        command("decide", "用一项决定逐行判定表格 decide every row of a table",
                [this] { return fangan::decide_command(decide_); });
    decide->add_option("DIR", decide_.folder, "方案包 the package")->required();
    decide
        ->add_option("DECISION", decide_.decision,
                     "决定，或 政策.gives 等 the decision, or POLICY.gives and the like")
        ->required();
    decide->add_option("--in", decide_.in, "表格 the rows, CSV")->required();
    decide->add_option("--out", decide_.out, "判定结果 where the answers go, CSV")->required();
    decide->add_option("--with", decide_.with,
                       "其他台账，以台账命名的 CSV rows of other registers, REGISTER.csv");
    decide->add_option("--register", decide_.register_name,
                       "哪个台账的行 the register of the rows, where a decision has several");
    decide->add_option("--as-of", decide_.as_of, "截至哪一天 the day asked for, 2017-10-12");
    decide->add_flag("--explain", decide_.explain, "逐行画出取值 draw the values of every row");
  }

  void add_serve() {
    CLI::App* serve = command("serve", "提供网页服务 serve the app",
                              [this] { return fangan::serve_command(serve_); });
    serve->add_option("DIR", serve_.folders, "方案包 packages to load");
    serve->add_option("--store", serve_.store, "台账库 the store")->capture_default_str();
    serve->add_option("--listen", serve_.listen, "主机:端口 HOST:PORT")->capture_default_str();
    serve->add_option("--today", serve_.today,
                      "把新库的日期固定（演示） fix the day of a new store");
    serve->add_option("--assets", serve_.assets, "网页程序 the web app")->capture_default_str();
  }

  void add_verify() {
    CLI::App* verify = command("verify", "核对日志 replay the journal against the records",
                               [this] { return fangan::verify_command(verify_); });
    verify->add_option("--store", verify_.store, "台账库 the store")->required();
    verify->add_option("--head", verify_.head, "另存的链末值 the head hash kept elsewhere");
  }

  void add_copies() {
    CLI::App* backup = command("backup", "备份台账库 copy the store to a file",
                               [this] { return fangan::backup_command(copy_); });
    CLI::App* restore = command("restore", "由备份恢复 make a store from a backup",
                                [this] { return fangan::restore_command(copy_); });
    for (CLI::App* copy : {backup, restore}) {
      copy->add_option("FILE", copy_.file, "备份文件 the backup")->required();
      copy->add_option("--store", copy_.store, "台账库 the store")->required();
    }
  }

  void add_export() {
    CLI::App* write =
        command("export-plan", "把库中的方案写成文件夹 write a plan of the store as a folder",
                [this] { return fangan::export_plan_command(export_); });
    write
        ->add_option("DIR", export_.folder,
                     "新文件夹，以方案代号命名 a new folder named as the plan")
        ->required();
    write->add_option("--store", export_.store, "台账库 the store")->required();
  }

  void add_tables() {
    CLI::App* read = command("import", "把表格导入台账 import a table into a register",
                             [this] { return fangan::import_command(import_); });
    read->add_option("DIR", import_.folder, "方案包 the package")->required();
    read->add_option("REGISTER", import_.register_name, "台账 the register")->required();
    read->add_option("FILE", import_.file, "表格，.xlsx 或 .csv the table")->required();
    read->add_option("--store", import_.store, "台账库 the store")->capture_default_str();
    read->add_flag("--dry-run", import_.dry_run, "只检查，不写入 check only");
    CLI::App* write = command("export", "把台账写成表格 write a register as a table",
                              [this] { return fangan::export_command(export_rows_); });
    write->add_option("DIR", export_rows_.folder, "方案包 the package")->required();
    write->add_option("REGISTER", export_rows_.register_name, "台账 the register")->required();
    write->add_option("FILE", export_rows_.file, "新文件，.xlsx 或 .csv a new file")->required();
    write->add_option("--store", export_rows_.store, "台账库 the store")->capture_default_str();
    write->add_option("--as-of", export_rows_.as_of, "截至哪一天 the day asked for, 2017-10-12");
  }

  void add_test() {
    CLI::App* test =
        command("test", "运行案例 run cases", [this] { return fangan::test_command(test_); });
    test->add_option("PATH", test_.paths, "案例文件或文件夹 case files or folders")->required();
  }

  void add_feel() {
    CLI::App* feel = command("feel", "计算 FEEL 表达式 evaluate a FEEL expression",
                             [this] { return fangan::feel_command(feel_); });
    feel->add_option("EXPRESSION", feel_.expression,
                     "表达式，以 - 开头时前面写 -- the expression; after -- if it begins with -");
    feel->add_option("--context", feel_.context, "变量 the variables, {\"name\": value}");
    feel->add_option("--cases", feel_.cases,
                     "运行案例文件，一行一个 JSON run a file of cases, one JSON object a line");
    CLI::Option* json = feel->add_flag("--json", feel_.json, "JSON");
    feel->add_flag("--explain", feel_.explain, "逐项画出取值 draw the values under the expression")
        ->excludes(json);
  }

  void add_dmn() {
    CLI::App* dmn = app_.add_subcommand("dmn", "决策模型 decision models");
    dmn->require_subcommand(1);
    CLI::App* test = command(dmn, "test", "运行 DMN 测试文件 run test files of the DMN TCK",
                             [this] { return fangan::dmn_test_command(dmn_test_); });
    test->add_option("DIR", dmn_test_.folder, "模型和测试 models and tests")->required();
    CLI::App* eval = command(dmn, "eval", "计算一项决策 evaluate a decision",
                             [this] { return fangan::dmn_eval_command(dmn_eval_); });
    eval->add_option("MODEL", dmn_eval_.model, "x.dmn、方案包或 x.md a model, DIR or x.md")
        ->required();
    eval->add_option("DECISION", dmn_eval_.decision,
                     "决策、业务知识模型或决策服务 a decision, knowledge model or service")
        ->required();
    eval->add_option("--context", dmn_eval_.context, "输入 the inputs, {\"name\": value}");
    CLI::Option* json = eval->add_flag("--json", dmn_eval_.json, "JSON");
    eval->add_flag("--explain", dmn_eval_.explain, "说明依据 show what the decision rests on")
        ->excludes(json);
    CLI::App* convert =
        command(dmn, "convert", "决策表与 DMN 互转 between decision tables and DMN",
                [this] { return fangan::dmn_convert_command(dmn_convert_); });
    convert
        ->add_option("FROM", dmn_convert_.from,
                     "x.dmn、方案包#决策、x.md#决策 a model, DIR#DECISION or x.md#DECISION")
        ->required();
    convert->add_option("TO", dmn_convert_.to, "新文件，.dmn 或 .md a new file, .dmn or .md")
        ->required();
    convert
        ->add_option("--version", dmn_convert_.version,
                     "写成 DMN 1.5 还是 1.3，dmn-js 读 1.3 the DMN to write; dmn-js reads 1.3")
        ->check(CLI::IsMember({"1.3", "1.5"}))
        ->capture_default_str();
  }

  /// Help and version are no mistakes; everything else is told in both languages.
  ExitCode explain(const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      app_.exit(error);
      return ExitCode::done;
    }
    const std::vector<CLI::App*> chosen = app_.get_subcommands();
    const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
    const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    if (is_extra && command == " draft")
      return fangan::refuse({fangan::problem("CLI-A005", {{"reason", error.what()}})});
    return fangan::refuse({fangan::problem(
        "CLI-A001", {{"reason", error.what()}, {"command", "fangan" + command + " --help"}})});
  }

  CLI::App app_{
      "fangan 方案: 把公文变成运转中的工作 turns an official plan into a running campaign",
      "fangan"};
  std::function<ExitCode()> chosen_;
  fangan::DraftCommandOptions draft_;
  fangan::CheckOptions check_;
  fangan::StatusOptions status_;
  fangan::DecideOptions decide_;
  fangan::ServeOptions serve_;
  fangan::TestOptions test_;
  fangan::FeelOptions feel_;
  fangan::DmnTestOptions dmn_test_;
  fangan::DmnEvalOptions dmn_eval_;
  fangan::DmnConvertOptions dmn_convert_;
  fangan::VerifyOptions verify_;
  fangan::BackupOptions copy_;
  fangan::ExportOptions export_;
  fangan::ImportOptions import_;
  fangan::ExportRowsOptions export_rows_;
};

}  // namespace

int main(int count, char** words) {
  return static_cast<int>(CommandLine().run(count, words));
}
