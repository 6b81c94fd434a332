// Set dialog: a value from a day on, and what it rests on. What was there stays in the history.
import { useState } from 'react';
import { setParameter } from '../api/parameters';
import type { Parameter } from '../api/parameters';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { FieldInput, faultOfText } from '../registers/field-input';
import { readType, typedValue, writtenValue } from '../rules/parameter-text';
import { ValueText } from './parameter-table';
import { fieldOf, titleOf } from './parameter-values';

const basis_size_max = 500;

export function SetDialog({
  opened,
  newest,
  onSet,
  onClose,
}: {
  opened: Parameter; ///< As the reader saw it.
  newest: Parameter; ///< As it is by now.
  onSet: () => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id, session } = usePlan();
  const say = useSay();
  const [version, setVersion] = useState(opened.version);
  const [text, setText] = useState(typedValue(opened.type, opened.value));
  const [day, setDay] = useState(session?.store.today ?? '');
  const [basis, setBasis] = useState('');
  const field = fieldOf(opened);
  const { isList } = readType(opened.type);
  const name = titleOf(opened);
  const action = useAction(async () => {
    const value = writtenValue(opened.type, text);
    const change = { version, value, holds_from: day, basis: basis.trim() };
    try {
      await setParameter(id, opened.name, change);
    } finally {
      onSet(); // What was refused may have been set by somebody else.
    }
    say(t('parameters.done', { name }));
    onClose();
  });
  const isReady = basis.trim() !== '' && day !== '' && faultOfText(field, text, t) === '';
  return (
    <Dialog title={t('parameters.set_one', { name })} onClose={onClose}>
      <form
        className="parameter-form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run();
        }}
      >
        <FieldInput
          field={field}
          answer={{ text }}
          faults={[]}
          note={t(isList ? 'parameters.list_about' : 'parameters.value_about')}
          required={false}
          onAnswer={(answer) => setText(answer.text)}
        />
        <label className="field">
          <span>{t('parameters.from_day')}</span>
          <input
            type="date"
            required
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('parameters.basis')}</span>
          <textarea
            rows={2}
            required
            lang="zh-CN"
            value={basis}
            maxLength={basis_size_max}
            placeholder={t('parameters.basis_example')}
            onChange={(event) => setBasis(event.target.value)}
          />
        </label>
        {newest.version !== version && (
          <p className="banner" role="alert">
            {t('parameters.meanwhile')} <ValueText parameter={newest} value={newest.value} />{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                setVersion(newest.version);
                action.clear();
              }}
            >
              {t('parameters.go_on')}
            </button>
          </p>
        )}
        <FaultList failure={action.failure} />
        <footer className="buttons end">
          <button type="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="primary" disabled={!isReady || action.busy}>
            {t('action.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
