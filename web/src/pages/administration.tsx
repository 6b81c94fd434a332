// Administration: users, the clock of a store with a fixed day, and how the store is.
import { useResource } from '../api/resource';
import type { AdminStatus, AdminUser } from '../api/types';
import { useSession } from '../app/session';
import { Shown } from '../app/states';
import { ClockForm } from '../administration/clock-form';
import { UserForm } from '../administration/user-form';
import { UserTable } from '../administration/user-table';
import { formatDuration, formatSize } from '../figures/format';
import { useLanguage } from '../i18n/language';
import '../styles/pages.css';
import '../styles/work.css';

export default function AdministrationPage() {
  const { t } = useLanguage();
  const { session } = useSession();
  const users = useResource<{ users: AdminUser[] }>('/api/admin/users');
  const status = useResource<AdminStatus>('/api/admin/status');
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.administration')}</h1>
      </header>
      <div className="two-panes">
        <div>
          <section>
            <h2>{t('admin.users')}</h2>
            <Shown resource={users}>
              {(data) => <UserTable users={data.users} onChanged={users.reload} />}
            </Shown>
          </section>
          <UserForm onAdded={users.reload} />
        </div>
        <div>
          {session?.store.clock === 'fixed' && <ClockForm today={session.store.today} />}
          <section className="form-pane">
            <h2>{t('admin.status')}</h2>
            <Shown resource={status}>{(data) => <StatusList status={data} />}</Shown>
          </section>
        </div>
      </div>
    </div>
  );
}

function StatusList({ status }: { status: AdminStatus }) {
  const { t } = useLanguage();
  return (
    <dl className="status-list">
      <div>
        <dt>{t('admin.version')}</dt>
        <dd>{status.version}</dd>
      </div>
      <div>
        <dt>{t('admin.store')}</dt>
        <dd>
          <code>{status.store}</code>
        </dd>
      </div>
      <div>
        <dt>{t('admin.size')}</dt>
        <dd>{formatSize(status.bytes)}</dd>
      </div>
      <div>
        <dt>{t('admin.journal')}</dt>
        <dd>{status.journal_entries}</dd>
      </div>
      <div>
        <dt>{t('admin.head')}</dt>
        <dd>
          <code className="hash">{status.journal_head}</code>
        </dd>
      </div>
      <div>
        <dt>{t('admin.user_count')}</dt>
        <dd>{status.users}</dd>
      </div>
      <div>
        <dt>{t('admin.uptime')}</dt>
        <dd>{formatDuration(status.uptime_s, t)}</dd>
      </div>
    </dl>
  );
}
