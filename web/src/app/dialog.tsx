// Dialog: the browser's own, opened as modal; Esc and a click beside it close it.
import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language';

export function Dialog({
  title,
  onClose,
  children,
  shape,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  shape?: 'wide' | 'whole' | 'drawer';
}) {
  const element = useRef<HTMLDialogElement>(null);
  const { t } = useLanguage();
  // Closed while it is still in the page, it gives the focus back to where it came from.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={shape}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className="dialog-body">
        <header>
          <h2>{title}</h2>
          <button
            type="button"
            className="icon-button"
            onClick={onClose}
            aria-label={t('action.close')}
          >
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

export function Confirm({
  title,
  text,
  action,
  onConfirm,
  onClose,
}: {
  title: string;
  text: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <footer className="buttons end">
        <button type="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button type="button" className="primary" autoFocus onClick={onConfirm}>
          {action}
        </button>
      </footer>
    </Dialog>
  );
}
