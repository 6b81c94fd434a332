import { expect, it } from 'vitest';
import { readHeader, suggestedId, writeHeader } from '../src/draft/plan-header';

const fence = '```';
const files = [
  {
    name: 'plan.md',
    text: `${fence}plan\ntitle: 某方案\nissued: 2017-10-12\nlanguage: zh\n${fence}\n`,
  },
  { name: '1.md', text: 'title: 不是这个' },
];

it('reads title and days of the plan block', () =>
  expect(readHeader(files)).toEqual({ title: '某方案', issued: '2017-10-12', in_force_from: '' }));

it('writes a key in its place, and one that is missing', () => {
  const written = writeHeader(writeHeader(files, 'title', '新名'), 'in_force_from', '2017-11-01');
  expect(written[0]?.text).toBe(
    `${fence}plan\ntitle: 新名\nin force from: 2017-11-01\nissued: 2017-10-12\n` +
      `language: zh\n${fence}\n`,
  );
  expect(written[1]).toBe(files[1]);
});

it('takes an emptied key away', () =>
  expect(writeHeader(files, 'issued', '')[0]?.text).toBe(
    `${fence}plan\ntitle: 某方案\nlanguage: zh\n${fence}\n`,
  ));

it('suggests an id', () => {
  expect(suggestedId('2017-10-12')).toBe('plan-2017');
  expect(suggestedId('')).toBe('plan-1');
});
