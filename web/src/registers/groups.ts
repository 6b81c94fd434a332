// Groups: registers under the plan and the section of the text whose clause asks for them.
import type { RegisterSummary } from '../api/registers';
import type { LineKind, OutlineEntry } from '../api/types';
import { headingNumber } from '../document/heading-number';

export interface RegisterGroup {
  title: string;
  sections: { title: string; registers: RegisterSummary[] }[];
}

function placeOf(anchor: string | null): { file: number; line: number } | null {
  const parts = /^(\d+)-(\d+)$/.exec(anchor ?? '');
  return parts === null ? null : { file: Number(parts[1]), line: Number(parts[2]) };
}

/// Levels of the outline as lines are called by: the plan is 1, its chapters 2, its sections 3.
const kinds: (LineKind | undefined)[] = [undefined, 'plan', 'h1', 'h2', 'item', 'subitem'];
/// What every plan has stands under no clause.
const placeIn = (register: RegisterSummary) =>
  register.built_in ? null : placeOf(register.anchor);
const headingText = (entry: OutlineEntry): string =>
  headingNumber(kinds[entry.level], entry.number) + entry.title;

/// The plan's title and the chapter or section below it that the place stands under.
function headingsAt(outline: OutlineEntry[], file: number, line: number): [string, string] {
  const above = outline.filter((entry) => {
    const place = placeOf(entry.anchor);
    return place !== null && place.file === file && place.line <= line;
  });
  const top = Math.min(...above.map((entry) => entry.level));
  const plan = above.find((entry) => entry.level === top);
  const below = above.filter((entry) => entry.level > top && entry.level <= top + 2);
  const section = below[below.length - 1];
  return [
    plan === undefined ? '' : headingText(plan),
    section === undefined ? '' : headingText(section),
  ];
}

/// In the order of the text; what no clause asks for comes last, under `shared`.
export function groupedRegisters(
  registers: RegisterSummary[],
  outline: OutlineEntry[],
  shared: string,
): RegisterGroup[] {
  const byText = [...registers].sort((a, b) => {
    const [left, right] = [placeIn(a), placeIn(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return left.file - right.file || left.line - right.line;
  });
  const groups: RegisterGroup[] = [];
  for (const register of byText) {
    const place = placeIn(register);
    const [plan, section] = place === null ? ['', ''] : headingsAt(outline, place.file, place.line);
    const title = plan || shared;
    let group = groups.find((each) => each.title === title);
    if (group === undefined) groups.push((group = { title, sections: [] }));
    let part = group.sections.find((each) => each.title === section);
    if (part === undefined) group.sections.push((part = { title: section, registers: [] }));
    part.registers.push(register);
  }
  const last = groups.filter((group) => group.title === shared);
  return [...groups.filter((group) => group.title !== shared), ...last];
}
