// Completion list: what fits at the caret, with what it is.
import { useEffect, useRef } from 'react';
import type { BlockCompletion } from '../api/types';
import { useLanguage } from '../i18n/language';
import type { Completion } from './use-completion';

export function CompletionList({
  completion,
  onAccept,
}: {
  completion: Completion;
  onAccept: (item: BlockCompletion) => void;
}) {
  const { t, pick } = useLanguage();
  const chosen = useRef<HTMLLIElement>(null);
  useEffect(() => chosen.current?.scrollIntoView({ block: 'nearest' }), [completion.active]);
  if (!completion.open) return null;
  const active = completion.items[completion.active];
  const about = active === undefined ? '' : pick(active.zh, active.en);
  return (
    <div className="completions">
      <ul role="listbox" id="completions" aria-label={t('editor.completions')}>
        {completion.items.map((item, index) => (
          <li
            key={`${item.kind} ${item.text}`}
            id={`completion-${index}`}
            role="option"
            aria-selected={index === completion.active}
            ref={index === completion.active ? chosen : undefined}
            className={`completion ${item.kind}`}
            onMouseDown={(event) => {
              event.preventDefault();
              onAccept(item);
            }}
          >
            <span lang="zh-CN">{item.text}</span>
            <small lang="zh-CN">{item.detail}</small>
          </li>
        ))}
      </ul>
      {about !== '' && <p className="completion-about">{about}</p>}
    </div>
  );
}
