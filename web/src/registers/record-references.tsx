// Record references: rows of other registers that name this one, a tab for each register.
import { useState } from 'react';
import type { Register, ReferringRows, Row } from '../api/registers';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { recordAddress, registerAddress } from './addresses';

const keyOf = (list: ReferringRows): string => `${list.register}/${list.field}`;

export function RecordReferences({
  register,
  row,
  references,
}: {
  register: Register;
  row: Row;
  references: ReferringRows[];
}) {
  const { t } = useLanguage();
  const filled = references.filter((list) => list.total > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  if (references.length === 0) return null;
  const shown = filled.find((list) => keyOf(list) === chosen) ?? filled[0];
  return (
    <section className="record-part">
      <h2>{t('record.references')}</h2>
      {shown === undefined ? (
        <p className="quiet">
          {t('record.no_references', { name: register.label || register.name })}
        </p>
      ) : (
        <>
          <div className="chips" role="tablist" aria-label={t('record.references')}>
            {filled.map((list) => (
              <button
                key={keyOf(list)}
                type="button"
                role="tab"
                aria-selected={list === shown}
                aria-pressed={list === shown}
                lang="zh-CN"
                onClick={() => setChosen(keyOf(list))}
              >
                {filled.some((each) => each !== list && each.register === list.register)
                  ? `${list.label || list.register}·${list.field}`
                  : list.label || list.register}{' '}
                <small>{list.total}</small>
              </button>
            ))}
          </div>
          <Referring list={shown} row={row} />
        </>
      )}
    </section>
  );
}

function Referring({ list, row }: { list: ReferringRows; row: Row }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const where = JSON.stringify([{ field: list.field, op: '=', values: [row.id] }]);
  const all = registerAddress(id, list.register);
  return (
    <div role="tabpanel">
      <table className="referring">
        <tbody>
          {list.rows.map((each) => (
            <tr key={each.row}>
              <th scope="row" lang="zh-CN">
                <PlanLink to={recordAddress(id, list.register, each.row)}>
                  {each.name || each.id}
                </PlanLink>
              </th>
              <td className="quiet">{each.name === each.id ? '' : each.id}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <PlanLink to={`${all}?where=${encodeURIComponent(where)}`}>
        {t('record.all_referring', { n: list.total })}
      </PlanLink>
    </div>
  );
}
