// Shell: what stands around every page: skip link, name, navigation, banners, language, who.
import { Suspense, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { onConnection } from '../api/client';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { Boundary } from './boundary';
import { DropMenu } from './drop-menu';
import { KeyHelp } from './key-help';
import { isOpen, type NavItem } from './navigation';
import { useSession } from './session';
import { Loading } from './states';
import { UserMenu } from './user-menu';
import { useNarrow } from './use-narrow';

/// Where the entries stand below one another; shell.css says the same.
const stacked = '(max-width: 1080px)';

export function Shell({
  title,
  items,
  tools,
  children,
  flush,
}: {
  title?: string | undefined;
  items: NavItem[];
  tools?: ReactNode; ///< Beside the navigation.
  children: ReactNode;
  flush?: 'flush';
}) {
  const { t } = useLanguage();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [pathname]);
  useNewPlace(pathname);
  const here = items.find((item) => isOpen(item, pathname))?.text;
  useEffect(() => {
    document.title = [here, title, t('shell.name')].filter((part) => part).join(' · ');
  }, [here, title, t]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand" aria-label={t('shell.home')}>
          <img src="/mark.svg" alt="" width="26" height="26" />
          <span className="brand-name">{t('shell.name')}</span>
        </Link>
        {title !== undefined && (
          <span className="top-title" title={title}>
            {title}
          </span>
        )}
        <button
          type="button"
          className="menu-button"
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpen(!open)}
        >
          {t('shell.menu')}
        </button>
        <nav id="navigation" className={open ? 'open' : ''} aria-label={t('shell.navigation')}>
          <Entries items={items} pathname={pathname} />
          {tools}
          <UserMenu />
        </nav>
      </header>
      <Banners />
      <main id="main" className={flush} tabIndex={-1}>
        <Boundary place={pathname}>
          <Suspense fallback={<Loading />}>{children}</Suspense>
        </Boundary>
      </main>
      <KeyHelp />
    </div>
  );
}

/// Those less often wanted stand under one entry, where the entries stand beside one another.
function Entries({ items, pathname }: { items: NavItem[]; pathname: string }) {
  const { t } = useLanguage();
  const isFlat = useNarrow(stacked);
  const entry = (item: NavItem) => (
    <Link
      key={item.to}
      to={item.to}
      className={isOpen(item, pathname) ? 'active' : ''}
      aria-current={isOpen(item, pathname) ? 'page' : undefined}
    >
      {item.text}
      {(item.count ?? 0) > 0 && <span className="count">{item.count}</span>}
    </Link>
  );
  const more = isFlat ? [] : items.filter((item) => item.more === 'more');
  const isThere = more.some((item) => isOpen(item, pathname));
  return (
    <>
      {items.filter((item) => !more.includes(item)).map(entry)}
      {more.length > 0 && (
        <DropMenu className={isThere ? 'more-menu active' : 'more-menu'} summary={t('nav.more')}>
          {more.map(entry)}
        </DropMenu>
      )}
    </>
  );
}

/// Another page begins at its top, and the keyboard with it.
function useNewPlace(pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}

function Banners() {
  const { t, language } = useLanguage();
  const { session, reload } = useSession();
  const [connected, setConnected] = useState(true);
  useEffect(() => onConnection(setConnected), []);
  const store = session?.store;
  return (
    <>
      {store?.demonstration === true && (
        <div className="banner demonstration">
          {store.clock === 'fixed'
            ? t('banner.demonstration_fixed', { day: formatDay(store.today, language) })
            : t('banner.demonstration')}
        </div>
      )}
      {!connected && (
        <div className="banner lost" role="alert">
          {t('banner.lost')}
          <button type="button" className="link" onClick={() => void reload()}>
            {t('action.retry')}
          </button>
        </div>
      )}
    </>
  );
}
