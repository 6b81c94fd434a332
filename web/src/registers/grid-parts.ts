// Grid parts: sizes and deeds that the grid, its head and its rows share.
import type { Row, RowKey } from '../api/registers';

export const check_px = 44;
export const deeds_px = 112;
export const head_px = 38;

/// Chosen rows with their ids, in the order of choosing.
export type Selection = ReadonlyMap<RowKey, string>;

export interface GridDeeds {
  onOpen: (row: Row) => void;
  onEdit: ((row: Row) => void) | null; ///< Null where nothing may be changed.
  onSort: (field: string) => void;
  onWidth: (column: string, width_px: number) => void;
  onSelect: ((row: Row) => void) | null; ///< Null where nothing is done with chosen rows.
}
