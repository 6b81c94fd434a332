// Pager: which of many lines are shown, and the way to the others.
import { useLanguage } from '../i18n/language';

export const pageSize = 100;

export function Pager({
  total,
  offset,
  onOffset,
}: {
  total: number;
  offset: number;
  onOffset: (offset: number) => void;
}) {
  const { t } = useLanguage();
  if (total <= pageSize) return null;
  const last = Math.min(total, offset + pageSize);
  return (
    <p className="pager">
      <button
        type="button"
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - pageSize))}
      >
        {t('pager.before')}
      </button>
      <span>{t('pager.shown', { from: offset + 1, to: last, total })}</span>
      <button type="button" disabled={last >= total} onClick={() => onOffset(offset + pageSize)}>
        {t('pager.next')}
      </button>
    </p>
  );
}
