// Blocks: checking, completing and saving what one of them says, and the versions that come of it.
import { get, planPath, post } from './client';
import type { Block, BlockCheck, BlockCompletion, BlockEdit } from './types';

export const readBlock = (plan: string, id: string): Promise<Block> =>
  get(planPath(plan, 'blocks', id));

export const checkBlock = (plan: string, edit: BlockEdit): Promise<BlockCheck> =>
  post(planPath(plan, 'check'), edit);

export const completeBlock = (
  plan: string,
  text: string,
  offset: number,
): Promise<{ begin: number; items: BlockCompletion[] }> =>
  post(planPath(plan, 'complete'), { text, offset });

export const saveBlock = (
  plan: string,
  edit: BlockEdit,
  why: string,
): Promise<{ version: number; id: string | null }> =>
  post(planPath(plan, 'blocks'), { ...edit, why });

export const restoreVersion = (
  plan: string,
  number: number,
  current: number,
  why: string,
): Promise<{ version: number }> =>
  post(planPath(plan, 'versions', String(number), 'restore'), { current, why });
