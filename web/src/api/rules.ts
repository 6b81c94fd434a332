// Rules: decisions, policies and what-ifs, as docs/api.md spells them.
import { planPath, put, withQuery } from './client';
import type { CellValue, Computed, Outcome, RowKey } from './registers';
import type { Fault, LightColour, LightCounts, View } from './types';

export interface Clause {
  file: string;
  anchor: string | null;
  quote: string | null;
}
export interface ParameterNow {
  name: string;
  label: string;
  type: string;
  unit: string;
  words: string[];
  value: string | null; ///< Null: not set.
  since: string | null;
  clause: Clause;
}
export interface NamedRegister {
  name: string;
  label: string;
}
export interface Decision {
  name: string;
  label: string;
  on: NamedRegister[];
  type: string;
  unit: string;
  clause: Clause;
  parameters: ParameterNow[];
  masked: boolean;
}
export interface Counts {
  total: number;
  outcomes: { key: string; rows: number; value?: Computed }[];
  lacks: { register: string; field: string; rows: number }[];
  not_set: string[];
  sum: string | null;
}
export interface ListedDecision extends Decision {
  counts: Record<string, Counts | null>;
  outcome?: Outcome;
}
export interface DecisionList {
  view: View;
  decisions: ListedDecision[];
}
export interface DecidedRow {
  row: RowKey;
  id: string;
  name: string;
  values: Record<string, CellValue>;
  outcome: Outcome;
}
export interface DecisionPage {
  view: View;
  decision: Decision;
  register: NamedRegister;
  fields: { name: string; unit: string }[];
  counts: Counts | null;
  total: number;
  offset: number;
  rows: DecidedRow[];
}
export interface Drawn {
  zh: string;
  en: string;
}
export interface DecisionRow {
  decision: Decision;
  register: string;
  row: { row: RowKey; id: string; name: string };
  outcome: Outcome;
  formula: string;
  rules: { rule: number; parts: string[]; notes: string[] }[];
  inputs: { name: string; unit: string; value: CellValue }[];
  explain: Drawn | null;
}

export interface Policy {
  name: string;
  label: string;
  of: NamedRegister[];
  subject: string;
  eligible: string;
  amount: string;
  restrictions: string[];
  unit: string;
  cap: string;
  per: string[];
  once_per: string[];
  budget: { year: number | null; value: string | null }[];
  excludes: string[];
  until: string;
  applied: boolean;
  clause: Clause;
  parameters: ParameterNow[];
  masked: boolean;
}
export interface Sums {
  entered: number;
  left_out: number;
  undetermined: number;
  without_amount: number;
  sum: string | null;
  problem?: Fault | null;
  not_set?: string[];
}
export interface RowName {
  register: string;
  row: RowKey;
  id: string;
  name: string;
}
export interface LedgerLine extends RowName {
  subject: RowName | string | null;
  period: string | null;
  since: string;
  fate: 'entered' | 'not first' | 'excluded' | 'undetermined';
  excluded_by: string | null;
  amount: Outcome | null;
  before_limits: string | null;
  capped: boolean;
  over_budget: boolean;
}
export interface PolicyList {
  view: View;
  policies: (Policy & { sums: Sums | null })[];
}
export interface PolicyPage {
  view: View;
  policy: Policy;
  sums: Sums;
  total: number;
  offset: number;
  rows: LedgerLine[];
}
/// A row as steps name it.
export interface StepRow {
  register: string;
  id: string;
  name: string;
}
/// A cell that somebody entered.
export interface Leaf extends StepRow {
  field: string;
  unit: string | null;
  value: CellValue;
}
/// One rule that was computed, for one row or for none.
export interface Step {
  rule: string;
  row: StepRow | null;
  formula: string;
  outcome: Outcome;
  clause: Clause;
  parameters: string[];
  lists: { register: string; row: StepRow | null; total: number; ids: string[] }[];
  leaves: Leaf[];
}
export interface Explained {
  as_of: string;
  outcome: Outcome;
  formula: string;
  explain: Drawn | null;
  steps: Step[];
  more: number;
  parameters: ParameterNow[];
}
export interface PolicyRow extends RowName {
  eligible: Outcome;
  explain: Drawn | null;
  steps: Step[];
  more: number;
  line: LedgerLine | null;
  gives: Explained | null;
  cap: Explained | null;
}
export interface RowPolicy {
  policy: Policy;
  rows: PolicyRow[];
}

export type RuleKind = 'decision' | 'policy' | 'target';
export interface RuleHead {
  kind: RuleKind;
  name: string;
  label: string;
}
export interface MovableParameter extends ParameterNow {
  rules: RuleHead[];
}
export interface ChangedRow {
  register: string;
  row: RowKey;
  id: string;
  name: string;
  before: Outcome | null;
  after: Outcome | null;
}
/// Of a target: one node of it, for one share and one value of its split.
export interface ShownFigure {
  value: string | null;
  rate: string | null;
  light: LightColour | '';
  met: boolean;
  not_set: string[];
}
export interface ChangedFigure {
  node: string;
  share: string;
  part: string;
  before: ShownFigure;
  after: ShownFigure | null;
}
export interface ChangedTarget extends RuleHead {
  kind: 'target';
  unit: string;
  clause: Clause;
  before: LightCounts;
  after: LightCounts;
  changed: number;
  rows: ChangedFigure[];
}
export interface ChangedRule extends RuleHead {
  kind: 'decision' | 'policy';
  register?: string;
  unit: string;
  clause: Clause;
  before: Counts | Sums;
  after: Counts | Sums;
  changed: number;
  rows: ChangedRow[];
}
export interface MovedParameter {
  name: string;
  label: string;
  unit: string;
  before: string | null;
  after: string | null;
}
export interface WhatIf {
  view: View;
  parameters: MovableParameter[];
  moved: MovedParameter[];
  changed: (ChangedRule | ChangedTarget)[];
}

/// Parameters as typed; null takes a value away.
export type Scenario = Record<string, string | null>;

export const decisionPath = (plan: string, name: string, ...rest: string[]): string =>
  planPath(plan, 'decisions', name, ...rest);
export const policyPath = (plan: string, name: string, ...rest: string[]): string =>
  planPath(plan, 'policies', name, ...rest);

export const whatIfPath = (
  plan: string,
  scenario: Scenario,
  asOf: string | null,
  file: 'export.xlsx' | null = null,
): string =>
  withQuery(planPath(plan, 'what-if', ...(file === null ? [] : [file])), {
    values: Object.keys(scenario).length === 0 ? '' : JSON.stringify(scenario),
    as_of: asOf,
  });

export interface SavedScenario {
  name: string;
  values: Scenario;
  own: boolean;
}
export const scenariosPath = (plan: string): string => planPath(plan, 'scenarios');
export const saveScenarios = (
  plan: string,
  scenarios: SavedScenario[],
): Promise<{ scenarios: SavedScenario[] }> => put(scenariosPath(plan), { scenarios });
