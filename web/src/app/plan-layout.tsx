// Plan layout: one plan's pages share its name, its navigation, its document and its live changes.
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, Outlet, useLocation, useParams } from 'react-router-dom';
import { planPath, RequestError, withQuery } from '../api/client';
import { LiveProvider } from '../api/live';
import { useResource } from '../api/resource';
import type { PlanDocument, PlanSummary, Progress } from '../api/types';
import { BlockOpenerProvider } from '../blocks/block-opener';
import { useLanguage } from '../i18n/language';
import { AsOfBanner, useAsOf } from './as-of';
import { FaultList } from './faults';
import { globalItems, planItems } from './navigation';
import { PlanContext } from './plan-context';
import { SearchBox } from './search-box';
import { useSession } from './session';
import { Shell } from './shell';

const BlockDialog = lazy(() => import('../blocks/block-dialog'));

const isGone = (failure: unknown): boolean =>
  failure instanceof RequestError && failure.status === 404;

function Gone({ failure }: { failure: unknown }) {
  const { t } = useLanguage();
  return (
    <div className="page">
      <FaultList failure={failure} />
      <p>
        <Link to="/">{t('shell.home')}</Link>
      </p>
    </div>
  );
}

export function PlanLayout() {
  const { plan = '' } = useParams();
  const { reload } = useSession();
  return (
    <LiveProvider plan={plan} onClock={() => void reload()}>
      <PlanFrame plan={plan} />
    </LiveProvider>
  );
}

/// Names of blocks open what the block says, on every page of a plan.
function WithBlocks({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<string | null>(null);
  const { pathname } = useLocation();
  useEffect(() => setOpened(null), [pathname]);
  return (
    <BlockOpenerProvider value={setOpened}>
      {children}
      {opened !== null && (
        <Suspense fallback={null}>
          <BlockDialog key={opened} first={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </BlockOpenerProvider>
  );
}

function PlanFrame({ plan }: { plan: string }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const { pathname } = useLocation();
  const [asOf] = useAsOf();
  const document = useResource<PlanDocument>(withQuery(planPath(plan), { as_of: asOf }));
  const inbox = useResource<{ progress: Progress[] }>(planPath(plan, 'inbox'));
  const plans = useResource<{ plans: PlanSummary[] }>('/api/plans');
  const waiting = useMemo(() => inbox.data?.progress ?? [], [inbox.data]);
  const hold = useMemo(
    () => ({ id: plan, document, waiting, session }),
    [plan, document, waiting, session],
  );
  const title =
    document.data?.title ?? plans.data?.plans.find((summary) => summary.id === plan)?.title;
  const items = planItems({ plan, asOf, waiting: waiting.length }, session?.user ?? null, t);
  const gone = isGone(document.failure);
  const isDocument = !/^\/plans\/[^/]+\/./.test(pathname);
  return (
    <PlanContext.Provider value={hold}>
      <Shell
        title={gone ? undefined : (title ?? plan)}
        items={gone ? globalItems(session?.user ?? null, t) : items}
        tools={gone ? undefined : <SearchBox plan={plan} />}
        flush={isDocument && !gone ? 'flush' : undefined}
      >
        <AsOfBanner
          note={document.data?.in_force === false ? t('as_of.not_in_force') : undefined}
        />
        {gone ? (
          <Gone failure={document.failure} />
        ) : (
          <WithBlocks>
            <Outlet />
          </WithBlocks>
        )}
      </Shell>
    </PlanContext.Provider>
  );
}
