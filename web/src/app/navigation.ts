// Navigation: which role sees which entries. Whether a deed is allowed the server decides.
import type { User } from '../api/types';
import type { Translate } from '../i18n/language';
import type { NavItem } from './shell';
import { hasRole } from './session';

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
  const items: NavItem[] = [
    { to: base + view, text: t('nav.document'), exact: true },
    { to: `${base}/registers${view}`, text: t('nav.registers') },
    { to: `${base}/board${view}`, text: t('nav.board') },
    { to: `${base}/decisions${view}`, text: t('nav.rules') },
    { to: `${base}/deadlines${view}`, text: t('nav.deadlines') },
    { to: `${base}/agencies${view}`, text: t('nav.agencies') },
    { to: `${base}/blocks${view}`, text: t('nav.blocks') },
  ];
  const holds = hasRole(user, 'county', 'department');
  const office = hasRole(user, 'office');
  if (holds)
    items.push({ to: `${base}/report`, text: t('nav.report'), count: office ? 0 : waiting });
  if (office) items.push({ to: `${base}/accept`, text: t('nav.accept'), count: waiting });
  if (office) items.push({ to: `${base}/shares`, text: t('nav.shares') });
  if (hasRole(user, 'office', 'admin'))
    items.push({ to: `${base}/journal`, text: t('nav.journal') });
  return items;
}
