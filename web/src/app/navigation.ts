// Navigation: which role sees which entries. Whether a deed is allowed the server decides.
import type { User } from '../api/types';
import type { Translate } from '../i18n/language';
import { hasRole } from './session';

export interface NavItem {
  to: string;
  text: string;
  count?: number;
  exact?: boolean;
  also?: string[]; ///< Other addresses of the same entry.
  more?: 'more'; ///< Less often wanted: under one entry where there is little room.
}

/// Whether the page at that address belongs to the entry.
export function isOpen(item: NavItem, pathname: string): boolean {
  const own = item.to.split('?')[0] ?? '';
  if (item.exact === true) return pathname === own;
  return [own, ...(item.also ?? [])].some(
    (place) => pathname === place || pathname.startsWith(`${place}/`),
  );
}

export function globalItems(user: User | null, t: Translate): NavItem[] {
  const items: NavItem[] = [{ to: '/', text: t('nav.plans'), exact: true }];
  if (hasRole(user, 'office')) items.push({ to: '/import', text: t('nav.import') });
  if (hasRole(user, 'admin')) items.push({ to: '/administration', text: t('nav.administration') });
  return user === null ? [] : items;
}

export interface PlanPlace {
  plan: string;
  asOf: string | null; ///< Kept when one goes from page to page.
  waiting: number; ///< Rows in the inbox.
}

export function planItems(place: PlanPlace, user: User | null, t: Translate): NavItem[] {
  const { waiting } = place;
  const base = `/plans/${encodeURIComponent(place.plan)}`;
  const view = place.asOf === null ? '' : `?as_of=${place.asOf}`;
  const at = (part: string): string => `${base}/${part}${view}`;
  const items: NavItem[] = [
    { to: base + view, text: t('nav.document'), exact: true },
    { to: at('registers'), text: t('nav.registers'), also: [`${base}/jobs`] },
    { to: at('board'), text: t('nav.board') },
    {
      to: at('decisions'),
      text: t('nav.rules'),
      also: ['policies', 'parameters', 'what-if'].map((part) => `${base}/${part}`),
    },
    { to: at('deadlines'), text: t('nav.deadlines') },
  ];
  const office = hasRole(user, 'office');
  if (hasRole(user, 'county', 'department'))
    items.push({ to: `${base}/report`, text: t('nav.report'), count: office ? 0 : waiting });
  if (office) items.push({ to: `${base}/accept`, text: t('nav.accept'), count: waiting });
  if (office) items.push({ to: `${base}/shares`, text: t('nav.shares'), more: 'more' });
  items.push({ to: at('agencies'), text: t('nav.agencies'), more: 'more' });
  const definitions = { to: at('blocks'), text: t('nav.blocks'), also: [`${base}/versions`] };
  items.push({ ...definitions, more: 'more' });
  if (hasRole(user, 'office', 'admin'))
    items.push({ to: `${base}/journal`, text: t('nav.journal'), more: 'more' });
  return items;
}
