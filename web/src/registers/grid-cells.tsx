// Grid cells: one line each, cut where the column ends, with the whole text on hovering.
import type { Row } from '../api/registers';
import { formatDay } from '../figures/format';
import { useLanguage, type Translate } from '../i18n/language';
import { isRight, type Column } from './columns';
import { cellText, isAttachments } from './values';
import { Blank, isMasked, MaskedValue, outcomeText } from './value-view';

export function columnText(row: Row, column: Column, t: Translate): string {
  switch (column.kind) {
    case 'field':
      return cellText(row.values[column.name], column.type, t);
    case 'derived':
    case 'decision':
      return outcomeText(row.derived[column.name], column.type, t);
    case 'state':
      return row.state ?? '';
    case 'period':
      return row.period ?? '';
    case 'holds_from':
      return row.holds_from ?? '';
    default:
      return [row.nature, row.source].filter((part) => part).join(' ');
  }
}

export function CellContent({
  register,
  row,
  column,
}: {
  register: string;
  row: Row;
  column: Column;
}) {
  const { t, language } = useLanguage();
  const value = row.values[column.name];
  if (column.kind === 'field' && isMasked(value)) {
    return <MaskedValue register={register} row={row} field={column.name} quiet="quiet" />;
  }
  if (value !== undefined && isAttachments(value)) {
    return (
      <span title={cellText(value, column.type, t)}>{t('cell.files', { n: value.length })}</span>
    );
  }
  const text = columnText(row, column, t);
  if (text === '') return <Blank />;
  if (column.kind === 'state') return <span className="tag state-tag">{text}</span>;
  if (column.type === 'boolean' && text === t('word.no'))
    return <span className="quiet">{text}</span>;
  const outcome = row.derived[column.name];
  const isOpen = column.kind !== 'field' && outcome !== undefined && !('value' in outcome);
  const exact = outcome !== undefined && 'value' in outcome ? outcome.value : null;
  const long = typeof exact === 'string' && column.kind !== 'field' ? exact : text;
  const title = column.type === 'date' ? formatDay(text, language) : long;
  return (
    <span title={title} className={isOpen ? 'undetermined' : undefined}>
      {text}
    </span>
  );
}

export function cellClass(column: Column, frozen: boolean): string {
  return ['grid-cell', isRight(column) && 'number', frozen && 'frozen', `of-${column.kind}`]
    .filter((part) => part)
    .join(' ');
}
