// As of: the day a page speaks of, kept in its address so that a link shows the same figures.
import { useCallback } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router-dom';
import { useLanguage } from '../i18n/language';
import { formatDay } from '../figures/format';
import { useSession } from './session';

export function useAsOf(): [string | null, (day: string | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const written = parameters.get('as_of');
  const asOf = written !== null && /^\d{4}-\d{2}-\d{2}$/.test(written) ? written : null;
  const choose = useCallback(
    (day: string | null) => {
      setParameters(
        (before) => {
          const next = new URLSearchParams(before);
          if (day === null || day === '') next.delete('as_of');
          else next.set('as_of', day);
          return next;
        },
        { replace: false, preventScrollReset: true },
      );
    },
    [setParameters],
  );
  return [asOf, choose];
}

export function AsOfPicker() {
  const [asOf, choose] = useAsOf();
  const { session } = useSession();
  const { t } = useLanguage();
  const today = session?.store.today ?? '';
  return (
    <label className="as-of">
      <span>{t('as_of.label')}</span>
      <input
        type="date"
        value={asOf ?? today}
        aria-label={t('as_of.label')}
        onChange={(event) => choose(event.target.value === today ? null : event.target.value)}
      />
    </label>
  );
}

export function AsOfBanner({ note }: { note?: string | undefined }) {
  const [asOf, choose] = useAsOf();
  const { t, language } = useLanguage();
  if (asOf === null) return null;
  return (
    <div className="banner as-of-banner" role="status">
      {t('as_of.banner', { day: formatDay(asOf, language) })} {note}{' '}
      <button type="button" className="link" onClick={() => choose(null)}>
        {t('as_of.back')}
      </button>
    </div>
  );
}

/// A link inside a plan that keeps the day in view.
export function PlanLink({
  to,
  children,
  className,
  tabIndex,
}: {
  to: string;
  children: React.ReactNode;
  className?: string;
  tabIndex?: number;
}) {
  const [asOf] = useAsOf();
  const { search } = useLocation();
  const [path = '', anchor] = to.split('#');
  const query = asOf === null || search === '' ? '' : `?as_of=${asOf}`;
  const joined = path.includes('?') && query !== '' ? `${path}&${query.slice(1)}` : path + query;
  return (
    <Link
      to={anchor === undefined ? joined : `${joined}#${anchor}`}
      className={className}
      tabIndex={tabIndex}
    >
      {children}
    </Link>
  );
}
