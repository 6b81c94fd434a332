// Figure rows: what a figure is counted from - its rule, the parameters it rests on, the clause,
// the rows that count and those that do not yet.
import { useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Figure, FigureRegister, FigureRows } from '../api/types';
import { PlanLink, useAsOf } from '../app/as-of';
import { Dialog } from '../app/dialog';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { Expression } from '../blocks/expression';
import { useLanguage, type Key } from '../i18n/language';
import { recordAddress, registerAddress } from '../registers/addresses';
import { formatNode, formatNumber } from './format';

const views = ['done', 'open', 'all'] as const;
type View = (typeof views)[number];

export function FigureRowsDialog({ figure, onClose }: { figure: Figure; onClose: () => void }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [shown, setShown] = useState<View>('done');
  const { node, share, part } = figure;
  const answer = useResource<FigureRows>(
    withQuery(planPath(id, 'targets', figure.block, 'rows'), {
      node,
      share,
      part,
      show: shown,
      as_of: asOf,
    }),
  );
  const title = [figure.block, formatNode(node, t), part, share]
    .filter((each) => each !== '')
    .join(' · ');
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      <Shown resource={answer}>
        {(found) => (
          <>
            <Rule rule={found.measure} />
            <ShownTabs shown={shown} onChange={setShown} />
            {found.registers.length === 0 && <p className="quiet">{t('rows.none')}</p>}
            {found.registers.map((register) => (
              <RegisterRows key={register.register} register={register} />
            ))}
            <Missing rows={found.missing} />
          </>
        )}
      </Shown>
    </Dialog>
  );
}

function Rule({ rule }: { rule: FigureRows['measure'] }) {
  const { t } = useLanguage();
  const { document } = usePlan();
  return (
    <dl className="figure-rule">
      <dt>{t(rule.form === 'measure' ? 'rows.measure' : 'rows.all_of')}</dt>
      <dd>
        <Expression text={rule.text} known={document.data?.blocks ?? []} />
      </dd>
      {rule.counts_on !== '' && (
        <>
          <dt>{t('rows.counts_on')}</dt>
          <dd>
            <Expression text={rule.counts_on} known={document.data?.blocks ?? []} />
          </dd>
        </>
      )}
      {rule.base !== '' && (
        <>
          <dt>{t('rows.base')}</dt>
          <dd>{rule.base}</dd>
        </>
      )}
      {rule.parameters.map((parameter) => (
        <Parameter key={parameter.name} parameter={parameter} />
      ))}
      <dt>{t('rows.clause')}</dt>
      <dd lang="zh-CN">{rule.quote}</dd>
    </dl>
  );
}

function Parameter({ parameter }: { parameter: FigureRows['measure']['parameters'][number] }) {
  const { t } = useLanguage();
  const { name, type, value, since } = parameter;
  const unit = (type ?? '').replace(/^number ?/, '');
  return (
    <>
      <dt lang="zh-CN">{name}</dt>
      <dd>
        {value === null ? t('figure.not_set') : `${value} ${unit}`.trim()}
        {since !== null && <small> {t('rows.since', { day: since })}</small>}
      </dd>
    </>
  );
}

function ShownTabs({ shown, onChange }: { shown: View; onChange: (shown: View) => void }) {
  const { t } = useLanguage();
  return (
    <div className="buttons" role="group" aria-label={t('rows.show')}>
      {views.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === shown}
          className={each === shown ? 'primary' : ''}
          onClick={() => onChange(each)}
        >
          {t(`rows.${each}`)}
        </button>
      ))}
    </div>
  );
}

const gradeKeys: Record<string, Key> = {
  reported: 'grade.reported',
  accepted: 'grade.accepted',
  published: 'grade.published',
};

function RegisterRows({ register }: { register: FigureRegister }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { reported, accepted, published, of, done, rows, total } = register;
  return (
    <section className="figure-register">
      <h4 lang="zh-CN">
        <PlanLink to={registerAddress(id, register.register)}>{register.label}</PlanLink>
      </h4>
      <p className="quiet">
        {done
          ? t('rows.grades', { of, reported, accepted, published })
          : t('rows.counted_as_they_are', { of })}
      </p>
      <div className="table-scroll">
        <table>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <th scope="row" lang="zh-CN">
                  <PlanLink to={recordAddress(id, register.register, row.row)}>{row.name}</PlanLink>
                </th>
                <td lang="zh-CN">{row.state}</td>
                <td>{gradeKeys[row.grade] === undefined ? '—' : t(gradeKeys[row.grade] as Key)}</td>
                {register.field !== '' && (
                  <td className="number">
                    {formatNumber(row.value)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < total && (
        <p className="quiet">
          {t('rows.first', { n: rows.length, total: formatNumber(`${total}`) })}
        </p>
      )}
    </section>
  );
}

function Missing({ rows }: { rows: FigureRows['missing'] }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  if (rows.length === 0) return null;
  return (
    <section className="figure-register">
      <h4>{t('rows.missing')}</h4>
      <ul>
        {rows.map((row) => (
          <li key={`${row.register}/${row.row}/${row.field}`} lang="zh-CN">
            <PlanLink to={recordAddress(id, row.register, row.row)}>{row.name}</PlanLink>：
            {row.field}
          </li>
        ))}
      </ul>
    </section>
  );
}
