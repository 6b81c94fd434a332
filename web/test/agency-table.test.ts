import { describe, expect, it } from 'vitest';
import { addAgencies, parseUnits, readAgencies } from '../src/draft/agency-table';

const fence = '```';
const table = [
  `${fence}agency`,
  '| name | kind | region | aliases |',
  '|---|---|---|---|',
  '| 市某局 | 部门 |  | 某局 |',
  fence,
  '',
  '后文。',
].join('\n');
const files = [
  { name: 'plan.md', text: '一行' },
  { name: 'agencies.md', text: table },
];

describe('units', () => {
  it('are read from what people type or paste', () =>
    expect(parseUnits('甲县\t410001\n乙县 410002\r\n丙区、丁市\n\n')).toEqual([
      { name: '甲县', kind: '县区', region: '410001' },
      { name: '乙县', kind: '县区', region: '410002' },
      { name: '丙区', kind: '县区', region: '' },
      { name: '丁市', kind: '县区', region: '' },
    ]));

  it('are read from the table', () =>
    expect(readAgencies(files)).toEqual([{ name: '市某局', kind: '部门', region: '' }]));

  it('are added at its end, nothing else touched', () => {
    const added = addAgencies(files, parseUnits('甲县 410001\n市某局'));
    expect(added[0]).toBe(files[0]);
    expect(added[1]?.text).toBe(
      table.replace(`\n${fence}\n`, `\n| 甲县 | 县区 | 410001 |  |\n${fence}\n`),
    );
  });

  it('are added once', () =>
    expect(readAgencies(addAgencies(files, parseUnits('甲县、甲县')))).toHaveLength(2));

  it('get a table where there is none', () => {
    const added = addAgencies([{ name: 'plan.md', text: '' }], parseUnits('甲县'));
    expect(added[1]?.name).toBe('agencies.md');
    expect(readAgencies(added)).toEqual([{ name: '甲县', kind: '县区', region: '' }]);
  });
});
