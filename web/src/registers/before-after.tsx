// Before and after: what a change makes of a value.
import type { CellValue } from '../api/registers';
import { useLanguage } from '../i18n/language';
import { cellText } from './values';
import { Blank } from './value-view';

export function BeforeAfter({
  before,
  after,
  type,
}: {
  before: CellValue;
  after: CellValue;
  type: string;
}) {
  const { t } = useLanguage();
  const [old, fresh] = [cellText(before, type, t), cellText(after, type, t)];
  return (
    <span className="change before-after" lang="zh-CN">
      {old === '' ? <Blank /> : <del>{old}</del>} → {fresh === '' ? <Blank /> : <ins>{fresh}</ins>}
    </span>
  );
}
