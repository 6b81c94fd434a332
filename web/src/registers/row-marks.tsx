// Row marks: the warnings a row bears, in sentences.
import type { Row } from '../api/registers';
import { useLanguage } from '../i18n/language';

export function RowMarks({ row }: { row: Row }) {
  const { pick } = useLanguage();
  if (row.marks.length === 0) return null;
  return (
    <ul className="row-marks">
      {row.marks.map((mark, index) => (
        <li key={index}>{pick(mark.zh, mark.en)}</li>
      ))}
    </ul>
  );
}
