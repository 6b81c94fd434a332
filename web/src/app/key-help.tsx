// Key help: `?` tells what the keyboard can do. Keys pressed inside a field are left to the field.
import { useEffect, useRef, useState } from 'react';
import { useLanguage, type Key } from '../i18n/language';
import { Dialog } from './dialog';

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/// Calls back for single keys pressed outside fields and dialogs.
export function useKeys(onKey: (key: string, event: KeyboardEvent) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      latest.current(event.key, event);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

const keys: [string, Key][] = [
  ['j ↓', 'keys.next'],
  ['k ↑', 'keys.previous'],
  ['/', 'keys.search'],
  ['s', 'keys.find'],
  ['c', 'keys.coverage'],
  ['n', 'keys.notes'],
  ['Esc', 'keys.close'],
  ['?', 'keys.help'],
];

export function KeyHelp() {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  useKeys((key) => {
    if (key === '?' || key === '？') setOpen(true);
  });
  if (!open) return null;
  return (
    <Dialog title={t('keys.title')} onClose={() => setOpen(false)}>
      <table className="keys">
        <tbody>
          {keys.map(([key, meaning]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{t(meaning)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
