// The units named in the plan, with what they owe.
import { useMemo, useState } from 'react';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { Agency } from '../api/types';
import { AsOfPicker, PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { LightCountList } from '../figures/light';
import { useLanguage } from '../i18n/language';
import '../styles/pages.css';

export default function AgenciesPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  const [words, setWords] = useState('');
  const answer = useResource<{ agencies: Agency[] }>(
    withQuery(planPath(id, 'agencies'), { as_of: asOf }),
  );
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('agencies.title')}</h1>
        <input
          type="search"
          value={words}
          placeholder={t('agencies.filter')}
          aria-label={t('agencies.filter')}
          onChange={(event) => setWords(event.target.value)}
        />
        <AsOfPicker />
      </header>
      <Shown resource={answer}>
        {({ agencies }) =>
          agencies.length === 0 ? (
            <Empty title={t('agencies.none')}>{t('agencies.none_advice')}</Empty>
          ) : (
            <AgencyTable agencies={agencies} words={words.trim()} />
          )
        }
      </Shown>
    </div>
  );
}

function AgencyTable({ agencies, words }: { agencies: Agency[]; words: string }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const shown = useMemo(
    () =>
      agencies
        .filter((agency) => [agency.name, ...agency.aliases].some((name) => name.includes(words)))
        .sort((a, b) => b.duties - a.duties || a.name.localeCompare(b.name, 'zh')),
    [agencies, words],
  );
  if (shown.length === 0) return <Empty title={t('agencies.no_match', { words })} />;
  return (
    <table className="agency-table">
      <thead>
        <tr>
          <th scope="col">{t('agencies.name')}</th>
          <th scope="col">{t('agencies.kind')}</th>
          <th scope="col" className="number">
            {t('agencies.duties')}
          </th>
          <th scope="col">{t('agencies.lights')}</th>
          <th scope="col">{t('agencies.aliases')}</th>
        </tr>
      </thead>
      <tbody lang="zh-CN">
        {shown.map((agency) => (
          <tr key={agency.name}>
            <th scope="row">
              <PlanLink
                to={`/plans/${encodeURIComponent(id)}/agencies/${encodeURIComponent(agency.name)}`}
              >
                {agency.name}
              </PlanLink>
            </th>
            <td>{agency.kind}</td>
            <td className="number">{agency.duties}</td>
            <td>
              <LightCountList counts={agency.lights} />
            </td>
            <td className="quiet">{agency.aliases.join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
