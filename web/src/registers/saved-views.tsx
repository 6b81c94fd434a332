// Saved views: a query with its columns under a name, to come back to.
import { useState } from 'react';
import { rowsPath, saveViews } from '../api/registers';
import type { RowQuery, SavedView } from '../api/registers';
import { useResource } from '../api/resource';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { hasRole, useUser } from '../app/session';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';

const keyOf = (view: SavedView): string => `${view.own ? 'own' : 'shared'}/${view.name}`;

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
  const mayShare = hasRole(useUser(), 'office');
  const now = JSON.stringify([query.where, query.words, query.sort]);
  const chosen = views.find((v) => JSON.stringify([v.where, v.words, v.sort]) === now);
  const put = async (list: SavedView[]): Promise<void> => {
    await saveViews(id, register, list);
    answer.reload();
  };
  const drop = useAction(async (view: SavedView) => {
    await put(views.filter((each) => keyOf(each) !== keyOf(view)));
    say(t('views.removed', { name: view.name }), () => void keep.run(view));
  });
  const keep = useAction(async (view: SavedView) => {
    await put([...views.filter((each) => keyOf(each) !== keyOf(view)), view]);
    say(t('views.saved', { name: view.name }));
  });
  return (
    <span className="saved-views">
      <select
        value={chosen === undefined ? '' : keyOf(chosen)}
        aria-label={t('views.title')}
        lang="zh-CN"
        onChange={(event) => {
          const view = views.find((each) => keyOf(each) === event.target.value);
          if (view !== undefined) onChoose(view);
        }}
      >
        <option value="">{t('views.choose')}</option>
        {views.map((view) => (
          <option key={keyOf(view)} value={keyOf(view)}>
            {view.own ? view.name : t('views.shared', { name: view.name })}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => setNaming(true)}>
        {t('views.save')}
      </button>
      {chosen !== undefined && (chosen.own || mayShare) && (
        <button type="button" className="link" onClick={() => void drop.run(chosen)}>
          {t('views.remove')}
        </button>
      )}
      <FaultList failure={drop.failure} />
      {naming && (
        <ViewName
          taken={views}
          mayShare={mayShare}
          failure={keep.failure}
          busy={keep.busy}
          onClose={() => setNaming(false)}
          onSave={async (name, own) => {
            const saved = await keep.run({ ...query, name, columns, own });
            if (saved) setNaming(false);
          }}
        />
      )}
    </span>
  );
}

function ViewName({
  taken,
  mayShare,
  failure,
  busy,
  onSave,
  onClose,
}: {
  taken: SavedView[];
  mayShare: boolean;
  failure: unknown;
  busy: boolean;
  onSave: (name: string, own: boolean) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const [own, setOwn] = useState(true);
  const isTaken = taken.some((view) => view.name === name.trim() && view.own === own);
  return (
    <Dialog title={t('views.save_title')} onClose={onClose}>
      <p className="quiet">{t('views.about')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSave(name.trim(), own);
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
          {isTaken && <small>{t('views.replaces')}</small>}
        </label>
        {mayShare && (
          <label className="toggle">
            <input type="checkbox" checked={!own} onChange={() => setOwn(!own)} />
            {t('views.share')}
          </label>
        )}
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
