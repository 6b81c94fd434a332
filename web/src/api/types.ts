// The shapes of docs/api.md. Exact numbers are strings; days are YYYY-MM-DD.

export type LightColour = 'red' | 'yellow' | 'green' | 'grey';
export type LightCounts = Record<LightColour, number>;
export type Role = 'office' | 'department' | 'county' | 'enterprise' | 'admin';

export interface User {
  name: string;
  display: string;
  agency: string;
  roles: Role[];
  share_holder: string | null;
}
export interface Store {
  demonstration: boolean;
  clock: 'real' | 'fixed';
  today: string;
  needs_setup: boolean;
}
export interface Session {
  user: User | null;
  token: string | null;
  store: Store;
}

export interface PlanSummary {
  id: string;
  title: string;
  number: string;
  issuer: string;
  issued: string | null;
  in_force_from: string | null;
  version: string | number;
  lights: LightCounts;
}
export interface View {
  as_of: string;
  known_at: string;
  today: string;
  now: boolean;
}
export type LineKind = 'plan' | 'h1' | 'h2' | 'item' | 'subitem' | 'label' | 'annex' | 'text';
export type SentenceState = 'bound' | 'narrative' | 'unassigned';
export interface Sentence {
  begin: number;
  end: number;
  state: SentenceState;
  blocks: string[];
}
export interface LineBlock {
  kind: string; ///< target, task, register ...
  id: string;
  name: string;
  begin: number;
  end: number;
}
export interface Line {
  anchor: string;
  line: number;
  level: number;
  kind: LineKind;
  label: string | null;
  text: string;
  number: number;
  lights: LightCounts | null;
  sentences: Sentence[];
  blocks: LineBlock[];
}
export interface PlanFile {
  name: string;
  lines: Line[];
}
export interface OutlineEntry {
  anchor: string;
  file: number | string;
  line: number;
  level: number;
  number: string;
  title: string;
  lights: LightCounts | null;
}
export interface TargetNode {
  node: string;
  from: string | null;
  due: string | null;
  low: string | null;
  high: string | null;
}
export interface Target {
  name: string;
  label: string;
  unit: string;
  compare: string;
  form: string;
  total: string | null;
  aim: boolean;
  grade: string;
  shares: 'sum' | 'each' | 'none';
  owners: string[];
  lead: string[];
  nodes: TargetNode[];
  anchor: string;
  quote: string;
  can: { report: string[]; accept: boolean; share: boolean; publish: boolean };
}
export interface TaskNode {
  due: string | null;
  text: string;
  node: string;
}
export interface Task {
  name: string;
  label: string;
  what: string;
  lead: string[];
  with: string[];
  open: boolean;
  nodes: TaskNode[];
  anchor: string;
  quote: string;
  can: { state: boolean };
}
export interface LightInputs {
  met: boolean;
  days_left: number | null;
  behind: string | null;
  aim: boolean;
  no_figure: boolean;
}
export interface Figure {
  block: string;
  kind: 'target' | 'task';
  node: string;
  share: string;
  part: string; ///< Of a target split by a field of its rows: the value.
  due: string | null;
  days_left: number | null;
  unit: string;
  low: string | null;
  high: string | null;
  reported: string | null;
  accepted: string | null;
  published: string | null;
  shown: { reported: string | null; accepted: string | null; published: string | null };
  reserve: string | null; ///< Of the whole: what is given to no holder.
  measured: boolean;
  rate: string | null;
  shown_rate: string | null;
  behind: string | null;
  forecast: string | null; ///< On the due day, if it goes on as it has.
  met: boolean;
  late: boolean;
  light: LightColour | '';
  light_rule: number;
  state: string;
  aim: boolean;
  not_set: string[];
  not_surveyed: boolean; ///< Of "all of": there are no rows.
  undetermined: { register: string; field: string; rows: number }[];
  reason: { zh: string; en: string } | null; ///< Why it cannot be computed.
  anchor: string;
  explain: { inputs: LightInputs } | null;
}
/// The rows one figure is counted from.
export interface FigureRows {
  measure: {
    form: 'measure' | 'all of';
    text: string;
    counts_on: string;
    base: string;
    split_by: string;
    grade: string;
    parameters: {
      name: string;
      type?: string;
      choice?: string;
      value: string | null;
      since: string | null;
    }[];
    anchor: string;
    quote: string;
  };
  registers: FigureRegister[];
  missing: { row: string; name: string; register: string; field: string }[];
}
export interface FigureRegister {
  register: string;
  label: string;
  field: string; ///< What is added up of each row; empty: rows are counted.
  done: boolean; ///< Rows count once they are done.
  of: number; ///< As many would count if all were done.
  reported: number;
  accepted: number;
  published: number;
  total: number; ///< Of what was asked to be shown.
  rows: { row: string; name: string; grade: string; state: string; value: string | null }[];
}
export interface Finding {
  code: string;
  severity: 'error' | 'warning' | 'doubt' | string;
  zh: string;
  en: string;
  hint_zh: string;
  hint_en: string;
  file?: number | string;
  line: number;
  marks: [number, number][];
}
export interface Coverage {
  characters: number;
  bound: number;
  narrative: number;
  unassigned: number;
}
export interface PlanDocument extends Omit<PlanSummary, 'lights'> {
  in_force: boolean;
  view: View;
  files: PlanFile[];
  outline: OutlineEntry[];
  targets: Record<string, Target>;
  tasks: Record<string, Task>;
  figures: Figure[];
  coverage: Coverage;
  findings: Finding[];
  blocks: BlockHead[];
}
export interface LightTable {
  name: string;
  hit_policy: string;
  inputs: string[];
  outputs: string[];
  rules: { tests: string[]; outputs: string[] }[];
}

export interface Evidence {
  hash: string;
  name: string;
  size: number;
  type: string;
}
export type ProgressState = 'reported' | 'accepted' | 'returned' | 'withdrawn';
export interface Progress {
  id: string;
  target: string;
  node: string;
  share: string;
  value: string;
  unit: string;
  note: string;
  files: Evidence[];
  state: ProgressState;
  reason: string;
  date: string;
  recorded: string;
  actor: string;
  version: number;
  can: { accept: boolean; return: boolean; withdraw: boolean };
}
export interface Share {
  share: string;
  value: string | null;
  version: number;
  recorded?: string;
  actor?: string;
}
export interface TaskState {
  task: string;
  node: string;
  state: 'open' | 'doing' | 'done';
  note: string;
  files: Evidence[];
  recorded: string;
  actor: string;
  version: number;
}
export interface JournalEntry {
  id: number | string;
  at: string;
  actor: string;
  action: string;
  register: string;
  row: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  hash: string | null; ///< Null for those who see their own rows only.
}
export interface TargetDetail {
  target: Target;
  figures: Figure[];
  progress: Progress[];
  shares: (Share & { node?: string })[];
  journal: JournalEntry[];
  light_table: LightTable | null;
}
export interface TaskDetail {
  task: Task;
  figures: Figure[];
  states: TaskState[];
  journal: JournalEntry[];
  light_table?: LightTable | null;
}

export interface Agency {
  name: string;
  kind: string;
  region: string;
  aliases: string[];
  members: string[];
  duties: number;
  lights: LightCounts;
}
export interface Duty {
  section: string;
  file: number | string;
  line: number;
  anchor?: string;
  number: number;
  lead: boolean;
  open: boolean;
  blocks: string[];
}
export interface AgencyDetail {
  agency: Agency;
  duties: Duty[];
  figures: Figure[];
  tasks: Task[];
}
export interface SearchHit {
  file: number | string;
  line: number;
  anchor: string;
  heading: string;
  text: string;
  marks: [number, number][];
  kind: 'text' | 'target' | 'task' | 'agency';
  name: string;
}
/// A hit of the search over all plans: a row of a register, or what the search of a plan finds.
export interface EverywhereHit {
  kind: 'row' | SearchHit['kind'];
  plan?: string;
  register?: string;
  row?: string;
  id?: string;
  text: string;
  marks: [number, number][];
  anchor?: string;
  heading?: string;
  name?: string;
}
/// A row of a register in the search of a plan; it stands at no line of the text.
export interface RowHit {
  kind: 'row';
  plan: string;
  register: string;
  row: string;
  id: string;
  name: string;
  text: string;
  marks: [number, number][];
}
export interface SearchAnswer {
  query: string;
  hits: (SearchHit | RowHit)[];
  more: boolean;
}
export interface ShareSheet {
  target: string;
  unit: string;
  rule: 'sum' | 'each' | 'none';
  declared_reserve: string | null; ///< By the plan, of every node; null: as it is entered.
  nodes: {
    node: string;
    value: string | null;
    reserve: string | null;
    reserve_version: number;
    sum: string;
    rows: Share[];
  }[];
  holders: { name: string; kind: string }[];
}

export interface Fault {
  code: string;
  severity: string;
  zh: string;
  en: string;
  hint_zh: string;
  hint_en: string;
  facts?: Record<string, string | number>;
  place?: { file: string; line: number; column: number; headings: string[] } | null;
}
export interface DraftSummary {
  id: number;
  title: string;
  created: string;
  by: string;
  state: 'draft' | 'live';
}
export interface DraftHeading {
  type: LineKind;
  number: string;
  title: string;
  line: number;
}
export interface DraftOwner {
  line: number;
  lead: string[];
  units: string[];
  open: boolean;
}
export interface DraftQuantity {
  line: number;
  text: string;
  value: string | number | (string | number)[] | null;
  unit: string | null;
  comparator: string;
  due: string | null;
  type: string;
}
export interface DraftFile {
  name: string;
  text: string;
}
export interface Draft {
  id: number;
  version: number;
  state: 'draft' | 'live';
  title: string;
  issued: string | null;
  in_force_from: string | null;
  plan_id: string | null;
  source_lines: string[];
  headings: DraftHeading[];
  owners: DraftOwner[];
  quantities: DraftQuantity[];
  files: DraftFile[];
  diagnostics: Fault[];
  findings: Finding[];
  counts: Record<string, number>;
}
export interface AdminUser extends User {
  disabled: boolean;
  locked_until: string | null;
}
export interface AdminStatus {
  version: string;
  store: string;
  bytes: number;
  journal_head: string;
  journal_entries: number;
  users: number;
  uptime_s: number;
}

/// A block as lists name it.
export interface BlockHead {
  id: string;
  kind: string;
  term: string; ///< The kind, as Chinese pages call it.
  name: string;
  label: string;
  file: string;
  file_index: number;
  line: number;
  anchor: string | null; ///< Null in a file of notes.
  begin: number;
  end: number;
}
/// A key of a block with its value, in the words and forms of the plan language.
export interface BlockKey {
  key: string;
  term: string;
  zh: string;
  en: string;
  form: string;
  text: string;
  items?: string[];
  entries?: BlockEntry[];
  keys?: BlockKey[];
}
export interface BlockEntry {
  name: string;
  text?: string;
  keys?: BlockKey[];
  entries?: BlockEntry[];
}
export interface BlockField {
  name: string;
  type: FieldType;
  unit: string;
  words: string[];
  target: string;
  required: boolean;
  required_from: string;
  sensitive: boolean;
  places: number | null;
  log: string;
}
export type FieldType =
  | 'text'
  | 'number'
  | 'date'
  | 'boolean'
  | 'one of'
  | 'several of'
  | 'region'
  | 'agency'
  | 'file'
  | 'files'
  | 'reference';
export type Grade = '' | 'reported' | 'accepted' | 'published';
export type RelationKind =
  | 'county'
  | 'owner'
  | 'lead'
  | 'office'
  | 'subject'
  | 'agency'
  | 'public'
  | 'system';
export interface Relation {
  kind: RelationKind;
  agency: string;
}
export interface FlowStep {
  name: string;
  from: string[];
  to: string;
  by: Relation[];
  needs: string[];
  within_days: number | null;
  working_days: boolean;
}
export interface FlowGraph {
  states: { name: string; grade: Grade }[];
  steps: FlowStep[];
}
export interface DecisionTable {
  hit_policy: string;
  inputs: { text: string; allowed: string | null }[];
  outputs: { name: string; allowed: string | null }[];
  annotations: string[];
  rules: { label: string; inputs: string[]; outputs: string[]; annotations: string[] }[];
}
export interface Block extends BlockHead {
  quote: string | null;
  text: string;
  zh: string;
  en: string;
  keys: BlockKey[];
  fields?: BlockField[];
  flow?: FlowGraph;
  table?: DecisionTable;
  names: BlockHead[];
  named_by: BlockHead[];
  version: number;
}
export interface BlockEdit {
  action: 'replace' | 'add' | 'remove';
  id: string;
  base: string;
  at: string;
  text: string;
}
/// Where in the block a fault is: code points of one of its lines.
export interface BlockPlace {
  line: number;
  begin: number;
  end: number;
}
export interface BlockFault extends Fault {
  in_block: BlockPlace | null;
}
export interface BlockChange {
  id: string;
  kind: string;
  change: 'added' | 'removed' | 'changed';
  before: string | null;
  after: string | null;
}
export interface FigureChange {
  block: string;
  node: string;
  what: 'value' | 'due' | 'total' | 'unit' | 'compare';
  before: string | null;
  after: string | null;
}
export interface PlanChanges {
  blocks: BlockChange[];
  figures: FigureChange[];
}
export interface BlockCheck {
  ok: boolean;
  diagnostics: BlockFault[];
  changes: PlanChanges | null;
}
export interface BlockCompletion {
  text: string;
  kind: string;
  detail: string;
  zh: string;
  en: string;
}
export interface PlanVersion {
  number: number;
  at: string;
  by: string;
  action: 'load' | 'edit' | 'restore';
  block: string;
  why: string;
  current: boolean;
}
