// The plans: a light landing page.
import { Link } from 'react-router-dom';
import { useResource } from '../api/resource';
import type { PlanSummary } from '../api/types';
import { hasRole, useUser } from '../app/session';
import { Empty, Shown } from '../app/states';
import { formatDay } from '../figures/format';
import { LightCountList } from '../figures/light';
import { useLanguage } from '../i18n/language';
import '../styles/pages.css';

export default function PlansPage() {
  const { t } = useLanguage();
  const user = useUser();
  const plans = useResource<{ plans: PlanSummary[] }>('/api/plans');
  const mayImport = hasRole(user, 'office');
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>{t('plans.title')}</h1>
        {mayImport && (
          <Link className="button primary" to="/import">
            {t('plans.import')}
          </Link>
        )}
      </header>
      <Shown resource={plans}>
        {(data) =>
          data.plans.length === 0 ? (
            <Empty title={t('plans.none')}>
              {t(mayImport ? 'plans.none_office' : 'plans.none_other')}
            </Empty>
          ) : (
            <ul className="plan-list">
              {data.plans.map((plan) => (
                <PlanRow key={plan.id} plan={plan} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}

function PlanRow({ plan }: { plan: PlanSummary }) {
  const { t, language } = useLanguage();
  const holds = hasRole(useUser(), 'county', 'department');
  const day = plan.in_force_from ?? plan.issued;
  return (
    <li>
      <Link to={`/plans/${encodeURIComponent(plan.id)}`} className="plan-card">
        <h2 lang="zh-CN">{plan.title}</h2>
        <p className="quiet">
          {[
            plan.issuer,
            plan.number,
            day === null ? '' : t('paper.in_force', { day: formatDay(day, language) }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        <LightCountList counts={plan.lights} />
      </Link>
      {holds && (
        <Link to={`/plans/${encodeURIComponent(plan.id)}/report`}>{t('nav.report')}</Link>
      )}
    </li>
  );
}
