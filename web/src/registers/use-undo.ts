// Undo: takes a deed back and says how that went.
import { useCallback } from 'react';
import { useRefresh } from '../api/live';
import { faultsOf } from '../app/faults';
import { useSay } from '../app/notices';
import { useLanguage } from '../i18n/language';

export function useUndo(): (deed: () => Promise<unknown>) => () => void {
  const { t, pick } = useLanguage();
  const say = useSay();
  const refresh = useRefresh();
  return useCallback(
    (deed: () => Promise<unknown>) => () => {
      deed().then(
        () => {
          say(t('undo.done'));
          refresh();
        },
        (failure: unknown) => {
          const [fault] = faultsOf(failure, t);
          say(t('undo.failed', { why: fault === undefined ? '' : pick(fault.zh, fault.en) }));
        },
      );
    },
    [say, refresh, t, pick],
  );
}
