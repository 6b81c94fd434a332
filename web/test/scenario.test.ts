import { describe, expect, it } from 'vitest';
import { keyText, kindOf } from '../src/rules/outcomes';
import {
  isSameScenario,
  rangeOf,
  readScenario,
  typedOf,
  withValue,
  writeScenario,
} from '../src/rules/scenario';

describe('a scenario', () => {
  it('is read from an address and written back', () => {
    const scenario = { 投资线: '1.01', 补助比例: null };
    const written = writeScenario(scenario, new URLSearchParams('as_of=2020-01-01'));
    expect(readScenario(written.get('values'))).toEqual(scenario);
    expect(written.get('as_of')).toBe('2020-01-01');
    expect(writeScenario({}, written).get('values')).toBeNull();
  });

  it.each([null, '', '{', '[1]', '3', '{"a":{}}'])('%s moves nothing', (text) =>
    expect(readScenario(text)).toEqual({}),
  );

  it('forgets what is moved back to where it is', () => {
    expect(withValue({}, 'a', '2', '1')).toEqual({ a: '2' });
    expect(withValue({ a: '2' }, 'a', '1', '1')).toEqual({});
    expect(withValue({ a: '2' }, 'a', null, null)).toEqual({});
    expect(withValue({}, 'a', null, '1')).toEqual({ a: null });
  });
});

it.each([
  [{ a: '1', b: null }, { b: null, a: '1' }, true],
  [{ a: '1' }, { a: '1', b: null }, false],
  [{ a: null }, { b: null }, false],
  [{ a: '1' }, { a: '2' }, false],
  [{}, {}, true],
])('%j and %j being one scenario is %s', (left, right, same) =>
  expect(isSameScenario(left, right)).toBe(same),
);

describe('a slider', () => {
  it('goes to twice the value in round steps', () => {
    expect(rangeOf('331')).toEqual({ low: 0, high: 700, step: 10 });
    expect(rangeOf('0.1')?.high).toBeCloseTo(0.2);
  });
  it.each([null, '', '0', '-3', '很多'])('is not there for %s', (value) =>
    expect(rangeOf(value)).toBeNull(),
  );
  it('says no more digits than it stands at', () => expect(typedOf(0.1 + 0.2)).toBe('0.3'));
});

describe('an outcome', () => {
  const outcomes = [
    { key: '=关停', rows: 1, value: '关停' },
    { key: '=["甲", "乙"]', rows: 1, value: ['甲', '乙'] },
    { key: '=', rows: 2 },
  ];
  const counts = { total: 4, outcomes, lacks: [], not_set: ['线'], sum: null };
  const t = (key: string, facts?: Record<string, string | number>) =>
    key + (facts === undefined ? '' : JSON.stringify(facts));
  it('is called by what it is', () => {
    expect(kindOf('=true')).toBe('yes');
    expect(kindOf('=关停')).toBe('value');
    expect(kindOf('undetermined')).toBe('undetermined');
    expect(keyText('=关停', counts, t)).toBe('关停');
    expect(keyText('=["甲", "乙"]', counts, t)).toBe('甲、乙');
    expect(keyText('=', counts, t)).toBe('outcome.any_value');
    expect(keyText('not set', counts, t)).toBe('outcome.not_set{"names":"线"}');
  });
});
