// Row drawer: the form of one row beside the grid. What is typed is kept until it is saved or given
// up; leaving asks first.
import { useEffect, useState } from 'react';
import { addRow, editRow } from '../api/registers';
import type { Register, Row } from '../api/registers';
import { Dialog } from '../app/dialog';
import { FaultList, FaultText } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { useSession } from '../app/session';
import { useAction } from '../forms/action';
import { useBackQuestion } from '../forms/back-question';
import { useKept } from '../forms/kept';
import { useLanguage, type Translate } from '../i18n/language';
import { ConflictView } from './conflict-view';
import { FieldInput, faultOfText } from './field-input';
import { useFormHelp } from './form-help';
import {
  answerOf,
  cellsOf,
  entryOf,
  faultsByField,
  formFields,
  isDirty,
  isHidden,
  isRequired,
  theirsOf,
  withAnswer,
  wordsOf,
  type RowEntry,
} from './row-entry';
import { periodField } from './query';
import { LeaveQuestion } from './leave-question';
import { RowMarks } from './row-marks';
import { nameOfRow } from './row-name';
import { MaskedValue } from './value-view';

interface DrawerProperties {
  register: Register;
  row: Row | null; ///< Null: a new one.
  onSaved: (row: Row, before: Row | null) => void;
  onClose: () => void;
}

export function useDirtyWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
}

export function RowDrawer({ register, row, onSaved, onClose }: DrawerProperties) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const key = `row/${id}/${register.name}/${row?.row ?? 'new'}`;
  const [entry, setEntry, kept] = useKept<RowEntry>(key, entryOf(row));
  const [leaving, setLeaving] = useState(false);
  const { regions } = useFormHelp();
  const fields = formFields(register, entry);
  const dirty = isDirty(entry, fields);
  useDirtyWarning(dirty);
  useBackQuestion(dirty, () => setLeaving(true));
  const save = useAction(async (given: RowEntry) => {
    const cells = cellsOf(given, formFields(register, given));
    const answer =
      given.base === null
        ? await addRow(id, register.name, cells, given.holdsFrom || null)
        : await editRow(id, register.name, given.base, cells, given.holdsFrom || null);
    kept.forget();
    onSaved(answer.row, given.base);
    onClose();
  });
  const close = (): void => (dirty ? setLeaving(true) : giveUp());
  const giveUp = (): void => {
    kept.forget();
    onClose();
  };
  const theirs = theirsOf(save.failure);
  const title =
    row === null
      ? t('form.add', { name: register.label || register.name })
      : t('form.edit', { name: nameOfRow(row, register) });
  return (
    <Dialog title={title} onClose={close} shape="drawer">
      {kept.restored && dirty && (
        <p className="restored">
          {t('form.restored')}{' '}
          <button type="button" className="link" onClick={kept.forget}>
            {t('form.start_again')}
          </button>
        </p>
      )}
      {theirs !== null && entry.base !== null ? (
        <ConflictView
          fields={register.fields}
          base={entry.base}
          theirs={theirs}
          typed={entry.typed}
          busy={save.busy}
          mineText={(field, text) => wordsOf(entry, field, text, regions)}
          onSettled={(typed) => {
            const next = { ...entry, base: theirs, typed };
            setEntry(next);
            void save.run(next);
          }}
        />
      ) : (
        <RowForm
          register={register}
          entry={entry}
          failure={save.failure}
          busy={save.busy}
          onEntry={setEntry}
          onSave={() => void save.run(entry)}
          onCancel={close}
        />
      )}
      {leaving && <LeaveQuestion onStay={() => setLeaving(false)} onLeave={giveUp} />}
    </Dialog>
  );
}

const periodNotes = {
  year: 'form.period_year',
  quarter: 'form.period_quarter',
  month: 'form.period_month',
} as const;
const periodNote = (register: Register, t: Translate): string =>
  register.period ? t(periodNotes[register.period]) : '';

interface FormProperties {
  register: Register;
  entry: RowEntry;
  failure: unknown;
  busy: boolean;
  onEntry: (entry: RowEntry) => void;
  onSave: () => void;
  onCancel: () => void;
}

function RowForm({ register, entry, failure, busy, onEntry, onSave, onCancel }: FormProperties) {
  const { t } = useLanguage();
  const fields = formFields(register, entry);
  const { byField, others } = faultsByField(failure, fields);
  const isWrong = fields.some(
    (field) => faultOfText(field, entry.typed[field.name] ?? '', t) !== '',
  );
  const dirty = isDirty(entry, fields);
  useEffect(() => {
    if (byField.size === 0) return;
    const first = document.querySelector<HTMLElement>('.row-form .wrong');
    first?.closest('.row-field')?.scrollIntoView({ block: 'center' });
  }, [failure]);
  return (
    <form
      className="row-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong && dirty) onSave();
      }}
    >
      {entry.base !== null && <RowMarks row={entry.base} />}
      {byField.size > 0 || others.length > 0 ? (
        <div className="faults" role="alert">
          {byField.size > 0 && <p>{t('form.has_faults', { n: byField.size })}</p>}
          {others.map((fault, index) => (
            <FaultText key={index} fault={fault} />
          ))}
        </div>
      ) : (
        <FaultList failure={failure} />
      )}
      <div className="row-fields">
        {fields.map((field) => (
          <div key={field.name} className="row-field-place">
            <FieldInput
              field={field}
              answer={answerOf(entry, field)}
              faults={byField.get(field.name) ?? []}
              hidden={isHidden(entry, field.name) ? 'hidden' : undefined}
              note={field.name === periodField ? periodNote(register, t) : ''}
              required={isRequired(field, entry, register)}
              onAnswer={(answer) => onEntry(withAnswer(entry, field.name, answer))}
            />
            <HiddenDeeds register={register} entry={entry} field={field.name} onEntry={onEntry} />
          </div>
        ))}
      </div>
      <HoldsFrom entry={entry} onEntry={onEntry} />
      <footer className="buttons end drawer-foot">
        <span className="quiet">{dirty ? t('form.dirty') : t('editor.unchanged')}</span>
        <button type="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
        <button type="submit" className="primary" disabled={busy || !dirty || isWrong}>
          {t(busy ? 'form.saving' : 'action.save')}
        </button>
      </footer>
    </form>
  );
}

/// A hidden value can be looked at or emptied; typing over it replaces it.
function HiddenDeeds({
  register,
  entry,
  field,
  onEntry,
}: {
  register: Register;
  entry: RowEntry;
  field: string;
  onEntry: (entry: RowEntry) => void;
}) {
  const { t } = useLanguage();
  if (!isHidden(entry, field) || entry.base === null) return null;
  const isCleared = entry.cleared.includes(field);
  const cleared = isCleared
    ? entry.cleared.filter((each) => each !== field)
    : [...entry.cleared, field];
  return (
    <div className="hidden-deeds">
      <MaskedValue register={register.name} row={entry.base} field={field} />
      <label className="toggle">
        <input
          type="checkbox"
          checked={isCleared}
          onChange={() => onEntry({ ...entry, cleared })}
        />
        {t('form.clear')}
      </label>
    </div>
  );
}

function HoldsFrom({ entry, onEntry }: { entry: RowEntry; onEntry: (entry: RowEntry) => void }) {
  const { t } = useLanguage();
  const { session } = useSession();
  return (
    <label className="field holds-from">
      <span>{t('form.holds_from')}</span>
      <input
        type="date"
        value={entry.holdsFrom || (session?.store.today ?? '')}
        onChange={(event) => onEntry({ ...entry, holdsFrom: event.target.value })}
      />
      <small>{t('form.holds_from_about')}</small>
    </label>
  );
}
