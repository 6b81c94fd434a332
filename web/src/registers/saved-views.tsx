// Saved views: a query with its columns under a name, to come back to.
import { useState } from 'react';
import { rowsPath, saveViews } from '../api/registers';
import type { RowQuery, SavedView } from '../api/registers';
import { useResource } from '../api/resource';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-layout';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';

export function SavedViews({
  register,
  query,
  columns,
  onChoose,
}: {
  register: string;
  query: RowQuery;
  columns: string[];
  onChoose: (view: SavedView) => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const answer = useResource<{ views: SavedView[] }>(rowsPath(id, register, 'views'));
  const [naming, setNaming] = useState(false);
  const views = answer.data?.views ?? [];
  const own = views.filter((view) => view.own);
  const now = JSON.stringify([query.where, query.words, query.sort]);
  const chosen = views.find((v) => JSON.stringify([v.where, v.words, v.sort]) === now);
  const drop = useAction(async (view: SavedView) => {
    await saveViews(
      id,
      register,
      own.filter((each) => each.name !== view.name),
    );
    say(t('views.removed', { name: view.name }), () => void keep.run(view));
    answer.reload();
  });
  const keep = useAction(async (view: SavedView) => {
    await saveViews(id, register, [...own.filter((each) => each.name !== view.name), view]);
    say(t('views.saved', { name: view.name }));
    answer.reload();
  });
  return (
    <span className="saved-views">
      <select
        value={chosen?.name ?? ''}
        aria-label={t('views.title')}
        lang="zh-CN"
        onChange={(event) => {
          const view = views.find((each) => each.name === event.target.value);
          if (view !== undefined) onChoose(view);
        }}
      >
        <option value="">{t('views.choose')}</option>
        {views.map((view) => (
          <option key={view.name} value={view.name}>
            {view.own ? view.name : t('views.shared', { name: view.name })}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => setNaming(true)}>
        {t('views.save')}
      </button>
      {chosen?.own === true && (
        <button type="button" className="link" onClick={() => void drop.run(chosen)}>
          {t('views.remove')}
        </button>
      )}
      <FaultList failure={drop.failure} />
      {naming && (
        <ViewName
          taken={own.map((view) => view.name)}
          failure={keep.failure}
          busy={keep.busy}
          onClose={() => setNaming(false)}
          onSave={async (name) => {
            const saved = await keep.run({ ...query, name, columns, own: true });
            if (saved) setNaming(false);
          }}
        />
      )}
    </span>
  );
}

function ViewName({
  taken,
  failure,
  busy,
  onSave,
  onClose,
}: {
  taken: string[];
  failure: unknown;
  busy: boolean;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  return (
    <Dialog title={t('views.save_title')} onClose={onClose}>
      <p className="quiet">{t('views.about')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSave(name.trim());
        }}
      >
        <label className="field">
          <span>{t('views.name')}</span>
          <input
            value={name}
            required
            autoFocus
            lang="zh-CN"
            maxLength={40}
            onChange={(event) => setName(event.target.value)}
          />
          {taken.includes(name.trim()) && <small>{t('views.replaces')}</small>}
        </label>
        <FaultList failure={failure} />
        <footer className="buttons end">
          <button type="submit" className="primary" disabled={name.trim() === '' || busy}>
            {t('action.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
