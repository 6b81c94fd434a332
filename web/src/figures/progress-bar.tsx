// Progress bar: accepted (solid) and reported (hatched) against the due value, with a mark where
// time says it should be (序时进度).
import type { Figure } from '../api/types';
import { useLanguage } from '../i18n/language';

/// Percent of the due value that time asks for today; null where there is no rate.
export function expectedPercent(figure: Pick<Figure, 'rate' | 'behind'>): number | null {
  if (figure.rate === null || figure.behind === null) return null;
  const expected = Number(figure.rate) + Number(figure.behind);
  return Number.isFinite(expected) ? Math.min(100, Math.max(0, expected)) : null;
}

/// For drawing only: how much of the bar a value fills, 0 to 100.
export function filledPercent(value: string | null, due: string | null): number {
  const share = Number(value ?? 0) / Number(due ?? 0);
  return Number.isFinite(share) ? Math.min(100, Math.max(0, share * 100)) : 0;
}

export function ProgressBar({ figure }: { figure: Figure }) {
  const { t } = useLanguage();
  const due = figure.low ?? figure.high;
  const accepted = filledPercent(figure.accepted, due);
  const reported = filledPercent(figure.reported, due);
  const expected = expectedPercent(figure);
  const words = t('bar.label', {
    rate: figure.shown_rate ?? '0',
    expected: expected === null ? '—' : expected.toFixed(0),
  });
  return (
    <div className={`bar ${figure.light}`} role="img" aria-label={words} title={words}>
      <span className="bar-reported" style={{ width: `${reported}%` }} />
      <span className="bar-accepted" style={{ width: `${accepted}%` }} />
      {expected !== null && <span className="bar-due" style={{ left: `${expected}%` }} />}
    </div>
  );
}
