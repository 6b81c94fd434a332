// Plan context: the plan whose pages are open, for everything that is drawn on them.
import { createContext, useContext } from 'react';
import type { Resource } from '../api/resource';
import type { PlanDocument, Progress, Session } from '../api/types';

export interface PlanHold {
  id: string;
  document: Resource<PlanDocument>;
  waiting: Progress[];
  session: Session | null;
}

export const PlanContext = createContext<PlanHold | null>(null);

export function usePlan(): PlanHold {
  const hold = useContext(PlanContext);
  if (hold === null) throw new Error('PlanLayout is missing');
  return hold;
}
