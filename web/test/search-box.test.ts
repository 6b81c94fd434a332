import { describe, expect, it } from 'vitest';
import type { EverywhereHit } from '../src/api/types';
import { groupedHits, hitAddress } from '../src/app/search-box';
import { fill } from '../src/i18n/translate';
import type { Translate } from '../src/i18n/language';
import { zh } from '../src/i18n/zh';

const t: Translate = (key, facts) => fill(zh[key], facts);
const hit = (more: Partial<EverywhereHit>): EverywhereHit => ({
  kind: 'text',
  text: '',
  marks: [],
  ...more,
});

describe('what is found everywhere', () => {
  it('stands by register and kind, in the order of the answer', () => {
    const groups = groupedHits(
      [
        hit({ kind: 'row', register: '窑炉', id: 'a' }),
        hit({ anchor: '0-1' }),
        hit({ kind: 'row', register: '企业', id: 'b' }),
        hit({ kind: 'row', register: '窑炉', id: 'c' }),
      ],
      t,
    );
    expect(groups.map((group) => [group.title, group.hits.length])).toEqual([
      ['窑炉', 2],
      ['正文', 1],
      ['企业', 1],
    ]);
  });

  it('leads to the record, the clause or the unit, in its own plan', () => {
    const row = hit({ kind: 'row', plan: 'b', register: '窑炉', row: '甲/1 号' });
    expect(hitAddress(row, 'a')).toBe(
      `/plans/b/registers/${encodeURIComponent('窑炉')}/rows/${encodeURIComponent('甲/1 号')}`,
    );
    expect(hitAddress(hit({ anchor: '1-8' }), 'a')).toBe('/plans/a#1-8');
    expect(hitAddress(hit({ kind: 'agency', name: '市局' }), 'a')).toBe(
      `/plans/a/agencies/${encodeURIComponent('市局')}`,
    );
  });
});
