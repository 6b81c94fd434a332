// A record: everything known of one row, where it leads, and how it came to be so.
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { withQuery } from '../api/client';
import { rowPath } from '../api/registers';
import type { Register, Row, RowDetail } from '../api/registers';
import { useResource } from '../api/resource';
import { AsOfPicker, PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { BlockLink } from '../blocks/block-opener';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { registerAddress } from '../registers/addresses';
import { CompareDays } from '../registers/compare-days';
import { FormHelpProvider } from '../registers/form-help';
import { exampleNature } from '../registers/grid-row';
import { RecordFields } from '../registers/record-fields';
import { RecordReferences } from '../registers/record-references';
import { RowDrawer } from '../registers/row-drawer';
import { RowHistory } from '../registers/row-history';
import { RowMarks } from '../registers/row-marks';
import { nameOfRow } from '../registers/row-name';
import { useSaved } from '../registers/use-saved';
import { VoidDialog } from '../registers/void-dialog';
import { RowPolicies } from '../rules/row-policies';
import '../styles/pages.css';
import '../styles/records.css';
import '../styles/registers.css';
import '../styles/rules.css';

export default function RecordPage() {
  const { register = '', row = '' } = useParams();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const detail = useResource<RowDetail>(withQuery(rowPath(id, register, row), { as_of: asOf }));
  return (
    <FormHelpProvider>
      <div className="page record-page">
        <Shown resource={detail}>
          {(data) => <Record detail={data} asOf={asOf} onChanged={detail.reload} />}
        </Shown>
      </div>
    </FormHelpProvider>
  );
}

function Record({
  detail,
  asOf,
  onChanged,
}: {
  detail: RowDetail;
  asOf: string | null;
  onChanged: () => void;
}) {
  const { t } = useLanguage();
  const { register, row, references, explain } = detail;
  return (
    <>
      <RecordHead register={register} row={row} asOf={asOf} onChanged={onChanged} />
      <div className="record-columns">
        <div>
          <RecordFields register={register} row={row} explain={explain ?? {}} />
        </div>
        <div>
          <RowPolicies register={register} row={row} />
          <RecordReferences register={register} row={row} references={references} />
          <section className="record-part">
            <h2>{t('history.title')}</h2>
            <CompareDays register={register} row={row} />
            <RowHistory detail={detail} asOf={asOf} />
          </section>
        </div>
      </div>
    </>
  );
}

function RecordHead({
  register,
  row,
  asOf,
  onChanged,
}: {
  register: Register;
  row: Row;
  asOf: string | null;
  onChanged: () => void;
}) {
  const { id } = usePlan();
  return (
    <header className="record-head">
      <div className="page-head">
        <h1>
          <PlanLink className="crumb" to={registerAddress(id, register.name)}>
            <span lang="zh-CN">{register.label || register.name}</span>
          </PlanLink>
          <span lang="zh-CN">{nameOfRow(row, register)}</span>
        </h1>
        <AsOfPicker />
        {asOf === null && <RecordDeeds register={register} row={row} onChanged={onChanged} />}
      </div>
      <RecordFacts register={register} row={row} />
      <RowMarks row={row} />
    </header>
  );
}

function RecordFacts({ register, row }: { register: Register; row: Row }) {
  const { t, language } = useLanguage();
  return (
    <p className="record-facts">
      {row.state !== null && row.state !== '' && (
        <span className="tag strong state-tag" lang="zh-CN">
          {row.state}
        </span>
      )}
      {row.nature === exampleNature && (
        <span className="tag example" title={t('row.example_about')}>
          {t('row.example')}
        </span>
      )}
      <span>
        {t('row.id')} <code>{row.id}</code>
      </span>
      {row.holds_from && (
        <span>{t('row.holds_from', { day: formatDay(row.holds_from, language) })}</span>
      )}
      {row.source !== null && row.source !== '' && (
        <span lang="zh-CN">{t('row.source', { source: row.source })}</span>
      )}
      {row.period && <span>{t('row.period', { period: row.period })}</span>}
      {register.block !== null && (
        <BlockLink id={register.block}>{t('register.definition')}</BlockLink>
      )}
    </p>
  );
}

function RecordDeeds({
  register,
  row,
  onChanged,
}: {
  register: Register;
  row: Row;
  onChanged: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'void' | null>(null);
  const { saved, voided } = useSaved(register, onChanged);
  return (
    <div className="buttons">
      <button type="button" onClick={() => window.print()}>
        {t('action.print')}
      </button>
      {row.can.void && (
        <button type="button" onClick={() => setOpen('void')}>
          {t('row.void')}
        </button>
      )}
      {row.can.edit && (
        <button type="button" className="primary" onClick={() => setOpen('edit')}>
          {t('action.edit')}
        </button>
      )}
      {open === 'edit' && (
        <RowDrawer register={register} row={row} onSaved={saved} onClose={() => setOpen(null)} />
      )}
      {open === 'void' && (
        <VoidDialog
          register={register}
          row={row}
          onVoided={(version) => {
            navigate(registerAddress(id, register.name));
            voided(row, version);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
