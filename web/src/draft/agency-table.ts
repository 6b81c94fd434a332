// Agency table: the units of a package stand in one pipe table of a file; rows are read and added
// without touching anything else in it.
import type { DraftFile } from '../api/types';

export interface AgencyRow {
  name: string;
  kind: string;
  region: string;
}

const county_kind = '县区';
const fence = /^`{3,}agency\s*$/;

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

interface Table {
  file: DraftFile;
  lines: string[];
  header: string[];
  first: number; ///< Line of the first row.
  end: number; ///< Line after the last row.
}

function findTable(files: DraftFile[]): Table | null {
  for (const file of files) {
    const lines = file.text.split('\n');
    const open = lines.findIndex((line) => fence.test(line));
    if (open < 0) continue;
    const header = lines.findIndex((line, index) => index > open && line.trim().startsWith('|'));
    if (header < 0) continue;
    let end = header + 1;
    while (end < lines.length && (lines[end] ?? '').trim().startsWith('|')) end += 1;
    const separated = /^[\s|:-]+$/.test(lines[header + 1] ?? '') ? 2 : 1;
    return { file, lines, header: cellsOf(lines[header] ?? ''), first: header + separated, end };
  }
  return null;
}

export function readAgencies(files: DraftFile[]): AgencyRow[] {
  const table = findTable(files);
  if (table === null) return [];
  const column = (name: string): number => table.header.indexOf(name);
  return table.lines.slice(table.first, table.end).map((line) => {
    const cells = cellsOf(line);
    return {
      name: cells[0] ?? '',
      kind: cells[column('kind')] ?? '',
      region: cells[column('region')] ?? '',
    };
  });
}

/// One unit a line; a second column, or digits at the end, is its region code.
export function parseUnits(text: string): AgencyRow[] {
  const units = text
    .replace(/\r\n?/g, '\n')
    .split(/[\n、，,;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return units.map((line) => {
    const parts = /^(.*?)(?:[\s\t|]+(\d{6}\w*))?$/.exec(line);
    return { name: (parts?.[1] ?? line).trim(), kind: county_kind, region: parts?.[2] ?? '' };
  });
}

/// The files with the units added; names that are there already are left alone.
export function addAgencies(files: DraftFile[], units: AgencyRow[]): DraftFile[] {
  const known = new Set(readAgencies(files).map((row) => row.name));
  const fresh = units.filter((unit) => !known.has(unit.name) && known.add(unit.name));
  const table = findTable(files);
  if (fresh.length === 0) return files;
  if (table === null) return addTable(files, fresh);
  const rows = fresh.map((unit) => {
    const cells = table.header.map((name, index) => {
      if (index === 0) return unit.name;
      return name === 'kind' ? unit.kind : name === 'region' ? unit.region : '';
    });
    return `| ${cells.join(' | ')} |`;
  });
  const lines = [...table.lines.slice(0, table.end), ...rows, ...table.lines.slice(table.end)];
  return files.map((file) => (file === table.file ? { ...file, text: lines.join('\n') } : file));
}

function addTable(files: DraftFile[], units: AgencyRow[]): DraftFile[] {
  const rows = units.map((unit) => `| ${unit.name} | ${unit.kind} | ${unit.region} |`);
  const block = ['```agency', '| name | kind | region |', '|---|---|---|', ...rows, '```', ''].join(
    '\n',
  );
  const at = files.findIndex((file) => file.name === 'agencies.md');
  if (at < 0) return [...files, { name: 'agencies.md', text: block }];
  return files.map((file, index) =>
    index === at ? { ...file, text: `${file.text}\n${block}` } : file,
  );
}
