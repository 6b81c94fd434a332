// Found tables: doubts, headings, owners and quantities; a row leads to its line in the source.
import { useState } from 'react';
import type { Draft, DraftQuantity } from '../api/types';
import { Empty } from '../app/states';
import { useLanguage } from '../i18n/language';

type Tab = 'doubts' | 'headings' | 'owners' | 'quantities';
const tabs: Tab[] = ['doubts', 'headings', 'owners', 'quantities'];

export function FoundTables({
  draft,
  onChoose,
}: {
  draft: Draft;
  onChoose: (line: number) => void;
}) {
  const { t } = useLanguage();
  const [tab, setTab] = useState<Tab>(draft.findings.length > 0 ? 'doubts' : 'headings');
  const sizes: Record<Tab, number> = {
    doubts: draft.findings.length,
    headings: draft.headings.length,
    owners: draft.owners.length,
    quantities: draft.quantities.length,
  };
  return (
    <div className="found-tables">
      <div className="tabs" role="tablist">
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={tab === each}
            onClick={() => setTab(each)}
          >
            {t(`draft.${each}`)} <span className="quiet">{sizes[each]}</span>
          </button>
        ))}
      </div>
      <div role="tabpanel" className="table-scroll">
        {sizes[tab] === 0 ? (
          <Empty title={t('draft.nothing_found')} />
        ) : (
          <table className="found-table">
            <tbody lang="zh-CN">
              <Rows tab={tab} draft={draft} onChoose={onChoose} />
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

function Rows({
  tab,
  draft,
  onChoose,
}: {
  tab: Tab;
  draft: Draft;
  onChoose: (line: number) => void;
}) {
  const { t, pick } = useLanguage();
  if (tab === 'doubts') {
    return (
      <>
        {draft.findings.map((each, index) => (
          <Row key={index} line={each.line} onChoose={onChoose}>
            <td>
              {pick(each.zh, each.en)}
              <small className="quiet"> {pick(each.hint_zh, each.hint_en)}</small>
            </td>
          </Row>
        ))}
      </>
    );
  }
  if (tab === 'headings') {
    return (
      <>
        {draft.headings.map((each, index) => (
          <Row key={index} line={each.line} onChoose={onChoose}>
            <td>
              <span className={`kind-tag ${each.type}`}>{t(`kind.${each.type}`)}</span>
            </td>
            <td>{each.number}</td>
            <td>{each.title}</td>
          </Row>
        ))}
      </>
    );
  }
  if (tab === 'owners') {
    return (
      <>
        {draft.owners.map((each, index) => (
          <Row key={index} line={each.line} onChoose={onChoose}>
            <td>
              {each.lead.length > 0 && <b>{each.lead.join('、')} · </b>}
              {each.units.filter((unit) => !each.lead.includes(unit)).join('、')}
              {each.open && t('task.open_units')}
            </td>
          </Row>
        ))}
      </>
    );
  }
  return (
    <>
      {draft.quantities.map((each, index) => (
        <Row key={index} line={each.line} onChoose={onChoose}>
          <td>{each.text}</td>
          <td className="number">{quantityText(each)}</td>
          <td>{each.due ?? ''}</td>
        </Row>
      ))}
    </>
  );
}

function quantityText({ value, unit, comparator }: DraftQuantity): string {
  if (value === null) return comparator;
  const number = Array.isArray(value) ? value.join('–') : String(value);
  const sign = comparator === '=' || comparator === 'range' ? '' : `${comparator} `;
  return `${sign}${number} ${unit ?? ''}`;
}

function Row({
  line,
  onChoose,
  children,
}: {
  line: number;
  onChoose: (line: number) => void;
  children: React.ReactNode;
}) {
  const { t } = useLanguage();
  return (
    <tr onClick={() => onChoose(line)}>
      <th scope="row">
        <button
          type="button"
          className="link"
          aria-label={t('draft.to_line', { n: line })}
          onClick={() => onChoose(line)}
        >
          {line}
        </button>
      </th>
      {children}
    </tr>
  );
}
