// Addresses of the pages of registers.
import type { RowKey } from '../api/registers';

const below = (plan: string, ...parts: string[]): string =>
  ['/plans', ...[plan, ...parts].map(encodeURIComponent)].join('/');

export const registersAddress = (plan: string): string => below(plan, 'registers');

export const registerAddress = (plan: string, register: string): string =>
  below(plan, 'registers', register);

export const recordAddress = (plan: string, register: string, row: RowKey): string =>
  below(plan, 'registers', register, 'rows', String(row));

export const importAddress = (plan: string, register: string, job: number | null = null): string =>
  below(plan, 'registers', register, 'import') + (job === null ? '' : `?job=${job}`);

export const jobsAddress = (plan: string): string => below(plan, 'jobs');
