// Many of: a field that opens a list to tick.
import { useRef } from 'react';
import { useLanguage } from '../i18n/language';
import type { Region } from '../api/registers';

export function ManyOf({
  name,
  options,
  chosen,
  onChoose,
}: {
  name: string;
  options: Region[];
  chosen: string[];
  onChoose: (chosen: string[]) => void;
}) {
  const { t } = useLanguage();
  const box = useRef<HTMLDetailsElement>(null);
  const names = options.filter((each) => chosen.includes(each.id)).map((each) => each.name);
  const tick = (id: string): void =>
    onChoose(
      options
        .map((each) => each.id)
        .filter((each) => (each === id ? !chosen.includes(id) : chosen.includes(each))),
    );
  return (
    <details
      ref={box}
      className="many-of"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || box.current?.open !== true) return;
        event.stopPropagation();
        event.preventDefault();
        box.current.open = false;
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary aria-label={name} className={names.length === 0 ? 'quiet' : ''}>
        {names.length === 0 ? t('query.any') : names.join(t('word.and'))}
      </summary>
      <div className="many-of-list" tabIndex={-1}>
        {options.length === 0 && <p className="quiet">{t('query.no_options')}</p>}
        {options.map((option) => (
          <label key={option.id}>
            <input
              type="checkbox"
              checked={chosen.includes(option.id)}
              onChange={() => tick(option.id)}
            />
            <span lang="zh-CN">{option.name}</span>
          </label>
        ))}
      </div>
    </details>
  );
}
