// Form help: the counties and agencies that forms of a plan offer.
import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Region } from '../api/registers';
import { usePlan } from '../app/plan-context';
import { regionsOf, useAgencies } from './use-regions';

interface FormHelp {
  regions: Region[];
  agencyListId: string;
}
const agencyListId = 'form-agencies';
const HelpContext = createContext<FormHelp>({ regions: [], agencyListId });
export const useFormHelp = (): FormHelp => useContext(HelpContext);

export function FormHelpProvider({ children }: { children: ReactNode }) {
  const { id } = usePlan();
  const agencies = useAgencies(id);
  const help = useMemo(() => ({ regions: regionsOf(agencies), agencyListId }), [agencies]);
  return (
    <HelpContext.Provider value={help}>
      {children}
      <datalist id={agencyListId}>
        {agencies.map((agency) => (
          <option key={agency.name} value={agency.name} />
        ))}
      </datalist>
    </HelpContext.Provider>
  );
}
