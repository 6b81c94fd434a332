// Changes: what a new version says differently, figures first, then the lines of blocks.
import type { BlockChange, FigureChange, PlanChanges } from '../api/types';
import { formatDay, formatNumber } from '../figures/format';
import { useLanguage, type LanguageName } from '../i18n/language';
import { lineDiff, withContext } from './line-diff';

export function ChangesView({ changes }: { changes: PlanChanges }) {
  const { t } = useLanguage();
  if (changes.blocks.length === 0 && changes.figures.length === 0) {
    return <p className="quiet">{t('changes.none')}</p>;
  }
  return (
    <div className="changes">
      {changes.figures.length > 0 && <FigureChanges list={changes.figures} />}
      {changes.blocks.map((change) => (
        <BlockChangeView key={change.id} change={change} />
      ))}
    </div>
  );
}

function shown(change: FigureChange, value: string | null, language: LanguageName): string {
  if (value === null || value === '') return '—';
  if (change.what === 'due') return formatDay(value, language);
  return /^-?\d+(\.\d+)?$/.test(value) ? formatNumber(value) : value;
}

function FigureChanges({ list }: { list: FigureChange[] }) {
  const { t, language } = useLanguage();
  return (
    <table className="figure-changes">
      <caption>{t('changes.figures')}</caption>
      <tbody>
        {list.map((change, index) => (
          <tr key={index}>
            <th scope="row" lang="zh-CN">
              {change.block} <small>{change.node}</small>
            </th>
            <td>{t(`changes.${change.what}`)}</td>
            <td>
              <del>{shown(change, change.before, language)}</del> →{' '}
              <ins>{shown(change, change.after, language)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BlockChangeView({ change }: { change: BlockChange }) {
  const { t } = useLanguage();
  return (
    <section className="block-change">
      <h4>
        <span className={`tag ${change.change}`}>{t(`changes.${change.change}`)}</span>{' '}
        <span lang="zh-CN">{change.id}</span>
      </h4>
      <DiffView before={change.before} after={change.after} />
    </section>
  );
}

const signs = { same: ' ', removed: '−', added: '+' } as const;

export function DiffView({ before, after }: { before: string | null; after: string | null }) {
  return (
    <pre className="diff" lang="zh-CN">
      {withContext(lineDiff(before, after), 2).map((line, index) =>
        line === null ? (
          <div key={index} className="left-out">
            ⋯
          </div>
        ) : (
          <div key={index} className={line.kind}>
            <span aria-hidden="true">{signs[line.kind]}</span>
            {line.kind === 'removed' ? <del>{line.text}</del> : null}
            {line.kind === 'added' ? <ins>{line.text}</ins> : null}
            {line.kind === 'same' ? line.text : null}
          </div>
        ),
      )}
    </pre>
  );
}
