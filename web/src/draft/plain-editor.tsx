// Plain editor: a text area with line numbers; lines with faults are marked in the margin. A mirror
// of the text, unseen, lies under the text area and wraps as it does, so that numbers stay beside
// their lines.
import { forwardRef, memo, useImperativeHandle, useMemo, useRef } from 'react';
import type { Fault } from '../api/types';
import { useLanguage } from '../i18n/language';

export interface PlainEditorHandle {
  goTo: (line: number) => void;
}

const MirrorLine = memo(function MirrorLine({
  number,
  text,
  severity,
  title,
}: {
  number: number;
  text: string;
  severity: string | undefined;
  title: string | undefined;
}) {
  return (
    <div className="mirror-line">
      <span className={`line-number ${severity ?? ''}`} title={title}>
        {number}
      </span>
      <span className="mirror-text">{text === '' ? ' ' : text}</span>
    </div>
  );
});

export const PlainEditor = forwardRef<
  PlainEditorHandle,
  {
    label: string;
    text: string;
    faults: Fault[];
    readOnly: boolean;
    onChange: (text: string) => void;
    onSave: () => void;
  }
>(function PlainEditor({ label, text, faults, readOnly, onChange, onSave }, handle) {
  const { pick } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const faultLines = useMemo(
    () => new Map([...faults].reverse().map((fault) => [fault.place?.line ?? 0, fault])),
    [faults],
  );
  const lines = useMemo(() => text.split('\n'), [text]);
  useImperativeHandle(
    handle,
    () => ({
      goTo: (line) => {
        const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
        area.current?.focus({ preventScroll: true });
        area.current?.setSelectionRange(before, before + (lines[line - 1]?.length ?? 0));
        frame.current
          ?.querySelectorAll('.mirror-line')
          [line - 1]?.scrollIntoView({ block: 'center' });
      },
    }),
    [lines],
  );
  return (
    <div className="plain-editor" ref={frame}>
      <div className="plain-editor-body">
        <div className="mirror" aria-hidden="true" lang="zh-CN">
          {lines.map((line, index) => {
            const fault = faultLines.get(index + 1);
            return (
              <MirrorLine
                key={index}
                number={index + 1}
                text={line}
                severity={fault?.severity}
                title={fault === undefined ? undefined : pick(fault.zh, fault.en)}
              />
            );
          })}
        </div>
        <textarea
          ref={area}
          value={text}
          spellCheck={false}
          aria-label={label}
          readOnly={readOnly}
          lang="zh-CN"
          onKeyDown={(event) => {
            if ((event.ctrlKey || event.metaKey) && event.key === 's') {
              event.preventDefault();
              onSave();
            }
          }}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  );
});
