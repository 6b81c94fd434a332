// Conflict view: both versions of a row side by side; where both changed a field one chooses.
import { useMemo, useState } from 'react';
import type { RegisterField, Row } from '../api/registers';
import { useLanguage } from '../i18n/language';
import { formatMoment } from '../figures/format';
import { clashesOf, isSettled, merged, type Choices, type Clash } from './conflict';
import { cellText } from './values';
import { Blank } from './value-view';

export function ConflictView({
  fields,
  base,
  theirs,
  typed,
  busy,
  mineText,
  onSettled,
}: {
  fields: RegisterField[];
  base: Row;
  theirs: Row;
  typed: Record<string, string>;
  busy: boolean;
  mineText: (field: RegisterField, text: string) => string; ///< Names for codes and ids.
  onSettled: (typed: Record<string, string>) => void;
}) {
  const { t } = useLanguage();
  const clashes = useMemo(
    () => clashesOf(fields, base, theirs, typed),
    [fields, base, theirs, typed],
  );
  const [choices, setChoices] = useState<Choices>({});
  const ready = isSettled(clashes, choices);
  return (
    <section className="conflict-rows">
      <div className="faults" role="alert">
        <p>{t('clash.title')}</p>
        <p className="fault-hint">
          {t('clash.advice')}
          {theirs.actor !== undefined &&
            theirs.actor !== null &&
            ` ${t('clash.by', { by: theirs.actor, at: formatMoment(theirs.recorded ?? '') })}`}
        </p>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('clash.field')}</th>
            <th scope="col">{t('clash.before')}</th>
            <th scope="col">{t('clash.theirs')}</th>
            <th scope="col">{t('clash.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {clashes.map((clash) => (
            <ClashRow
              key={clash.field.name}
              clash={clash}
              mineText={mineText(clash.field, clash.mine)}
              chosen={choices[clash.field.name]}
              onChoose={(choice) => setChoices({ ...choices, [clash.field.name]: choice })}
            />
          ))}
        </tbody>
      </table>
      <footer className="buttons end drawer-foot">
        {!ready && <span className="quiet">{t('clash.choose')}</span>}
        <button
          type="button"
          className="primary"
          disabled={!ready || busy}
          onClick={() => onSettled(merged(typed, clashes, choices))}
        >
          {t('clash.save')}
        </button>
      </footer>
    </section>
  );
}

function ClashRow({
  clash,
  mineText,
  chosen,
  onChoose,
}: {
  clash: Clash;
  mineText: string;
  chosen: 'mine' | 'theirs' | undefined;
  onChoose: (choice: 'mine' | 'theirs') => void;
}) {
  const { t } = useLanguage();
  const { field, by } = clash;
  const taken = chosen ?? (by === 'both' ? undefined : by);
  const show = (side: 'mine' | 'theirs') => {
    const text = side === 'mine' ? mineText : cellText(clash.theirs, field.type, t);
    return (
      <td className={taken === side ? 'taken' : ''}>
        <label>
          <input
            type="radio"
            name={`clash-${field.name}`}
            checked={taken === side}
            onChange={() => onChoose(side)}
          />
          {text === '' ? <Blank /> : <span lang="zh-CN">{text}</span>}
        </label>
      </td>
    );
  };
  const before = cellText(clash.before, field.type, t);
  return (
    <tr className={by === 'both' ? 'both' : ''}>
      <th scope="row" lang="zh-CN">
        {field.name}
      </th>
      <td>{before === '' ? <Blank /> : <span lang="zh-CN">{before}</span>}</td>
      {show('theirs')}
      {show('mine')}
    </tr>
  );
}
