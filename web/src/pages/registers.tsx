// The registers of a plan, under the part of the text that asks for them.
import { useMemo, useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { rowsPath } from '../api/registers';
import type { RegisterSummary } from '../api/registers';
import { useResource } from '../api/resource';
import type { PlanDocument } from '../api/types';
import { PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { useLanguage } from '../i18n/language';
import { importAddress, jobsAddress, registerAddress } from '../registers/addresses';
import { groupedRegisters, type RegisterGroup } from '../registers/groups';
import '../styles/pages.css';
import '../styles/registers.css';

export default function RegistersPage() {
  const { t } = useLanguage();
  const { id, document } = usePlan();
  const [asOf] = useAsOf();
  const [words, setWords] = useState('');
  const answer = useResource<{ registers: RegisterSummary[] }>(
    withQuery(planPath(id, 'registers'), { as_of: asOf }),
  );
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('registers.title')}</h1>
        <input
          type="search"
          value={words}
          placeholder={t('registers.filter')}
          aria-label={t('registers.filter')}
          onChange={(event) => setWords(event.target.value)}
        />
        <PlanLink className="button" to={jobsAddress(id)}>
          {t('jobs.title')}
        </PlanLink>
      </header>
      <p className="quiet">{t('registers.about')}</p>
      <Shown resource={answer}>
        {({ registers }) => (
          <Groups registers={registers} document={document.data} words={words.trim()} />
        )}
      </Shown>
    </div>
  );
}

function Groups({
  registers,
  document,
  words,
}: {
  registers: RegisterSummary[];
  document: PlanDocument | null;
  words: string;
}) {
  const { t } = useLanguage();
  const groups = useMemo(
    () =>
      groupedRegisters(
        registers.filter((each) => `${each.name} ${each.label}`.includes(words)),
        document?.outline ?? [],
        t('registers.shared'),
      ),
    [registers, document, words, t],
  );
  if (registers.length === 0) {
    return <Empty title={t('registers.none')}>{t('registers.none_advice')}</Empty>;
  }
  if (groups.length === 0) {
    return <Empty title={t('registers.no_match')}>{t('registers.no_match_advice')}</Empty>;
  }
  return (
    <>
      {groups.map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </>
  );
}

function Group({ group }: { group: RegisterGroup }) {
  return (
    <section className="register-group">
      <h2 lang="zh-CN">{group.title}</h2>
      {group.sections.map((section) => (
        <div key={section.title} className="register-section">
          {section.title !== '' && <h3 lang="zh-CN">{section.title}</h3>}
          <table className="register-table">
            <tbody>
              {section.registers.map((register) => (
                <RegisterRow key={register.name} register={register} />
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}

function RegisterRow({ register }: { register: RegisterSummary }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const { name, label, quote, anchor, rows, can } = register;
  const address = registerAddress(id, name);
  const isEmpty = rows === 0;
  return (
    <tr data-register={name}>
      <th scope="row" lang="zh-CN">
        <PlanLink to={address}>{label || name}</PlanLink>
        {quote !== null && quote !== '' && (
          <small className="register-quote" title={quote}>
            {anchor === null ? (
              quote
            ) : (
              <PlanLink to={`/plans/${encodeURIComponent(id)}#${anchor}`}>{quote}</PlanLink>
            )}
          </small>
        )}
      </th>
      <td className="number register-count">
        {rows === null ? '' : t('registers.count', { n: rows.toLocaleString('en') })}
      </td>
      <td className="register-deeds">
        {can.import && asOf === null ? (
          <>
            <a href={rowsPath(id, name, 'template.xlsx')} download>
              {t('register.template')}
            </a>
            <PlanLink to={importAddress(id, name)}>{t('register.import')}</PlanLink>
          </>
        ) : (
          <span className="quiet">{t(isEmpty ? 'registers.empty' : 'registers.reads')}</span>
        )}
      </td>
    </tr>
  );
}
