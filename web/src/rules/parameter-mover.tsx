// Parameter mover: one parameter of a scenario: a slider where its size is known, and a field.
import { useEffect, useState } from 'react';
import type { MovableParameter } from '../api/rules';
import { BlockLink } from '../blocks/block-opener';
import { useLanguage } from '../i18n/language';
import { readType, shownValue, typedValue, writtenValue } from './parameter-text';
import { rangeOf, typedOf } from './scenario';

export function ParameterMover({
  parameter,
  moved,
  onMove,
}: {
  parameter: MovableParameter;
  moved: string | null | undefined; ///< Undefined: it stays as it is.
  onMove: (value: string | null) => void;
}) {
  const { t, language } = useLanguage();
  const now = parameter.value;
  const value = moved === undefined ? now : moved;
  return (
    <li className={moved === undefined ? 'mover' : 'mover moved'} data-parameter={parameter.name}>
      <header>
        <BlockLink id={parameter.name}>{parameter.label || parameter.name}</BlockLink>
        <small className="quiet">
          {now === null ? (
            <span className="tag unset">{t('rules.not_set')}</span>
          ) : (
            t('what_if.now', {
              value: `${shownValue(parameter.type, now, language, t)} ${parameter.unit}`,
            })
          )}
        </small>
        {moved !== undefined && (
          <button type="button" className="link" onClick={() => onMove(now)}>
            {t('what_if.reset')}
          </button>
        )}
      </header>
      <div className="mover-inputs">
        <ValueInput parameter={parameter} value={value} onMove={onMove} />
        <span className="unit" lang="zh-CN">
          {parameter.unit}
        </span>
      </div>
      <p className="quiet" lang="zh-CN">
        {parameter.rules.length === 0
          ? t('what_if.nothing_rests')
          : t('what_if.rests', {
              names: parameter.rules.map((rule) => rule.label || rule.name).join('、'),
            })}
      </p>
    </li>
  );
}

function ValueInput({
  parameter,
  value,
  onMove,
}: {
  parameter: MovableParameter;
  value: string | null;
  onMove: (value: string | null) => void;
}) {
  const { t, language } = useLanguage();
  const { kind, isList } = readType(parameter.type);
  const before = typedValue(parameter.type, value);
  const [typed, setTyped] = useState(before);
  useEffect(() => setTyped(before), [before]);
  const name = parameter.label || parameter.name;
  const isNumber = kind === 'number' && !isList;
  const range = isNumber ? rangeOf(parameter.value ?? value) : null;
  const settle = (): void => {
    const text = typed.trim();
    if (text === before) return;
    const isNow = text === typedValue(parameter.type, parameter.value);
    onMove(isNow ? parameter.value : writtenValue(parameter.type, text) || null);
  };
  const words = kind === 'boolean' ? ['true', 'false'] : parameter.words;
  if (words.length > 0 && !isList) {
    return (
      <select
        aria-label={name}
        value={value ?? ''}
        onChange={(event) => onMove(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{t('rules.not_set')}</option>
        {words.map((word) => (
          <option key={word} value={word}>
            {shownValue(parameter.type, word, language, t)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <>
      {range !== null && (
        <input
          type="range"
          aria-label={t('what_if.slider', { name })}
          min={range.low}
          max={range.high}
          step={range.step}
          value={Number(typed) || 0}
          onChange={(event) => setTyped(typedOf(Number(event.target.value)))}
          onPointerUp={settle}
          onKeyUp={settle}
          onBlur={settle}
        />
      )}
      <input
        aria-label={name}
        type={kind === 'date' && !isList ? 'date' : 'text'}
        inputMode={isNumber ? 'decimal' : 'text'}
        placeholder={t('rules.not_set')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />
    </>
  );
}
