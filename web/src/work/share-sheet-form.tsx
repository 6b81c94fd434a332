// Share sheet form: holders down, nodes across; sums and differences live; refused unless it sums.
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { enterShares } from '../api/work';
import { useRefresh } from '../api/live';
import type { ShareSheet } from '../api/types';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { parseDecimal, printDecimal } from '../figures/decimal';
import { formatNode } from '../figures/format';
import {
  applyPaste,
  editOnto,
  parsePaste,
  remainder,
  sameEntries,
  sumNode,
  type SheetEdit,
  type SheetEntries,
} from '../figures/share-sheet';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage } from '../i18n/language';
import { ShareSums } from './share-sums';

function entriesOf(sheet: ShareSheet): SheetEntries {
  return {
    values: Object.fromEntries(
      sheet.nodes.map((node) => [
        node.node,
        Object.fromEntries(node.rows.map((row) => [row.share, row.value ?? ''])),
      ]),
    ),
    reserves: Object.fromEntries(
      sheet.nodes.map((node) => [node.node, sheet.declared_reserve ?? node.reserve ?? '']),
    ),
  };
}

function written(text: string | undefined): string {
  const number = parseDecimal(text ?? '');
  return number === null ? '0' : printDecimal(number);
}

/// Enter and the arrows move between cells as in a spreadsheet.
function moveFocus(event: KeyboardEvent<HTMLInputElement>): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Enter: 1 };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const { row, column } = event.currentTarget.dataset;
  const next = document.querySelector<HTMLInputElement>(
    `input[data-row="${Number(row) + step}"][data-column="${column}"]`,
  );
  next?.focus();
  next?.select();
}

/// What is typed stays when others save the same sheet meanwhile; it is then said.
function useSheetEdit(plan: string, sheet: ShareSheet) {
  const fresh = useMemo(() => entriesOf(sheet), [sheet]);
  const [edit, setEdit, kept] = useKept<SheetEdit>(`shares.${plan}.${sheet.target}`, {
    base: fresh,
    typed: fresh,
    changed: false,
  });
  const { forget } = kept;
  useEffect(() => {
    if (sameEntries(edit.base, fresh)) return;
    const moved = editOnto(edit, fresh);
    if (sameEntries(moved.typed, fresh)) forget();
    else setEdit(moved);
  }, [edit, fresh, forget, setEdit]);
  const setEntries = (change: (before: SheetEntries) => SheetEntries): void =>
    setEdit((before) => ({ ...before, typed: change(before.typed) }));
  return { entries: edit.typed, setEntries, kept, changed: edit.changed };
}

export function ShareSheetForm({
  sheet,
  plan,
  onSaved,
}: {
  sheet: ShareSheet;
  plan: string;
  onSaved: () => void;
}) {
  const { t } = useLanguage();
  const say = useSay();
  const refresh = useRefresh();
  const { entries, setEntries, kept, changed } = useSheetEdit(plan, sheet);
  const [unknown, setUnknown] = useState<string[]>([]);
  const holders = sheet.holders.map((holder) => holder.name);
  const nodes = sheet.nodes.map((node) => node.node);
  const sums = sheet.nodes.map((node) => sumNode(entries, node.node, holders, node.value));
  const mustSum = sheet.rule === 'sum';
  const ready = sums.every(
    (sum) =>
      sum.faulty.length === 0 && (!mustSum || sum.difference === null || sum.difference === '0'),
  );
  const paste = (event: ClipboardEvent<HTMLInputElement>, holder: string, node: string): void => {
    const cells = parsePaste(event.clipboardData.getData('text/plain'));
    if (cells.length === 1 && (cells[0]?.length ?? 0) === 1) return;
    event.preventDefault();
    const pasted = applyPaste(entries, cells, holders, nodes, { holder, node });
    setEntries(() => pasted.entries);
    setUnknown(pasted.unknown);
  };
  const saving = useAction(async () => {
    await enterShares(
      plan,
      sheet.target,
      sheet.nodes.map((node) => ({
        node: node.node,
        reserve: sheet.declared_reserve ?? written(entries.reserves[node.node]),
        reserve_version: node.reserve_version,
        rows: [...new Set([...holders, ...node.rows.map((row) => row.share)])].flatMap((holder) => {
          const before = node.rows.find((row) => row.share === holder);
          const held = holders.includes(holder);
          const value = held ? (entries.values[node.node]?.[holder]?.trim() ?? '') : '';
          if (value === '' && (before?.value ?? null) === null) return [];
          // An empty cell gives the share back, and so does a unit that is no county any more.
          const share = value === '' ? '' : written(value);
          return [{ share: holder, value: share, version: before?.version ?? 0 }];
        }),
      })),
    );
    kept.forget();
    say(t('shares.saved'));
    onSaved();
    refresh();
  });
  const setValue = (node: string, holder: string, value: string): void =>
    setEntries((before) => ({
      ...before,
      values: { ...before.values, [node]: { ...before.values[node], [holder]: value } },
    }));
  const setReserve = (node: string, value: string): void =>
    setEntries((before) => ({
      ...before,
      reserves: { ...before.reserves, [node]: value },
    }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void saving.run();
      }}
    >
      <p className="quiet">
        {t(mustSum ? 'shares.rule_sum' : 'shares.rule_each')} {t('shares.paste')}
      </p>
      <div className="table-scroll">
        <table className="share-sheet">
          <thead>
            <tr>
              <th scope="col">{t('share.holder')}</th>
              {nodes.map((node) => (
                <th scope="col" key={node} className="number">
                  {formatNode(node, t)}
                  <small>{sheet.unit}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {holders.map((holder, row) => (
              <tr key={holder}>
                <th scope="row" lang="zh-CN">
                  {holder}
                </th>
                {nodes.map((node, column) => (
                  <td key={node}>
                    <input
                      inputMode="decimal"
                      data-row={row}
                      data-column={column}
                      autoComplete="off"
                      value={entries.values[node]?.[holder] ?? ''}
                      onKeyDown={moveFocus}
                      aria-label={`${holder} ${formatNode(node, t)}`}
                      aria-invalid={sums[column]?.faulty.includes(holder) ?? false}
                      onChange={(event) => setValue(node, holder, event.target.value)}
                      onPaste={(event) => paste(event, holder, node)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <ShareSums
            sheet={sheet}
            sums={sums}
            reserves={entries.reserves}
            onReserve={setReserve}
            onFill={(node, value) => {
              const rest = remainder(entries, node, holders, value);
              if (rest !== null) setReserve(node, rest);
            }}
          />
        </table>
      </div>
      {unknown.length > 0 && (
        <p className="wrong">{t('shares.unknown', { names: unknown.join('、') })}</p>
      )}
      {changed && (
        <p className="banner" role="status">
          {t('shares.changed')}
        </p>
      )}
      <FaultList failure={saving.failure} />
      <footer className="buttons">
        <button type="submit" className="primary" disabled={!ready || saving.busy}>
          {t('shares.save')}
        </button>
        <button
          type="button"
          onClick={kept.forget}
        >
          {t('action.reset')}
        </button>
        {!ready && <small className="wrong">{t('shares.not_ready')}</small>}
        {kept.restored && <small className="quiet">{t('form.restored')}</small>}
      </footer>
    </form>
  );
}
