// One unit: every duty it has, its figures and its tasks.
import { useParams } from 'react-router-dom';
import { planPath, withQuery } from '../api/client';
import { useResource } from '../api/resource';
import type { AgencyDetail, Duty, PlanDocument } from '../api/types';
import { AsOfPicker, PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { grouped } from '../figures/deadlines';
import { LightCountList } from '../figures/light';
import { useLanguage } from '../i18n/language';
import { FigureTable } from '../work/figure-table';
import '../styles/pages.css';

export default function AgencyPage() {
  const { t } = useLanguage();
  const { agency = '' } = useParams();
  const { id, document } = usePlan();
  const [asOf] = useAsOf();
  const answer = useResource<AgencyDetail>(
    withQuery(planPath(id, 'agencies', agency), { as_of: asOf }),
  );
  return (
    <div className="page">
      <p className="crumbs">
        <PlanLink to={`/plans/${encodeURIComponent(id)}/agencies`}>{t('agencies.title')}</PlanLink>
      </p>
      <header className="page-head">
        <h1 lang="zh-CN">{agency}</h1>
        <AsOfPicker />
      </header>
      <Shown resource={answer}>
        {(detail) => <Detail detail={detail} document={document.data} />}
      </Shown>
    </div>
  );
}

function Detail({ detail, document }: { detail: AgencyDetail; document: PlanDocument | null }) {
  const { t } = useLanguage();
  const { agency, duties, figures } = detail;
  return (
    <>
      <p className="agency-facts">
        <span className="tag" lang="zh-CN">
          {agency.kind}
        </span>
        {agency.aliases.length > 0 && (
          <span>
            <b>{t('agencies.aliases')}</b> {agency.aliases.join('、')}
          </span>
        )}
        {agency.members.length > 0 && (
          <span>
            <b>{t('agency.members')}</b> {agency.members.join('、')}
          </span>
        )}
        <LightCountList counts={agency.lights} />
      </p>
      <section>
        <h2>
          {t('agency.figures')} <span className="quiet">{figures.length}</span>
        </h2>
        {figures.length === 0 && <Empty title={t('agency.no_figures')} />}
        {grouped(figures).map(({ group, figures: list }) => (
          <section key={group} className={`deadline-group ${group}`}>
            <h3>
              {t(`group.${group}`)} <span className="quiet">{list.length}</span>
            </h3>
            <FigureTable figures={list} document={document} />
          </section>
        ))}
      </section>
      <section>
        <h2>
          {t('agency.duties')} <span className="quiet">{duties.length}</span>
        </h2>
        {duties.length === 0 ? (
          <Empty title={t('agency.no_duties')} />
        ) : (
          <DutyTable duties={duties} document={document} />
        )}
      </section>
    </>
  );
}

function anchorOf(duty: Duty, document: PlanDocument | null): string {
  if (duty.anchor !== undefined) return duty.anchor;
  const index =
    typeof duty.file === 'number'
      ? duty.file
      : Math.max(0, document?.files.findIndex((file) => file.name === duty.file) ?? 0);
  return `${index}-${duty.line}`;
}

function DutyTable({ duties, document }: { duties: Duty[]; document: PlanDocument | null }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  return (
    <table className="duty-table">
      <thead>
        <tr>
          <th scope="col" className="number">
            {t('agency.line')}
          </th>
          <th scope="col">{t('agency.section')}</th>
          <th scope="col">{t('agency.part')}</th>
          <th scope="col">{t('agency.blocks')}</th>
        </tr>
      </thead>
      <tbody>
        {duties.map((duty, index) => (
          <tr key={index}>
            <td className="number">{duty.number}</td>
            <th scope="row" lang="zh-CN">
              <PlanLink to={`/plans/${encodeURIComponent(id)}#${anchorOf(duty, document)}`}>
                {duty.section}
              </PlanLink>
            </th>
            <td>
              <span className={duty.lead ? 'tag strong' : 'tag'}>
                {t(duty.lead ? 'task.lead' : 'agency.takes_part')}
              </span>
              {duty.open && <small className="quiet"> {t('agency.open')}</small>}
            </td>
            <td lang="zh-CN" className="quiet">
              {duty.blocks.join('、')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
