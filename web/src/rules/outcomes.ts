// Outcomes: how counted outcomes are called, coloured and ordered.
import type { Counts } from '../api/rules';
import type { Outcome } from '../api/registers';
import type { Translate } from '../i18n/language';
import { computedText } from '../registers/values';

export type OutcomeKind = 'yes' | 'no' | 'value' | 'undetermined' | 'not_set' | 'error';

export function kindOf(key: string): OutcomeKind {
  if (key === '=true') return 'yes';
  if (key === '=false') return 'no';
  if (key.startsWith('=')) return 'value';
  if (key === 'not set') return 'not_set';
  return key === 'error' ? 'error' : 'undetermined';
}

export function keyText(key: string, counts: Counts, t: Translate): string {
  const kind = kindOf(key);
  if (kind === 'value') {
    const value = counts.outcomes.find((each) => each.key === key)?.value;
    return value === undefined ? t('outcome.any_value') : computedText(value, 'string', t);
  }
  if (kind !== 'not_set') return t(`outcome_kind.${kind}`);
  return t('outcome.not_set', { names: counts.not_set.join('、') });
}

export interface Segment {
  key: string;
  kind: OutcomeKind;
  rows: number;
  share: number; ///< Percent of all.
}

export const segmentsOf = (counts: Counts): Segment[] =>
  counts.outcomes.map(({ key, rows }) => ({
    key,
    kind: kindOf(key),
    rows,
    share: counts.total === 0 ? 0 : (100 * rows) / counts.total,
  }));

export const isYes = (outcome: Outcome | null): boolean =>
  outcome !== null && 'value' in outcome && outcome.value === true;
