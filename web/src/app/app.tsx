// App: which address shows which page. Pages other than the first are loaded when asked for.
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { BrowserRouter, Navigate, Outlet, Route, Routes, useLocation } from 'react-router-dom';
import type { Role } from '../api/types';
import { LanguageProvider, useLanguage } from '../i18n/language';
import { FaultList } from './faults';
import { NoticeProvider } from './notices';
import { PlanLayout } from './plan-layout';
import { hasRole, SessionProvider, useSession, useUser } from './session';
import { Shell } from './shell';
import { globalItems } from './navigation';
import { Empty, Loading } from './states';

const SignInPage = lazy(() => import('../pages/sign-in'));
const SetupPage = lazy(() => import('../pages/setup'));
const PlansPage = lazy(() => import('../pages/plans'));
const DocumentPage = lazy(() => import('../pages/document'));
const BoardPage = lazy(() => import('../pages/board'));
const DeadlinesPage = lazy(() => import('../pages/deadlines'));
const AgenciesPage = lazy(() => import('../pages/agencies'));
const AgencyPage = lazy(() => import('../pages/agency'));
const ReportPage = lazy(() => import('../pages/report'));
const AcceptPage = lazy(() => import('../pages/accept'));
const SharesPage = lazy(() => import('../pages/shares'));
const ParametersPage = lazy(() => import('../pages/parameters'));
const BlocksPage = lazy(() => import('../pages/blocks'));
const DmnPage = lazy(() => import('../pages/dmn'));
const RegistersPage = lazy(() => import('../pages/registers'));
const RegisterPage = lazy(() => import('../pages/register'));
const RecordPage = lazy(() => import('../pages/record'));
const RegisterImportPage = lazy(() => import('../pages/register-import'));
const JobsPage = lazy(() => import('../pages/jobs'));
const DecisionsPage = lazy(() => import('../pages/decisions'));
const DecisionPage = lazy(() => import('../pages/decision'));
const PoliciesPage = lazy(() => import('../pages/policies'));
const PolicyPage = lazy(() => import('../pages/policy'));
const WhatIfPage = lazy(() => import('../pages/what-if'));
const VersionsPage = lazy(() => import('../pages/versions'));
const JournalPage = lazy(() => import('../pages/journal'));
const ImportPage = lazy(() => import('../pages/import'));
const DraftPage = lazy(() => import('../pages/draft'));
const AdministrationPage = lazy(() => import('../pages/administration'));

function SignedIn() {
  const { session, failure, reload } = useSession();
  const { pathname, search, hash } = useLocation();
  if (session === null) {
    return failure === null ? (
      <Loading />
    ) : (
      <div className="page">
        <FaultList failure={failure} onRetry={() => void reload()} />
      </div>
    );
  }
  if (session.user === null) {
    const next = encodeURIComponent(pathname + search + hash);
    return <Navigate to={pathname === '/' ? '/sign-in' : `/sign-in?next=${next}`} replace />;
  }
  return <Outlet />;
}

function Plain() {
  const { t } = useLanguage();
  const { session } = useSession();
  return (
    <Shell items={globalItems(session?.user ?? null, t)}>
      <Outlet />
    </Shell>
  );
}

function Lost() {
  const { t } = useLanguage();
  return (
    <div className="page">
      <Empty title={t('state.no_page')}>
        <a href="/">{t('shell.home')}</a>
      </Empty>
    </div>
  );
}

/// Pages of a role: others are told so, instead of being shown forms that refuse them. What is
/// allowed the server decides.
function For({ roles }: { roles: Role[] }) {
  const { t } = useLanguage();
  const user = useUser();
  if (hasRole(user, ...roles)) return <Outlet />;
  return (
    <div className="page">
      <Empty title={t('state.not_yours')}>
        <a href="/">{t('shell.home')}</a>
      </Empty>
    </div>
  );
}

function Alone({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Loading />}>{children}</Suspense>;
}

const registerRoutes = (
  <>
    <Route path="registers" element={<RegistersPage />} />
    <Route path="registers/:register" element={<RegisterPage />} />
    <Route path="registers/:register/rows/:row" element={<RecordPage />} />
    <Route path="registers/:register/import" element={<RegisterImportPage />} />
    <Route path="jobs" element={<JobsPage />} />
  </>
);

const ruleRoutes = (
  <>
    <Route path="decisions" element={<DecisionsPage />} />
    <Route path="decisions/:decision" element={<DecisionPage />} />
    <Route path="policies" element={<PoliciesPage />} />
    <Route path="policies/:policy" element={<PolicyPage />} />
    <Route path="what-if" element={<WhatIfPage />} />
  </>
);

export function App() {
  return (
    <LanguageProvider>
      <NoticeProvider>
        <SessionProvider>
          <BrowserRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
            <Routes>
              <Route
                path="/sign-in"
                element={
                  <Alone>
                    <SignInPage />
                  </Alone>
                }
              />
              <Route
                path="/setup"
                element={
                  <Alone>
                    <SetupPage />
                  </Alone>
                }
              />
              <Route element={<SignedIn />}>
                <Route element={<Plain />}>
                  <Route path="/" element={<PlansPage />} />
                  <Route element={<For roles={['office']} />}>
                    <Route path="/import" element={<ImportPage />} />
                    <Route path="/import/:draft" element={<DraftPage />} />
                  </Route>
                  <Route element={<For roles={['admin']} />}>
                    <Route path="/administration" element={<AdministrationPage />} />
                  </Route>
                  <Route path="*" element={<Lost />} />
                </Route>
                <Route path="/plans/:plan" element={<PlanLayout />}>
                  <Route index element={<DocumentPage />} />
                  {registerRoutes}
                  <Route path="board" element={<BoardPage />} />
                  {ruleRoutes}
                  <Route path="deadlines" element={<DeadlinesPage />} />
                  <Route path="agencies" element={<AgenciesPage />} />
                  <Route path="agencies/:agency" element={<AgencyPage />} />
                  <Route path="report" element={<ReportPage />} />
                  <Route element={<For roles={['office']} />}>
                    <Route path="accept" element={<AcceptPage />} />
                    <Route path="shares" element={<SharesPage />} />
                  </Route>
                  <Route path="journal" element={<JournalPage />} />
                  <Route path="parameters" element={<ParametersPage />} />
                  <Route path="blocks" element={<BlocksPage />} />
                  <Route path="blocks/:block/dmn" element={<DmnPage />} />
                  <Route element={<For roles={['office', 'admin']} />}>
                    <Route path="versions" element={<VersionsPage />} />
                  </Route>
                </Route>
              </Route>
            </Routes>
          </BrowserRouter>
        </SessionProvider>
      </NoticeProvider>
    </LanguageProvider>
  );
}
