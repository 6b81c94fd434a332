// Reference picker: type some words of a row of another register, choose it from what is found.
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Row, RowPage } from '../api/registers';
import { FaultList } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { noQuery } from './query';
import { readRows } from './use-rows';
import { nameOfRow } from './row-name';

const offered_max = 12;
const settle_ms = 160;

function useFound(target: string, words: string, open: boolean) {
  const { id } = usePlan();
  const [page, setPage] = useState<RowPage | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (!open) return undefined;
    const aborter = new AbortController();
    const part = { offset: 0, count: offered_max };
    const timer = window.setTimeout(() => {
      readRows(id, target, { ...noQuery, words }, null, part, aborter.signal).then(
        (answer) => {
          setPage(answer);
          setFailure(null);
        },
        (reason: unknown) => {
          if (!aborter.signal.aborted) setFailure(reason);
        },
      );
    }, settle_ms);
    return () => {
      window.clearTimeout(timer);
      aborter.abort();
    };
  }, [id, target, words, open]);
  return { page, failure };
}

export function ReferencePicker({
  target,
  label,
  chosen,
  name,
  onChoose,
}: {
  target: string;
  label: string;
  chosen: string;
  name: string;
  onChoose: (id: string, name: string) => void;
}) {
  const { t } = useLanguage();
  const listId = useId();
  const [words, setWords] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const open = words !== null;
  const { page, failure } = useFound(target, words ?? '', open);
  const rows = page?.rows ?? [];
  const take = (row: Row): void => {
    onChoose(row.id, page === null ? row.id : nameOfRow(row, page.register));
    setWords(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (event.key === 'ArrowDown') setAt(Math.min(rows.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && open && row !== undefined) take(row);
    else if (event.key === 'Escape' && open) setWords(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="reference-picker">
      <input
        ref={input}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && rows[at] !== undefined ? `${listId}-${at}` : undefined}
        autoComplete="off"
        lang="zh-CN"
        value={words ?? name}
        placeholder={t('reference.search', { name: target })}
        onFocus={(event) => event.target.select()}
        onClick={() => setWords((before) => before ?? '')}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setWords(null)}
      />
      {chosen !== '' && !open && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('reference.clear', { name: label })}
          onClick={() => onChoose('', '')}
        >
          ×
        </button>
      )}
      {open && (
        <Offered id={listId} target={target} page={page} failure={failure} at={at} onTake={take} />
      )}
    </div>
  );
}

function Offered({
  id,
  target,
  page,
  failure,
  at,
  onTake,
}: {
  id: string;
  target: string;
  page: RowPage | null;
  failure: unknown;
  at: number;
  onTake: (row: Row) => void;
}) {
  const { t } = useLanguage();
  return (
    <ul id={id} role="listbox" aria-label={target} className="reference-list">
      <FaultList failure={failure} />
      {page?.rows.length === 0 && (
        <li className="quiet">{t('reference.none', { name: target })}</li>
      )}
      {page?.rows.map((row, index) => (
        <li
          key={row.row}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(row)}
        >
          <span lang="zh-CN">{nameOfRow(row, page.register)}</span>
          <small lang="zh-CN">{row.id}</small>
        </li>
      ))}
    </ul>
  );
}
