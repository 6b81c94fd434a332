// Parameter values: which parameters need somebody, and the field a value is typed into.
import type { Parameter, ParameterValue } from '../api/parameters';
import type { RegisterField } from '../api/registers';
import { readType } from '../rules/parameter-text';

export const titleOf = (parameter: Parameter): string => parameter.label || parameter.name;

export interface ParameterGroups {
  notSet: Parameter[];
  set: Parameter[];
}

/// Those whose name, label, unit or value holds the words; each group in the order of the plan.
export function groupsOf(parameters: Parameter[], words: string): ParameterGroups {
  const found = parameters.filter(({ name, label, unit, value }) =>
    [name, label, unit, value ?? ''].some((text) => text.includes(words)),
  );
  return {
    notSet: found.filter(({ value }) => value === null),
    set: found.filter(({ value }) => value !== null),
  };
}

const places_max = 12;

/// The field of a form that a value is typed into; a list is typed as one text.
export function fieldOf(parameter: Parameter): RegisterField {
  const { kind, isList, words } = readType(parameter.type);
  return {
    name: titleOf(parameter),
    type: isList ? 'text' : kind,
    unit: parameter.unit,
    words,
    target: '',
    required: false,
    required_from: '',
    sensitive: false,
    places: places_max,
    log: '',
    index: 0,
    column: true,
  };
}

export type Standing = 'current' | 'coming' | 'past';

export function standingOf(value: ParameterValue, day: string): Standing {
  if (value.current) return 'current';
  return value.holds_from > day ? 'coming' : 'past';
}

/// The newest first: on one day the one that wins.
export const historyOf = ({ values }: Parameter): ParameterValue[] => [...values].reverse();
