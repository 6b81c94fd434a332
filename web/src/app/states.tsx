// States a page can be in besides showing its data: on its way, failed, empty.
import type { ReactNode } from 'react';
import type { Resource } from '../api/resource';
import { useLanguage } from '../i18n/language';
import { FaultList } from './faults';

export function Loading() {
  const { t } = useLanguage();
  return (
    <div className="loading" role="status">
      <span className="loading-bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t('state.loading')}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children !== undefined && <div className="empty-advice">{children}</div>}
    </div>
  );
}

/// Shows the data once there; failures keep what was shown before them on screen.
export function Shown<T>({
  resource,
  children,
}: {
  resource: Resource<T>;
  children: (data: T) => ReactNode;
}) {
  const { data, failure, loading, reload } = resource;
  return (
    <>
      {failure !== null && <FaultList failure={failure} onRetry={reload} />}
      {data !== null ? children(data) : loading && <Loading />}
    </>
  );
}
