// Board cell: one target for one holder, as small as it can be read from across a room.
import type { Figure } from '../api/types';
import { formatGrade, formatNode } from '../figures/format';
import { LightShape, lightWord } from '../figures/light';
import { useLanguage, type Translate } from '../i18n/language';
import type { BoardColumn, BoardRow } from './matrix';

export function columnName(column: BoardColumn, t: Translate): string {
  return column.kind === 'whole' ? t('board.whole') : column.name;
}

/// What a cell says in few characters: the rate, or the figure where there is none.
export function cellText(figure: Figure): string {
  if (figure.shown_rate !== null) return `${figure.shown_rate}%`;
  if (figure.reported === null && figure.accepted === null) return '—';
  return formatGrade(figure, 'accepted');
}

export function BoardCell({
  row,
  column,
  isFirst,
  onOpen,
}: {
  row: BoardRow;
  column: BoardColumn;
  isFirst: boolean;
  onOpen: (figure: Figure) => void;
}) {
  const { t } = useLanguage();
  const figure = row.cells.get(column.holder);
  if (figure === undefined || figure.light === '') {
    return (
      <td className={`board-cell no-share ${column.kind}`}>
        <span aria-label={t('board.no_share')}>·</span>
      </td>
    );
  }
  const words = [
    columnName(column, t),
    row.target.label || row.target.name,
    row.part,
    formatNode(row.node, t),
    t(lightWord(figure)),
    cellText(figure),
  ];
  return (
    <td className={`board-cell ${figure.light} ${column.kind}`} data-holder={column.holder}>
      <button
        type="button"
        tabIndex={isFirst ? 0 : -1}
        aria-label={words.filter((part) => part !== '').join(t('word.comma'))}
        title={`${t(lightWord(figure))} ${cellText(figure)}`}
        onClick={() => onOpen(figure)}
      >
        <LightShape colour={figure.light} />
        <span>{cellText(figure)}</span>
        {figure.met && figure.late && <i>{t('board.late')}</i>}
      </button>
    </td>
  );
}
