// Format: numbers, days and moments as people read them.
import type { LanguageName, Translate } from '../i18n/language';
import type { Figure, Target } from '../api/types';

/// Thousands are set apart from ten thousand on; the digits stay exactly as given.
export function formatNumber(exact: string | null): string {
  if (exact === null || exact === '') return '—';
  const [whole = '', fraction] = exact.split('.');
  const sign = whole.startsWith('-') ? '−' : '';
  const bare = whole.replace(/^-/, '');
  const grouped = bare.length > 4 ? bare.replace(/\B(?=(\d{3})+$)/g, ',') : bare;
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/// Exact values can be long; shown are two digits after the point.
export function shortNumber(exact: string | null): string {
  if (exact === null) return '—';
  return /\.\d{3,}$/.test(exact) ? `≈ ${Number(exact).toFixed(2)}` : exact;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/// "2017年9月30日" or "30 Sep 2017".
export function formatDay(day: string | null, language: LanguageName): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (parts === null) return '—';
  const [, year, month, date] = parts;
  if (language === 'zh') return `${year}年${Number(month)}月${Number(date)}日`;
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/// A moment in the offset it was written with: the wall clock of the office, not of the reader.
export function formatMoment(moment: string | null): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(moment ?? '');
  return parts === null ? (moment ?? '—') : `${parts[1]} ${parts[2]}`;
}

/// "逾期 12 天", "今天到期", "还有 19 天".
export function formatDaysLeft(days: number | null, t: Translate): string {
  if (days === null) return t('days.none');
  if (days < 0) return t('days.overdue', { n: -days });
  return days === 0 ? t('days.today') : t('days.left', { n: days });
}

const comparatorKeys = {
  '>=': 'compare.at_least',
  at_least: 'compare.at_least',
  '>': 'compare.more',
  more: 'compare.more',
  '<=': 'compare.at_most',
  at_most: 'compare.at_most',
  '<': 'compare.less',
  less: 'compare.less',
  '~': 'compare.about',
  about: 'compare.about',
} as const;

/// "≥ 66 万吨", "10–20 个".
export function formatDueValue(
  low: string | null,
  high: string | null,
  target: Target | undefined,
  unit: string,
  t: Translate,
): string {
  if (low === null && high === null) return t('figure.not_set');
  if (high !== null && low !== null && high !== low) {
    return `${formatNumber(low)}–${formatNumber(high)} ${unit}`.trim();
  }
  const value = `${formatNumber(low ?? high)} ${unit}`.trim();
  const key = comparatorKeys[(target?.compare ?? '>=') as keyof typeof comparatorKeys];
  return key === undefined || key === 'compare.at_least' ? value : t(key, { value });
}

/// What nobody has reported is 0; what no register gives is unknown.
export function formatGrade(figure: Figure, grade: 'reported' | 'accepted'): string {
  return formatNumber(figure.shown[grade] ?? (figure.measured ? null : '0'));
}

const sizeUnits = ['B', 'KiB', 'MiB', 'GiB'];

export function formatSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < sizeUnits.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${sizeUnits[unit]}`;
}

export function formatDuration(seconds: number, t: Translate): string {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return t('duration', { days, hours, minutes });
}

/// How a node is called: "2017年", "2018-12-31", "总计".
export function formatNode(node: string, t: Translate): string {
  if (node === 'total') return t('node.total');
  return /^\d{4}$/.test(node) ? t('node.year', { year: node }) : node;
}
