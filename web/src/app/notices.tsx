// Notices: short confirmations at the foot of the page, with undo where the deed can be undone.
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language';

interface Notice {
  id: number;
  text: string;
  undo?: () => void;
}
type Say = (text: string, undo?: () => void) => void;

const NoticeContext = createContext<Say>(() => undefined);
export const useSay = (): Say => useContext(NoticeContext);

const shown_ms = 6000;
const shown_with_undo_ms = 12000;

export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const count = useRef(0);
  const { t } = useLanguage();
  const close = useCallback((id: number) => {
    setNotices((before) => before.filter((notice) => notice.id !== id));
  }, []);
  const say = useCallback<Say>(
    (text, undo) => {
      count.current += 1;
      const id = count.current;
      setNotices((before) => [...before.slice(-2), { id, text, undo }]);
      window.setTimeout(() => close(id), undo === undefined ? shown_ms : shown_with_undo_ms);
    },
    [close],
  );
  const list = useMemo(
    () =>
      notices.map((notice) => (
        <div className="notice" key={notice.id}>
          <span>{notice.text}</span>
          {notice.undo !== undefined && (
            <button
              type="button"
              onClick={() => {
                notice.undo?.();
                close(notice.id);
              }}
            >
              {t('action.undo')}
            </button>
          )}
          <button
            type="button"
            className="notice-close"
            aria-label={t('action.close')}
            onClick={() => close(notice.id)}
          >
            ×
          </button>
        </div>
      )),
    [notices, close, t],
  );
  return (
    <NoticeContext.Provider value={say}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {list}
      </div>
    </NoticeContext.Provider>
  );
}
