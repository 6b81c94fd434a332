// Row name: what a row is called among people: its 名称 where it has one, else its key.
import type { Register, Row } from '../api/registers';
import { isBlank, isNamed } from './values';

export const nameField = '名称';

export function nameOfRow(row: Row, register: Pick<Register, 'key'>): string {
  if (row.name !== undefined && row.name !== '' && row.name !== row.id) return row.name;
  const called = row.values[nameField];
  if (typeof called === 'string' && called !== '') return called;
  const parts = register.key.flatMap((field) => {
    const value = row.values[field] ?? null;
    if (isBlank(value)) return [];
    if (isNamed(value)) return [value.name || value.id];
    return typeof value === 'string' ? [value] : [];
  });
  return parts.length === 0 ? row.id : parts.join(' ');
}
