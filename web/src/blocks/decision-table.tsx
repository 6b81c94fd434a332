// Decision table: rules as rows, conditions before results, as people fill in such tables. Beside a
// clause a broad one scrolls, so it can be opened across the whole window.
import { useState } from 'react';
import type { BlockHead, DecisionTable } from '../api/types';
import { Dialog } from '../app/dialog';
import { useLanguage, type Key } from '../i18n/language';
import { Expression } from './expression';
import { plainWords } from './expression-parts';

const policies: Record<string, Key> = {
  U: 'table.unique',
  F: 'table.first',
  P: 'table.priority',
  A: 'table.any',
  R: 'table.rule_order',
  O: 'table.output_order',
  C: 'table.collect',
  'C+': 'table.sum',
  'C<': 'table.least',
  'C>': 'table.greatest',
  'C#': 'table.count',
};

export function DecisionTableView({
  name,
  table,
  known,
}: {
  name: string;
  table: DecisionTable;
  known: BlockHead[];
}) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const columns = table.inputs.length + table.outputs.length + table.annotations.length;
  return (
    <>
      <Rules table={table} known={known} />
      {columns > 3 && (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {t('table.whole')}
        </button>
      )}
      {isOpen && (
        <Dialog title={name} shape="whole" onClose={() => setOpen(false)}>
          <Rules table={table} known={known} />
        </Dialog>
      )}
    </>
  );
}

function Rules({ table, known }: { table: DecisionTable; known: BlockHead[] }) {
  const { t } = useLanguage();
  const policy = policies[table.hit_policy];
  return (
    <div className="table-scroll">
      <table className="rules">
        <caption>{policy === undefined ? table.hit_policy : t(policy)}</caption>
        <thead>
          <tr>
            <th scope="col" aria-label={t('table.rule')} />
            {table.inputs.map((input, index) => (
              <th key={index} scope="col" className="input">
                <Expression text={input.text} known={known} />
                {input.allowed !== null && <small lang="zh-CN">{input.allowed}</small>}
              </th>
            ))}
            {table.outputs.map((output, index) => (
              <th key={index} scope="col" className="output" lang="zh-CN">
                {output.name || t('table.result')}
                {output.allowed !== null && <small>{output.allowed}</small>}
              </th>
            ))}
            {table.annotations.map((name, index) => (
              <th key={index} scope="col" className="note" lang="zh-CN">
                {name || t('table.note')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule, index) => (
            <tr key={index}>
              <th scope="row">{rule.label || index + 1}</th>
              {rule.inputs.map((text, column) => (
                <td key={column} className="input">
                  <Cell text={text} known={known} />
                </td>
              ))}
              {rule.outputs.map((text, column) => (
                <td key={column} className="output">
                  <Cell text={text} known={known} />
                </td>
              ))}
              {table.annotations.map((_, column) => (
                <td key={column} className="note" lang="zh-CN">
                  {rule.annotations[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/// Words and truth values without the marks of the language; anything else as it is written.
function Cell({ text, known }: { text: string; known: BlockHead[] }) {
  const { t } = useLanguage();
  if (text === '-') return <span className="quiet">{t('table.any_value')}</span>;
  if (text === 'true' || text === 'false') {
    return <>{t(text === 'true' ? 'word.yes' : 'word.no')}</>;
  }
  const words = plainWords(text);
  if (words === null) return <Expression text={text} known={known} />;
  return <span lang="zh-CN">{words.join('、')}</span>;
}
