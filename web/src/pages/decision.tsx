// A decision over a register: what it says of every row, and why of the one that is opened.
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { withQuery } from '../api/client';
import { useResource } from '../api/resource';
import { decisionPath } from '../api/rules';
import type { DecidedRow, DecisionPage as Page } from '../api/rules';
import { useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { OutcomeView, ValueView } from '../registers/value-view';
import { decisionsAddress } from '../rules/addresses';
import { ParameterList } from '../rules/clause-line';
import { Lacks, OutcomeBar, OutcomeCounts } from '../rules/outcome-bar';
import { Pager, pageSize } from '../rules/pager';
import { RowLink } from '../rules/row-link';
import { RuleHead } from '../rules/rule-head';
import { WhyRow } from '../rules/why-row';
import '../styles/pages.css';
import '../styles/records.css';
import '../styles/rules.css';

export default function DecisionPage() {
  const { decision = '' } = useParams();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [parameters, setParameters] = useSearchParams();
  const ask = {
    register: parameters.get('register'),
    outcome: parameters.get('outcome'),
    offset: parameters.get('offset'),
    as_of: asOf,
  };
  const answer = useResource<Page>(
    withQuery(decisionPath(id, decision), { ...ask, count: String(pageSize) }),
  );
  const change = (next: Record<string, string>): void =>
    setParameters((before) => {
      const changed = new URLSearchParams(before);
      for (const [name, value] of Object.entries(next)) {
        if (value === '') changed.delete(name);
        else changed.set(name, value);
      }
      return changed;
    });
  return (
    <div className="page rules-page">
      <Shown resource={answer}>
        {(page) => (
          <Decided
            page={page}
            outcome={ask.outcome ?? ''}
            onOutcome={(outcome) => change({ outcome, offset: '' })}
            onRegister={(register) => change({ register, outcome: '', offset: '' })}
            onOffset={(offset) => change({ offset: offset === 0 ? '' : String(offset) })}
            file={withQuery(decisionPath(id, decision, 'export.xlsx'), { ...ask, offset: null })}
          />
        )}
      </Shown>
    </div>
  );
}

interface DecidedProperties {
  page: Page;
  outcome: string;
  onOutcome: (key: string) => void;
  onRegister: (name: string) => void;
  onOffset: (offset: number) => void;
  file: string;
}

function Decided(properties: DecidedProperties) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const { page, outcome, onOutcome, onRegister, onOffset, file } = properties;
  const { decision, register, counts } = page;
  return (
    <>
      <RuleHead
        rule={decision}
        list={{ address: decisionsAddress(id), title: t('rules.decisions') }}
        file={file}
      />
      <ParameterList parameters={decision.parameters} />
      {decision.on.length > 1 && (
        <div className="chips" role="group" aria-label={t('registers.title')}>
          {decision.on.map((on) => (
            <button
              key={on.name}
              type="button"
              lang="zh-CN"
              aria-pressed={on.name === register.name}
              onClick={() => onRegister(on.name)}
            >
              {on.label || on.name}
            </button>
          ))}
        </div>
      )}
      {decision.masked && <p className="quiet">{t('decision.masked')}</p>}
      {counts !== null && counts.total > 0 && (
        <section className="outcome-summary">
          <OutcomeBar counts={counts} />
          <OutcomeCounts counts={counts} chosen={outcome} onChoose={onOutcome} />
          <Lacks counts={counts} />
        </section>
      )}
      <DecidedRows page={page} onAll={() => onOutcome('')} />
      <Pager total={page.total} offset={page.offset} onOffset={onOffset} />
    </>
  );
}

function DecidedRows({ page, onAll }: { page: Page; onAll: () => void }) {
  const { t } = useLanguage();
  const { decision, register, fields, rows } = page;
  const [open, setOpen] = useState<DecidedRow | null>(null);
  if (rows.length === 0) {
    const isFiltered = (page.counts?.total ?? 0) > 0;
    return (
      <Empty title={t(isFiltered ? 'decision.none_so' : 'decision.no_rows')}>
        {isFiltered && (
          <button type="button" className="link" onClick={onAll}>
            {t('grid.show_all')}
          </button>
        )}
      </Empty>
    );
  }
  return (
    <div className="wide-table">
      <table className="decided-rows">
        <thead>
          <tr>
            <th lang="zh-CN">{register.label || register.name}</th>
            <th lang="zh-CN">{decision.label || decision.name}</th>
            {fields.map((field) => (
              <th key={field.name} lang="zh-CN">
                {field.name}
                {field.unit !== '' && <small>（{field.unit}）</small>}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DecidedLine key={row.row} page={page} row={row} onWhy={() => setOpen(row)} />
          ))}
        </tbody>
      </table>
      {open !== null && (
        <WhyRow
          decision={decision.name}
          register={register.name}
          row={open.row}
          title={open.name || open.id}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function DecidedLine({
  page,
  row,
  onWhy,
}: {
  page: Page;
  row: DecidedRow;
  onWhy: () => void;
}) {
  const { t } = useLanguage();
  return (
    <tr data-row={row.id}>
      <th scope="row" lang="zh-CN">
        <RowLink register={page.register.name} row={row} />
      </th>
      <td lang="zh-CN">
        <OutcomeView outcome={row.outcome} type={page.decision.type} unit={page.decision.unit} />
      </td>
      {page.fields.map((field) => (
        <td key={field.name} lang="zh-CN">
          <ValueView value={row.values[field.name]} type="text" />
        </td>
      ))}
      <td>
        <button type="button" className="link" onClick={onWhy}>
          {t('record.why')}
        </button>
      </td>
    </tr>
  );
}
