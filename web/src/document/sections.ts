// Sections: the clauses one steps through. A clause is a heading with all that stands up to the
// next one.
import type {
  BlockHead,
  Figure,
  Line,
  OutlineEntry,
  PlanDocument,
  Target,
  Task,
} from '../api/types';

export interface Section {
  anchor: string; ///< Of its heading.
  heading: OutlineEntry | null;
  file: number;
  lines: Line[];
  parents: string[]; ///< Titles above it, outermost first.
}

/// Labelled parts (时间节点, 责任单位) belong to the clause above them.
export function clauseEntries(document: PlanDocument): OutlineEntry[] {
  const labels = new Set(
    document.files.flatMap((file) =>
      file.lines.filter((line) => line.kind === 'label').map((line) => line.anchor),
    ),
  );
  return document.outline.filter((entry) => !labels.has(entry.anchor));
}

export function sectionsOf(document: PlanDocument): Section[] {
  const byAnchor = new Map(clauseEntries(document).map((entry) => [entry.anchor, entry]));
  const sections: Section[] = [];
  const path: OutlineEntry[] = [];
  document.files.forEach((file, fileIndex) => {
    path.length = 0;
    let current: Section | null = null;
    for (const line of file.lines) {
      const heading = byAnchor.get(line.anchor) ?? null;
      if (heading !== null || current === null) {
        if (heading !== null) {
          while ((path[path.length - 1]?.level ?? 0) >= heading.level) path.pop();
        }
        const parents = path.map((entry) => entry.title);
        current = { anchor: line.anchor, heading, file: fileIndex, lines: [], parents };
        sections.push(current);
        if (heading !== null) path.push(heading);
      }
      current.lines.push(line);
    }
  });
  return sections;
}

export function sectionOfAnchor(sections: Section[], anchor: string): Section | undefined {
  return sections.find((section) => section.lines.some((line) => line.anchor === anchor));
}

export interface SectionContent {
  targets: Target[];
  tasks: Task[];
  blocks: BlockHead[]; ///< The others, those without words of their own left out.
  owners: string[];
}

/// Targets and tasks that stand under a clause, in the order of the text.
export function contentOf(section: Section, document: PlanDocument): SectionContent {
  const names = (kind: string): string[] => [
    ...new Set(
      section.lines.flatMap((line) =>
        line.blocks.filter((block) => block.kind === kind).map((block) => block.name),
      ),
    ),
  ];
  const targets = names('target').flatMap((name) => document.targets[name] ?? []);
  const tasks = names('task').flatMap((name) => document.tasks[name] ?? []);
  const anchors = new Set(section.lines.map((line) => line.anchor));
  const blocks = document.blocks.filter(
    (head) =>
      head.anchor !== null &&
      anchors.has(head.anchor) &&
      !['target', 'task', 'clause'].includes(head.kind),
  );
  const owners = [
    ...new Set([
      ...tasks.flatMap((task) => [...task.lead, ...task.with]),
      ...targets.flatMap((target) => [...target.lead, ...target.owners]),
    ]),
  ];
  return { targets, tasks, blocks, owners };
}

/// Figures of a block: the whole first where the reader may see it, then the shares, by node and
/// by the value of a split.
export function figuresByNode(figures: Figure[], block: string): Map<string, Figure[]> {
  const byNode = new Map<string, Figure[]>();
  for (const figure of figures) {
    if (figure.block !== block) continue;
    const key = figure.part === '' ? figure.node : `${figure.node}/${figure.part}`;
    const list = byNode.get(key) ?? [];
    if (figure.share === '') list.unshift(figure);
    else list.push(figure);
    byNode.set(key, list);
  }
  return byNode;
}
