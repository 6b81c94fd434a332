// Bulk edit: one value into a field of many rows; what will change is shown before it is done.
import { useState } from 'react';
import { bulkEdit, undoBulk } from '../api/registers';
import type { BulkAnswer, CellText, Register, RegisterField, RowQuery } from '../api/registers';
import { useRefresh } from '../api/live';
import { Dialog } from '../app/dialog';
import { FaultList, FaultText } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import { BeforeAfter } from './before-after';
import { FieldInput, type FieldAnswer } from './field-input';
import { useUndo } from './use-undo';
import { isFile } from './values';

interface Assignment {
  field: string;
  answer: FieldAnswer;
}

export function BulkDialog({
  register,
  query,
  about,
  onDone,
  onClose,
}: {
  register: Register;
  query: RowQuery;
  about: string; ///< Which rows, in words.
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const undo = useUndo();
  const fields = register.fields.filter(
    (field) => !register.key.includes(field.name) && !field.sensitive && !isFile(field.type),
  );
  const [given, setGiven] = useState<Assignment>({ field: '', answer: { text: '' } });
  const [preview, setPreview] = useState<BulkAnswer | null>(null);
  const cells: Record<string, CellText> = { [given.field]: given.answer.text.trim() || null };
  const look = useAction(async () => {
    setPreview(await bulkEdit(id, register.name, query, cells, 'preview'));
  });
  const apply = useAction(async () => {
    const answer = await bulkEdit(id, register.name, query, cells, 'apply');
    if (!answer.written) {
      setPreview(answer); // Somebody changed the rows since they were looked at.
      return;
    }
    const { group } = answer;
    const back = group === null ? undefined : undo(() => undoBulk(id, register.name, group));
    say(t('bulk.done', { n: answer.change_count }), back);
    refresh();
    onDone();
    onClose();
  });
  const field = fields.find((each) => each.name === given.field);
  const change = (next: Assignment): void => {
    setGiven(next);
    setPreview(null);
  };
  const isRefused = (preview?.errors.length ?? 0) > 0;
  return (
    <Dialog title={t('bulk.title')} onClose={onClose} shape="wide">
      <p>{about}</p>
      <form
        className="bulk-form"
        onSubmit={(event) => {
          event.preventDefault();
          void look.run();
        }}
      >
        <FieldChoice fields={fields} given={given} onChange={change} />
        {field !== undefined && <NewValue field={field} given={given} onChange={change} />}
        <FaultList failure={look.failure ?? apply.failure} />
        {preview !== null && <Preview preview={preview} register={register} />}
        <footer className="buttons end">
          <button type="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" disabled={field === undefined || look.busy}>
            {t(look.busy ? 'state.loading' : 'bulk.preview')}
          </button>
          <button
            type="button"
            className="primary"
            disabled={preview === null || isRefused || preview.change_count === 0 || apply.busy}
            onClick={() => void apply.run()}
          >
            {t(apply.busy ? 'form.saving' : 'bulk.apply', { n: preview?.change_count ?? 0 })}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function NewValue({
  field,
  given,
  onChange,
}: {
  field: RegisterField;
  given: Assignment;
  onChange: (given: Assignment) => void;
}) {
  const { t } = useLanguage();
  return (
    <>
      <FieldInput
        field={field}
        answer={given.answer}
        faults={[]}
        required={false}
        onAnswer={(answer) => onChange({ ...given, answer })}
      />
      {given.answer.text.trim() === '' && <p className="late">{t('bulk.clears')}</p>}
    </>
  );
}

function FieldChoice({
  fields,
  given,
  onChange,
}: {
  fields: RegisterField[];
  given: Assignment;
  onChange: (given: Assignment) => void;
}) {
  const { t } = useLanguage();
  return (
    <label className="field">
      <span>{t('bulk.field')}</span>
      <select
        value={given.field}
        lang="zh-CN"
        onChange={(event) => onChange({ field: event.target.value, answer: { text: '' } })}
      >
        <option value="">{t('form.choose')}</option>
        {fields.map((field) => (
          <option key={field.name}>{field.name}</option>
        ))}
      </select>
    </label>
  );
}

function Preview({ preview, register }: { preview: BulkAnswer; register: Register }) {
  const { t } = useLanguage();
  const typeOf = (name: string): string =>
    register.fields.find((field) => field.name === name)?.type ?? 'text';
  return (
    <section className="bulk-preview">
      <p role="status">{t('bulk.count', { n: preview.change_count })}</p>
      {preview.errors.length > 0 && (
        <div className="faults" role="alert">
          <p>{t('bulk.errors', { n: preview.error_count })}</p>
          {preview.errors.slice(0, 20).map(({ row, error }, index) => (
            <div key={index} className="bulk-fault">
              <b lang="zh-CN">{row}</b>
              <FaultText fault={error} />
            </div>
          ))}
        </div>
      )}
      <ul className="change-list">
        {preview.changes.map((change) => (
          <li key={`${change.row}/${change.field}`}>
            <b lang="zh-CN">{change.name}</b> <span lang="zh-CN">{change.field}</span>{' '}
            <BeforeAfter before={change.before} after={change.after} type={typeOf(change.field)} />
          </li>
        ))}
      </ul>
      {preview.change_count > preview.changes.length && preview.changes.length > 0 && (
        <p className="quiet">{t('bulk.more', { n: preview.changes.length })}</p>
      )}
    </section>
  );
}
