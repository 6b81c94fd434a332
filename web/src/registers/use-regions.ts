// Regions: the counties of a plan are its agencies of that kind.
import { useMemo } from 'react';
import { planPath } from '../api/client';
import { useResource } from '../api/resource';
import type { Region } from '../api/registers';
import type { Agency } from '../api/types';

const countyKind = '县区';

export function useAgencies(plan: string): Agency[] {
  const agencies = useResource<{ agencies: Agency[] }>(planPath(plan, 'agencies'));
  return useMemo(() => agencies.data?.agencies ?? [], [agencies.data]);
}

export function regionsOf(agencies: Agency[]): Region[] {
  return agencies
    .filter((agency) => agency.kind === countyKind && agency.region !== '')
    .map((agency) => ({ id: agency.region, name: agency.name }));
}
