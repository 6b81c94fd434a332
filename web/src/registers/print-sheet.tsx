// Print sheet: all rows of a query as a plain table, its head on every page. A grid prints only
// what is in sight; this reads the rest first, up to what paper can bear.
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Row, RowQuery } from '../api/registers';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { useSession } from '../app/session';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { isRight, type Column } from './columns';
import { columnText } from './grid-cells';
import { exampleNature } from './grid-row';
import { isMasked } from './value-view';
import { readRows } from './use-rows';

export const print_rows_max = 3000;
const part_rows = 500;

async function readAll(
  read: (offset: number, count: number) => Promise<{ rows: Row[]; total: number }>,
  onRead: (done: number) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const part = await read(rows.length, part_rows);
    rows.push(...part.rows);
    onRead(rows.length);
    const isAll = rows.length >= part.total || rows.length >= print_rows_max;
    if (isAll || part.rows.length === 0) return rows.slice(0, print_rows_max);
  }
}

export function PrintSheet({
  title,
  register,
  query,
  asOf,
  columns,
  total,
  onClose,
}: {
  title: string;
  register: string;
  query: RowQuery;
  asOf: string | null;
  columns: Column[];
  total: number;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [rows, setRows] = useState<Row[] | null>(null);
  const [done, setDone] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const aborter = new AbortController();
    const read = (offset: number, count: number) =>
      readRows(id, register, query, asOf, { offset, count }, aborter.signal);
    readAll(read, setDone).then(setRows, (reason: unknown) => {
      if (!aborter.signal.aborted) setFailure(reason);
    });
    return () => aborter.abort();
  }, []);
  useEffect(() => {
    if (rows === null) return undefined;
    document.body.classList.add('printing-sheet');
    window.addEventListener('afterprint', onClose);
    window.print();
    return () => {
      document.body.classList.remove('printing-sheet');
      window.removeEventListener('afterprint', onClose);
    };
  }, [rows]);
  const wanted = Math.min(total, print_rows_max);
  return (
    <>
      <Dialog title={t('print.title')} onClose={onClose}>
        <progress value={done} max={Math.max(1, wanted)} aria-label={t('print.reading')} />
        <p role="status">{t('print.read', { n: done, total: wanted })}</p>
        {total > print_rows_max && (
          <p className="late">{t('print.too_many', { n: print_rows_max })}</p>
        )}
        <FaultList failure={failure} />
      </Dialog>
      {rows !== null &&
        createPortal(
          <Sheet title={title} rows={rows} columns={columns} asOf={asOf} />,
          document.body,
        )}
    </>
  );
}

function printClass(column: Column): string {
  if (isRight(column)) return 'number';
  return column.type === 'date' ? 'day' : '';
}

function Sheet({
  title,
  rows,
  columns,
  asOf,
}: {
  title: string;
  rows: Row[];
  columns: Column[];
  asOf: string | null;
}) {
  const { t, language } = useLanguage();
  const { session } = useSession();
  const day = asOf ?? session?.store.today ?? null;
  const textOf = (row: Row, column: Column): string =>
    isMasked(row.values[column.name]) ? '•••' : columnText(row, column, t);
  return (
    <div className="print-sheet">
      <h1 lang="zh-CN">{title}</h1>
      <p>
        {t('print.head', {
          by: session?.user?.agency || (session?.user?.display ?? ''),
          day: formatDay(day, language),
          n: rows.length,
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th>{t('print.number')}</th>
            {columns.map((column) => (
              <th key={column.name} className={isRight(column) ? 'number' : ''} lang="zh-CN">
                {column.name}
                {column.unit !== '' && <small>{column.unit}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.row}>
              <td className="number day">
                {index + 1}
                {row.nature === exampleNature && <small> {t('row.example')}</small>}
              </td>
              {columns.map((column) => (
                <td key={column.name} className={printClass(column)} lang="zh-CN">
                  {textOf(row, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
