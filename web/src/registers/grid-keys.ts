// Grid keys: where the active cell goes. Row -1 is the head, by which one sorts.
export interface ActiveCell {
  row: number;
  column: number;
}
export interface GridSize {
  rows: number;
  columns: number;
  page: number; ///< Rows in sight.
}

/// Null for keys that move nothing.
export function moveActive(
  { row, column }: ActiveCell,
  key: string,
  control: boolean,
  size: GridSize,
): ActiveCell | null {
  const last = size.rows - 1;
  const end = size.columns - 1;
  const at = (to: number, across = column): ActiveCell => ({
    row: Math.min(last, Math.max(-1, to)),
    column: Math.min(end, Math.max(0, across)),
  });
  switch (key) {
    case 'ArrowDown':
      return at(control ? last : row + 1);
    case 'ArrowUp':
      return at(control ? 0 : row - 1);
    case 'ArrowRight':
      return at(row, control ? end : column + 1);
    case 'ArrowLeft':
      return at(row, control ? 0 : column - 1);
    case 'PageDown':
      return at(Math.max(0, row) + size.page);
    case 'PageUp':
      return at(Math.max(0, row - size.page));
    case 'Home':
      return control ? at(0, 0) : at(row, 0);
    case 'End':
      return control ? at(last, end) : at(row, end);
    default:
      return null;
  }
}
