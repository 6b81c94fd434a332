// Plain editor: a text area with line numbers; lines with faults are marked in the margin.
import { forwardRef, useImperativeHandle, useMemo, useRef } from 'react';
import type { Fault } from '../api/types';
import { useLanguage } from '../i18n/language';

export interface PlainEditorHandle {
  goTo: (line: number) => void;
}

const line_px = 22;

export const PlainEditor = forwardRef<PlainEditorHandle, {
  label: string; text: string; faults: Fault[]; readOnly: boolean;
  onChange: (text: string) => void; onSave: () => void;
}>(function PlainEditor({ label, text, faults, readOnly, onChange, onSave }, handle) {
  const { pick } = useLanguage();
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const faultLines = useMemo(() => new Map(faults.map((fault) =>
    [fault.place?.line ?? 0, fault])), [faults]);
  const count = useMemo(() => text.split('\n').length, [text]);
  useImperativeHandle(handle, () => ({
    goTo: (line) => {
      const element = area.current;
      if (element === null) return;
      const before = text.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      element.focus();
      element.setSelectionRange(before, before + (text.split('\n')[line - 1]?.length ?? 0));
      element.scrollTop = Math.max(0, (line - 6) * line_px);
    },
  }), [text]);
  return (
    <div className="plain-editor">
      <div className="line-numbers" ref={numbers} aria-hidden="true">
        {Array.from({ length: count }, (_, index) => {
          const fault = faultLines.get(index + 1);
          return (
            <div key={index} className={fault === undefined ? undefined : fault.severity}
              title={fault === undefined ? undefined : pick(fault.zh, fault.en)}>{index + 1}</div>
          );
        })}
      </div>
      <textarea ref={area} value={text} spellCheck={false} wrap="off" aria-label={label}
        readOnly={readOnly} lang="zh-CN"
        onScroll={(event) => {
          if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          if ((event.ctrlKey || event.metaKey) && event.key === 's') {
            event.preventDefault();
            onSave();
          }
        }}
        onChange={(event) => onChange(event.target.value)} />
    </div>
  );
});
