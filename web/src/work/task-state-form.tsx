// Task state form: how far a task is, with a note and evidence.
import { setTaskState } from '../api/work';
import { useRefresh } from '../api/live';
import type { Evidence, Task, TaskState } from '../api/types';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage } from '../i18n/language';
import { EvidenceField } from './evidence-field';

const states: TaskState['state'][] = ['open', 'doing', 'done'];

interface Entry {
  state: TaskState['state'];
  note: string;
  files: Evidence[];
}

export function TaskStateForm({
  task,
  node,
  before,
  onClose,
}: {
  task: Task;
  node: string;
  before: TaskState | undefined;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const initial: Entry = { state: before?.state ?? 'doing', note: '', files: [] };
  const [entry, setEntry, { forget }] = useKept<Entry>(`task.${id}.${task.name}.${node}`, initial);
  const saving = useAction(async () => {
    await setTaskState(id, task.name, {
      node,
      state: entry.state,
      note: entry.note,
      files: entry.files.map((file) => file.hash),
      version: before?.version ?? 0,
    });
    forget();
    say(t('task.saved'));
    refresh();
    onClose();
  });
  return (
    <Dialog title={task.label || task.name} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void saving.run();
        }}
      >
        <fieldset className="choices">
          <legend>{t('task.state')}</legend>
          {states.map((state) => (
            <label key={state}>
              <input
                type="radio"
                name="state"
                checked={entry.state === state}
                onChange={() => setEntry((old) => ({ ...old, state }))}
              />
              {t(`task.${state}`)}
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span>{t('report.note')}</span>
          <textarea
            rows={3}
            value={entry.note}
            onChange={(event) => setEntry((old) => ({ ...old, note: event.target.value }))}
          />
        </label>
        <EvidenceField
          files={entry.files}
          onChange={(change) => setEntry((old) => ({ ...old, files: change(old.files) }))}
        />
        <FaultList failure={saving.failure} />
        <footer className="buttons end">
          <button type="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="primary" disabled={saving.busy}>
            {t('action.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
