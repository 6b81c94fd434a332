// Work: the deeds of people on rows, one function each, as docs/api.md spells them.
import { planPath, post, put, upload } from './client';
import type { Evidence, Progress, ShareSheet, TaskState } from './types';

interface ProgressAnswer {
  progress: Progress;
}

export interface ReportEntry {
  target: string;
  node: string;
  share: string;
  value: string;
  note: string;
  files: string[];
  date: string | null;
}

export const report = (plan: string, entry: ReportEntry): Promise<ProgressAnswer> =>
  post(planPath(plan, 'reports'), entry);

export const accept = (plan: string, row: Progress): Promise<ProgressAnswer> =>
  post(planPath(plan, 'reports', row.id, 'accept'), { version: row.version });

export const giveBack = (plan: string, row: Progress, reason: string): Promise<ProgressAnswer> =>
  post(planPath(plan, 'reports', row.id, 'return'), { version: row.version, reason });

export const withdraw = (plan: string, row: Progress): Promise<ProgressAnswer> =>
  post(planPath(plan, 'reports', row.id, 'withdraw'), { version: row.version });

export const publish = (plan: string, target: string, node: string): Promise<unknown> =>
  post(planPath(plan, 'publish'), { target, node });

export interface TaskStateEntry {
  node: string;
  state: TaskState['state'];
  note: string;
  files: string[];
  version: number;
}
export const setTaskState = (
  plan: string,
  task: string,
  entry: TaskStateEntry,
): Promise<{ state: TaskState }> => post(planPath(plan, 'tasks', task, 'state'), entry);

export interface ShareEntry {
  node: string;
  reserve: string;
  reserve_version: number;
  rows: { share: string; value: string; version: number }[];
}
export const enterShares = (
  plan: string,
  target: string,
  nodes: ShareEntry[],
): Promise<ShareSheet> => put(planPath(plan, 'targets', target, 'shares'), { nodes });

export const sendEvidence = (
  file: File,
  onProgress: (fraction: number) => void,
): Promise<Evidence> =>
  upload('/api/files', file, file.type || 'application/octet-stream', onProgress);
