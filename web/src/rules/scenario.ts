// Scenario: which parameters are moved, in the address of the page, so that a link shows the same.
import type { Scenario } from '../api/rules';

/// An address somebody cut or bent moves nothing rather than being an error.
export function readScenario(text: string | null): Scenario {
  if (text === null || text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    const typed = Object.entries(value).filter(
      (entry): entry is [string, string | null] =>
        entry[1] === null || typeof entry[1] === 'string',
    );
    return Object.fromEntries(typed);
  } catch {
    return {};
  }
}

export function writeScenario(scenario: Scenario, before: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(before);
  if (Object.keys(scenario).length === 0) next.delete('values');
  else next.set('values', JSON.stringify(scenario));
  return next;
}

/// Whether both move the same parameters to the same values, in whatever order.
export function isSameScenario(left: Scenario, right: Scenario): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && left[name] === right[name])
  );
}

/// A value that is what it is already moves nothing.
export function withValue(
  scenario: Scenario,
  name: string,
  value: string | null,
  now: string | null,
): Scenario {
  const { [name]: _gone, ...rest } = scenario;
  return value === now ? rest : { ...rest, [name]: value };
}

export interface Range {
  low: number;
  high: number;
  step: number;
}

/// Where a slider goes: from nothing to twice the value, in hundredths of a round number. None
/// where nobody knows the size of the value.
export function rangeOf(value: string | null): Range | null {
  const number = Number(value);
  if (value === null || value.trim() === '' || !Number.isFinite(number) || number <= 0) return null;
  const size = 10 ** Math.floor(Math.log10(number));
  const high = Math.ceil((2 * number) / size) * size;
  return { low: 0, high, step: size / 10 };
}

/// What a slider stands at, without the digits that binary numbers add.
export const typedOf = (value: number): string => String(Number(value.toPrecision(12)));
