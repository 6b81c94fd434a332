// Parameters: the dated values a plan's formulas rest on, as docs/api.md spells them.
import { planPath, put } from './client';
import type { Clause } from './rules';
import type { View } from './types';

export interface ParameterValue {
  holds_from: string;
  value: string | null; ///< Null: not set from that day on.
  entered: boolean; ///< By somebody; else it stands in the plan's file.
  at: string | null;
  by: string | null;
  basis: string;
  current: boolean;
}
export interface Parameter {
  name: string;
  label: string;
  type: string;
  unit: string;
  choice: string;
  clause: Clause;
  value: string | null;
  holds_from: string | null;
  version: number;
  values: ParameterValue[];
  can: { set: boolean };
}
export interface ParameterAnswer {
  view: View;
  parameters: Parameter[];
}
export interface ParameterChange {
  version: number;
  value: string;
  holds_from: string;
  basis: string;
}

export const parametersPath = (plan: string): string => planPath(plan, 'parameters');

export const setParameter = (
  plan: string,
  name: string,
  change: ParameterChange,
): Promise<{ parameter: Parameter }> => put(planPath(plan, 'parameters', name), change);
