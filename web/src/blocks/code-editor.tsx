// Code editor: a text area over a layer that draws the same text with line numbers and with faults
// marked under their characters. Both use one font, so that Han characters stand where they stand.
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { BlockCompletion, BlockFault } from '../api/types';
import { useLanguage } from '../i18n/language';
import { CompletionList } from './completion-list';
import { lineEndAt, lineParts } from './text-places';
import { useCompletion, type Complete } from './use-completion';

export interface CodeEditorProps {
  label: string;
  text: string;
  faults: BlockFault[];
  complete: Complete;
  onChange: (text: string) => void;
  onSave: () => void;
}

/// As if typed, so that undo knows it.
function type(area: HTMLTextAreaElement, text: string): void {
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

export function CodeEditor({ label, text, faults, complete, onChange, onSave }: CodeEditorProps) {
  const { t } = useLanguage();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(text.length);
  const [leaving, setLeaving] = useState(false);
  const completion = useCompletion(complete);
  const accept = (item: BlockCompletion): void => {
    const element = area.current;
    const begin = completion.begin(element?.value ?? '');
    if (element === null) return;
    element.focus();
    element.setSelectionRange(begin, element.selectionEnd);
    type(element, item.text);
    completion.close();
    if (/[ :]$/.test(item.text)) completion.ask(element.value, element.selectionEnd, 'asked');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const element = event.currentTarget;
    if (completion.onKey(event, accept)) return;
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && key === 's') onSave();
    else if (command && key === ' ') completion.ask(element.value, element.selectionEnd, 'asked');
    else if (key === 'Tab' && !event.shiftKey && !leaving) type(element, '  ');
    else if (key === 'Enter' && !command && !event.nativeEvent.isComposing) {
      type(element, lineEndAt(element.value, element.selectionStart));
    } else {
      // Escape and then Tab goes on to the next field.
      setLeaving(key === 'Escape' ? true : leaving && key === 'Tab');
      if (key === 'Escape') event.preventDefault();
      return;
    }
    event.preventDefault();
  };
  return (
    <div className="code-editor">
      <div className="code-scroll">
        <CodeLayer text={text} faults={faults} caret={caret}>
          <CompletionList completion={completion} onAccept={accept} />
        </CodeLayer>
        <textarea
          ref={area}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          lang="zh-CN"
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={completion.open ? 'completions' : undefined}
          aria-activedescendant={completion.open ? `completion-${completion.active}` : undefined}
          onKeyDown={onKeyDown}
          onSelect={(event) => setCaret(event.currentTarget.selectionEnd)}
          onBlur={completion.close}
          onChange={(event) => {
            const element = event.currentTarget;
            onChange(element.value);
            setCaret(element.selectionEnd);
            completion.ask(element.value, element.selectionEnd, 'typing');
          }}
        />
      </div>
      <p className="quiet code-keys">{t('editor.keys')}</p>
    </div>
  );
}

function CodeLayer({
  text,
  faults,
  caret,
  children,
}: {
  text: string;
  faults: BlockFault[];
  caret: number;
  children: React.ReactNode;
}) {
  const { pick } = useLanguage();
  const lines = useMemo(() => text.split('\n'), [text]);
  const marker = useRef<HTMLSpanElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const before = text.slice(0, caret);
  const caretLine = before.split('\n').length - 1;
  const caretColumn = before.length - before.lastIndexOf('\n') - 1;
  useLayoutEffect(() => {
    const at = marker.current;
    const list = popup.current;
    if (at === null || list === null) return;
    const layer = list.offsetParent;
    const frame = layer?.parentElement;
    if (!layer || !frame) return;
    const [place, edge] = [at.getBoundingClientRect(), layer.getBoundingClientRect()];
    const right = frame.clientWidth + frame.scrollLeft - list.offsetWidth - 8;
    list.style.left = `${Math.max(0, Math.min(place.left - edge.left, right))}px`;
    list.style.top = `${place.bottom - edge.top + 2}px`;
  });
  return (
    <div className="code-layer">
      {lines.map((line, index) => {
        const here = faults.filter((fault) => fault.in_block?.line === index + 1);
        const title = here.map((fault) => pick(fault.zh, fault.en)).join('\n');
        return (
          <div key={index} className="code-line" aria-hidden="true">
            <span className={`line-number ${here[0]?.severity ?? ''}`} title={title}>
              {index + 1}
            </span>
            <span className="code-text" lang="zh-CN">
              {lineParts(line, here).map((part, at) => (
                <span key={at} className={part.fault === null ? '' : `mark ${part.fault.severity}`}>
                  {part.text}
                </span>
              ))}
              {index === caretLine && (
                <span className="caret-place">
                  {line.slice(0, caretColumn)}
                  <span ref={marker}>​</span>
                </span>
              )}
            </span>
          </div>
        );
      })}
      <div className="completion-place" ref={popup}>
        {children}
      </div>
    </div>
  );
}
