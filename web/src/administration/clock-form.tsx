// Clock form: moves the day of a store with a fixed clock; the old day is one click away.
import { useState } from 'react';
import { post } from '../api/client';
import type { Session } from '../api/types';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { useSession } from '../app/session';
import { formatDay } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';

export function ClockForm({ today }: { today: string }) {
  const { t, language } = useLanguage();
  const say = useSay();
  const { accept } = useSession();
  const [day, setDay] = useState(today);
  const moving = useAction(async (to: string) => {
    accept(await post<Session>('/api/admin/clock', { today: to }));
    setDay(to);
    const back = to === today ? undefined : () => void moving.run(today);
    say(t('clock.moved', { day: formatDay(to, language) }), back);
  });
  return (
    <form
      className="form-pane"
      onSubmit={(event) => {
        event.preventDefault();
        void moving.run(day);
      }}
    >
      <h2>{t('clock.title')}</h2>
      <p className="quiet">{t('clock.about', { day: formatDay(today, language) })}</p>
      <label className="field">
        <span>{t('clock.to')}</span>
        <input
          type="date"
          name="today"
          required
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
      </label>
      <FaultList failure={moving.failure} />
      <button
        type="submit"
        className="primary"
        disabled={moving.busy || day === today || day === ''}
      >
        {t('clock.submit')}
      </button>
    </form>
  );
}
