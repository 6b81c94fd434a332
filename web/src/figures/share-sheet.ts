// Share sheet: one target's values over its holders, summed exactly, and what is pasted into it.
import { add, compare, parseDecimal, printDecimal, subtract, zero, type Decimal } from './decimal';

/// What a person typed, by node, then by holder; the reserve by node.
export interface SheetEntries {
  values: Record<string, Record<string, string>>;
  reserves: Record<string, string>;
}

/// What a person typed on the values it was typed beside; `changed` when others moved those since.
export interface SheetEdit {
  base: SheetEntries;
  typed: SheetEntries;
  changed: boolean;
}

type Column = Record<string, string>;

function columnOnto(base: Column, typed: Column, fresh: Column): Column {
  const names = [...new Set([...Object.keys(typed), ...Object.keys(fresh)])];
  const cell = (column: Column, name: string): string => column[name]?.trim() ?? '';
  return Object.fromEntries(
    names.map((name) => [
      name,
      cell(typed, name) === cell(base, name) ? cell(fresh, name) : (typed[name] ?? ''),
    ]),
  );
}

/// The same edit beside the values of now: cells that were typed stay, all others follow.
export function editOnto(edit: SheetEdit, fresh: SheetEntries): SheetEdit {
  const { base, typed } = edit;
  const nodes = Object.keys(fresh.values);
  const values = Object.fromEntries(
    nodes.map((node) => [
      node,
      columnOnto(base.values[node] ?? {}, typed.values[node] ?? {}, fresh.values[node] ?? {}),
    ]),
  );
  const reserves = columnOnto(base.reserves, typed.reserves, fresh.reserves);
  return { base: fresh, typed: { values, reserves }, changed: true };
}

export const sameEntries = (left: SheetEntries, right: SheetEntries): boolean => {
  const cells = (entries: SheetEntries): string[] =>
    [...Object.entries(entries.values), ['reserve', entries.reserves] as const]
      .flatMap(([node, column]) =>
        Object.entries(column).map(([name, value]) => `${node}/${name}=${value.trim()}`),
      )
      .filter((cell) => !cell.endsWith('='))
      .sort();
  return cells(left).join('\n') === cells(right).join('\n');
};

export interface NodeSum {
  sum: string;
  difference: string | null; ///< shares + reserve - node value; null where the node has no value.
  faulty: string[]; ///< Holders (or 'reserve') whose cell is no number.
}

export function sumNode(
  entries: SheetEntries,
  node: string,
  holders: string[],
  value: string | null,
): NodeSum {
  let sum: Decimal = zero;
  const faulty: string[] = [];
  for (const holder of holders) {
    const written = entries.values[node]?.[holder]?.trim() ?? '';
    const number = written === '' ? zero : parseDecimal(written);
    if (number === null) faulty.push(holder);
    else sum = add(sum, number);
  }
  const reserveWritten = entries.reserves[node]?.trim() ?? '';
  const reserve = reserveWritten === '' ? zero : parseDecimal(reserveWritten);
  if (reserve === null) faulty.push('reserve');
  const target = value === null ? null : parseDecimal(value);
  const difference =
    target === null || reserve === null ? null : printDecimal(subtract(add(sum, reserve), target));
  return { sum: printDecimal(sum), difference, faulty };
}

/// What remains for the reserve; null where the shares alone are more than the node's value.
export function remainder(
  entries: SheetEntries,
  node: string,
  holders: string[],
  value: string | null,
): string | null {
  const { sum } = sumNode(entries, node, holders, value);
  const total = value === null ? null : parseDecimal(value);
  const part = parseDecimal(sum);
  if (total === null || part === null || compare(part, total) > 0) return null;
  return printDecimal(subtract(total, part));
}

/// Splits what Excel or WPS puts on the clipboard: rows by line ends, cells by tabs.
export function parsePaste(text: string): string[][] {
  const rows = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  return rows.map((row) => row.split('\t').map((cell) => cell.trim()));
}

/// Puts pasted cells into the sheet. Where the first column names holders, rows go to their holder
/// whatever the order; otherwise they fill down and right from the cell that has the focus.
export function applyPaste(
  entries: SheetEntries,
  cells: string[][],
  holders: string[],
  nodes: string[],
  at: { holder: string; node: string },
): { entries: SheetEntries; unknown: string[] } {
  const values = Object.fromEntries(nodes.map((node) => [node, { ...entries.values[node] }]));
  const named = cells.some((row) => row.length > 1 && holders.includes(row[0] ?? ''));
  const unknown: string[] = [];
  const firstNode = Math.max(0, nodes.indexOf(at.node));
  const firstHolder = Math.max(0, holders.indexOf(at.holder));
  cells.forEach((row, index) => {
    const holder = named ? holders.find((name) => name === row[0]) : holders[firstHolder + index];
    const numbers = named ? row.slice(1) : row;
    if (holder === undefined) {
      const header = numbers.every((cell) => nodes.some((node) => cell.startsWith(node)));
      if (!header && numbers.some((cell) => parseDecimal(cell) !== null))
        unknown.push(row[0] ?? '');
      return;
    }
    numbers.forEach((cell, column) => {
      const node = nodes[firstNode + column];
      const sheetColumn = node === undefined ? undefined : values[node];
      if (sheetColumn !== undefined) sheetColumn[holder] = cell;
    });
  });
  return { entries: { ...entries, values }, unknown };
}
