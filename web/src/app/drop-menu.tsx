// Drop menu: a summary that opens what belongs under it. Escape closes it and goes back to the
// summary, leaving it or following a link closes it, too.
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useLocation } from 'react-router-dom';

export function DropMenu({
  summary,
  title,
  className,
  children,
}: {
  summary: ReactNode;
  title?: string | undefined;
  className: string;
  children: ReactNode;
}) {
  const { pathname, search } = useLocation();
  const frame = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (frame.current !== null) frame.current.open = false;
  };
  useEffect(close, [pathname, search]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || frame.current?.open !== true) return;
    event.stopPropagation();
    close();
    frame.current.querySelector('summary')?.focus();
  };
  return (
    <details
      ref={frame}
      className={`drop-menu ${className}`}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <summary title={title}>{summary}</summary>
      <div className="menu">{children}</div>
    </details>
  );
}
