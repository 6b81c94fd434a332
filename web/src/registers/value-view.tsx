// Value view: a value on screen, whatever its kind; what nobody filled in looks unlike zero.
import { useState } from 'react';
import { unmask } from '../api/registers';
import type { Attachment, CellValue, Computed, Outcome, Row, RowKey } from '../api/registers';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { FaultText } from '../app/faults';
import { formatDay } from '../figures/format';
import { LightShape } from '../figures/light';
import { useAction } from '../forms/action';
import { useLanguage, type Translate } from '../i18n/language';
import { EvidenceList } from '../work/evidence-list';
import { recordAddress } from './addresses';
import {
  cellText,
  computedText,
  isAttachments,
  isBlank,
  isContext,
  isNamed,
  isNumeric,
  lightOf,
  masked,
  shownNumber,
  shownUnit,
} from './values';

export function Blank() {
  const { t } = useLanguage();
  return (
    <span className="blank" title={t('cell.blank')}>
      –
    </span>
  );
}

export const evidenceOf = (files: Attachment[]) =>
  files.map((file) => ({
    hash: file.hash,
    name: file.name,
    size: file.size_bytes ?? 0,
    type: file.media_type,
  }));

/// In full, as a record shows it: references lead on, pictures can be looked at.
export function ValueView({
  value,
  type,
  target,
}: {
  value: CellValue | undefined;
  type: string;
  target?: string | undefined;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  if (value === undefined || isBlank(value)) return <Blank />;
  if (isAttachments(value)) return <EvidenceList files={evidenceOf(value)} />;
  if (isNamed(value) && type === 'reference' && target) {
    const address = recordAddress(id, target, value.row ?? value.id);
    return (
      <PlanLink to={address}>
        <span lang="zh-CN">{value.name || value.id}</span>
      </PlanLink>
    );
  }
  return <span lang="zh-CN">{cellText(value, type, t)}</span>;
}

/// Hidden until asked for; asking is written down.
export function MaskedValue({
  register,
  row,
  field,
  quiet,
}: {
  register: string;
  row: Row;
  field: string;
  quiet?: 'quiet'; ///< Out of the way of the keyboard, which the grid leads.
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [shown, setShown] = useState<{ value: CellValue } | null>(null);
  const reveal = useAction(async () => {
    setShown(await unmask(id, register, row.row, field));
  });
  if (shown !== null) {
    return isBlank(shown.value) ? <Blank /> : <span>{cellText(shown.value, 'text', t)}</span>;
  }
  return (
    <span className="masked">
      <span aria-hidden="true">•••</span>
      <button
        type="button"
        className="link"
        tabIndex={quiet && -1}
        title={t('cell.unmask_about')}
        aria-label={t('cell.unmask_field', { name: field })}
        disabled={reveal.busy}
        onClick={() => void reveal.run()}
      >
        {t('cell.unmask')}
      </button>
      {reveal.failure !== null && <small className="wrong">{t('cell.unmask_failed')}</small>}
    </span>
  );
}

export function outcomeText(outcome: Outcome | undefined, type: string, t: Translate): string {
  if (outcome === undefined) return '';
  if ('value' in outcome) return computedText(outcome.value, type, t);
  if ('not_set' in outcome) return t('outcome.not_set', { names: outcome.not_set.join('、') });
  if ('undetermined' in outcome) {
    const fields = [...new Set(outcome.undetermined.map((each) => each.field))];
    if (fields.length === 0) return t('outcome.unknown');
    return t('outcome.undetermined', { names: fields.join('、') });
  }
  return t('outcome.error');
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/// What a formula comes to, in full: rows lead on, a context says its parts.
function ComputedView({ value, type }: { value: Computed; type: string }) {
  const { t, language } = useLanguage();
  const { id } = usePlan();
  if (value === null || value === '') return <Blank />;
  if (isContext(value)) {
    return (
      <span className="value-parts">
        {value.parts.map((part) => (
          <span key={part.name}>
            <span className="quiet">{part.name}</span>{' '}
            <ComputedView value={part.value} type="Any" />
          </span>
        ))}
      </span>
    );
  }
  const light = lightOf(value, type);
  if (light !== null) {
    return (
      <>
        <LightShape colour={light} /> {t(`light.${light}`)}
      </>
    );
  }
  if (typeof value === 'string' && isNumeric(type)) {
    return <span title={value}>{shownNumber(value)}</span>;
  }
  const isDay = type === 'date' || type === 'Any';
  if (typeof value === 'string' && isDay && day.test(value)) {
    return <>{formatDay(value, language)}</>;
  }
  if (typeof value === 'object' && !Array.isArray(value) && value.row !== undefined) {
    return <PlanLink to={recordAddress(id, type, value.row)}>{value.name || value.id}</PlanLink>;
  }
  return <span>{computedText(value, type, t)}</span>;
}

/// What follows from others: a value, or why there is none.
export function OutcomeView({
  outcome,
  type,
  unit = '',
}: {
  outcome: Outcome | undefined;
  type: string;
  unit?: string;
}) {
  if (outcome === undefined) return <Blank />;
  if ('value' in outcome) {
    const isUnit = unit !== '' && outcome.value !== null && outcome.value !== masked;
    return (
      <span lang="zh-CN">
        <ComputedView value={outcome.value} type={type} />
        {isUnit && <span className="unit"> {shownUnit(unit)}</span>}
      </span>
    );
  }
  if ('error' in outcome) return <FaultText fault={outcome.error} />;
  return <NoValue outcome={outcome} type={type} />;
}

function NoValue({ outcome, type }: { outcome: Outcome; type: string }) {
  const { t } = useLanguage();
  const missing = 'undetermined' in outcome ? outcome.undetermined : [];
  return (
    <span className="undetermined">
      {outcomeText(outcome, type, t)}
      {missing.slice(0, 3).map((each, index) => (
        <MissingLink key={index} missing={each} />
      ))}
    </span>
  );
}

function MissingLink({ missing }: { missing: { register: string; row: RowKey | null } }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  if (missing.row === null) return null;
  return (
    <PlanLink to={recordAddress(id, missing.register, missing.row)}>{t('outcome.fill')}</PlanLink>
  );
}

export const isMasked = (value: CellValue | undefined): boolean => value === masked;
