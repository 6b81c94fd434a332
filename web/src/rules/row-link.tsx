// Row link: the name of a row, which leads to its record.
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { recordAddress } from '../registers/addresses';

export function RowLink({
  register,
  row,
}: {
  register: string;
  row: { row: string; id: string; name: string };
}) {
  const { id } = usePlan();
  return <PlanLink to={recordAddress(id, register, row.row)}>{row.name || row.id}</PlanLink>;
}
