// Report form: a cumulative value, the day it was reached, a note and evidence.
import { report, withdraw } from '../api/work';
import { useRefresh } from '../api/live';
import type { Evidence, Figure, Progress, Target } from '../api/types';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { ClauseQuote } from '../document/clause-quote';
import { compare, parseDecimal, printDecimal } from '../figures/decimal';
import { formatDueValue, formatNode, formatNumber } from '../figures/format';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage, type Key } from '../i18n/language';
import { EvidenceField } from './evidence-field';

interface Entry {
  value: string;
  date: string;
  note: string;
  files: Evidence[];
}

const places_max = 4;

/// What to say about the value before it is sent; null where it is fine.
export function valueAdvice(
  written: string,
  latest: string | null,
): { key: Key; wrong: boolean } | null {
  if (written.trim() === '') return null;
  const value = parseDecimal(written);
  if (value === null) return { key: 'report.not_a_number', wrong: true };
  if (value.places > places_max) return { key: 'report.too_many_places', wrong: true };
  const before = latest === null ? null : parseDecimal(latest);
  if (before !== null && compare(value, before) < 0) return { key: 'report.less', wrong: false };
  return null;
}

export function ReportForm({
  figure,
  target,
  latest,
  onReported,
}: {
  figure: Figure;
  target: Target;
  latest: Progress | undefined;
  onReported: () => void;
}) {
  const { t } = useLanguage();
  const { id, document, session } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const today = session?.store.today ?? '';
  const returned = latest?.state === 'returned' ? latest : undefined;
  const initial: Entry = {
    value: returned?.value ?? '',
    date: '',
    note: returned?.note ?? '',
    files: returned?.files ?? [],
  };
  const [entry, setEntry, kept] = useKept<Entry>(
    `report.${id}.${figure.block}.${figure.node}.${figure.share}`,
    initial,
  );
  const advice = valueAdvice(entry.value, latest?.value ?? null);
  const sending = useAction(async () => {
    const number = parseDecimal(entry.value);
    if (number === null) return;
    const { progress } = await report(id, {
      target: target.name,
      node: figure.node,
      share: figure.share,
      value: printDecimal(number),
      note: entry.note.trim(),
      files: entry.files.map((file) => file.hash),
      date: entry.date || null,
    });
    kept.forget();
    const changed = (): void => {
      onReported();
      refresh();
    };
    changed();
    say(
      t('report.done', { value: `${formatNumber(progress.value)} ${target.unit}` }),
      () => void withdraw(id, progress).then(changed, changed),
    );
  });
  return (
    <form
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault();
        void sending.run();
      }}
    >
      <h2 lang="zh-CN">
        {target.label || target.name}
        <small>{formatNode(figure.node, t)}</small>
      </h2>
      {document.data !== null && <ClauseQuote document={document.data} target={target} />}
      <p className="quiet">
        {t('report.asked', {
          value: formatDueValue(figure.low, figure.high, target, figure.unit, t),
        })}
        {latest !== undefined &&
          ` ${t('report.latest', { value: formatNumber(latest.value), day: latest.date })}`}
      </p>
      <div className="field-row">
        <label className="field">
          <span>{t('report.value')}</span>
          <span className="with-unit">
            <input
              inputMode="decimal"
              required
              value={entry.value}
              name="value"
              aria-invalid={advice?.wrong ?? false}
              autoComplete="off"
              onChange={(event) => setEntry((old) => ({ ...old, value: event.target.value }))}
            />
            <span>{target.unit}</span>
          </span>
          <small className={advice?.wrong === true ? 'wrong' : ''}>
            {t(advice?.key ?? 'report.cumulative')}
          </small>
        </label>
        <label className="field">
          <span>{t('report.date')}</span>
          <input
            type="date"
            name="date"
            value={entry.date || today}
            max={today}
            onChange={(event) => setEntry((old) => ({ ...old, date: event.target.value }))}
          />
        </label>
      </div>
      <label className="field">
        <span>{t('report.note')}</span>
        <textarea
          rows={3}
          name="note"
          value={entry.note}
          placeholder={t('report.note_hint')}
          onChange={(event) => setEntry((old) => ({ ...old, note: event.target.value }))}
        />
      </label>
      <EvidenceField
        files={entry.files}
        onChange={(change) => setEntry((old) => ({ ...old, files: change(old.files) }))}
      />
      <FaultList failure={sending.failure} />
      <footer className="buttons">
        <button
          type="submit"
          className="primary"
          disabled={sending.busy || advice?.wrong === true || entry.value.trim() === ''}
        >
          {t('action.report')}
        </button>
        {kept.restored && <small className="quiet">{t('form.restored')}</small>}
      </footer>
    </form>
  );
}
