// Saved list: what is kept under names, one's own and what the office shares with everybody.
import { useState } from 'react';
import { useResource } from '../api/resource';
import { useAction } from '../forms/action';
import { useLanguage, type Key } from '../i18n/language';
import { Dialog } from './dialog';
import { FaultList } from './faults';
import { useSay } from './notices';
import { hasRole, useUser } from './session';

interface Named {
  name: string;
  own: boolean;
}

type Said = 'title' | 'choose' | 'save' | 'save_title' | 'about' | 'saved' | 'remove' | 'removed';
export type SavedTexts = Record<Said, Key>;

const keyOf = (one: Named): string => `${one.own ? 'own' : 'shared'}/${one.name}`;

export function SavedList<T extends Named>({
  texts,
  path,
  listOf,
  isChosen,
  made,
  put,
  onChoose,
}: {
  texts: SavedTexts;
  path: string;
  listOf: (answer: Record<string, T[]>) => T[];
  isChosen: (one: T) => boolean;
  made: ((name: string, own: boolean) => T) | null; ///< Null: there is nothing to keep.
  put: (list: T[]) => Promise<unknown>;
  onChoose: (one: T) => void;
}) {
  const { t } = useLanguage();
  const say = useSay();
  const answer = useResource<Record<string, T[]>>(path);
  const [naming, setNaming] = useState(false);
  const all = answer.data === null ? [] : listOf(answer.data);
  const mayShare = hasRole(useUser(), 'office');
  const chosen = all.find(isChosen);
  const putAll = async (list: T[]): Promise<void> => {
    await put(list);
    answer.reload();
  };
  const others = (one: T): T[] => all.filter((each) => keyOf(each) !== keyOf(one));
  const drop = useAction(async (one: T) => {
    await putAll(others(one));
    say(t(texts.removed, { name: one.name }), () => void keep.run(one));
  });
  const keep = useAction(async (one: T) => {
    await putAll([...others(one), one]);
    say(t(texts.saved, { name: one.name }));
  });
  if (all.length === 0 && made === null) return null;
  return (
    <span className="saved-views">
      {all.length > 0 && (
        <select
          value={chosen === undefined ? '' : keyOf(chosen)}
          aria-label={t(texts.title)}
          lang="zh-CN"
          onChange={(event) => {
            const one = all.find((each) => keyOf(each) === event.target.value);
            if (one !== undefined) onChoose(one);
          }}
        >
          <option value="">{t(texts.choose)}</option>
          {all.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {one.own ? one.name : t('views.shared', { name: one.name })}
            </option>
          ))}
        </select>
      )}
      {made !== null && (
        <button type="button" onClick={() => setNaming(true)}>
          {t(texts.save)}
        </button>
      )}
      {chosen !== undefined && (chosen.own || mayShare) && (
        <button type="button" className="link" onClick={() => void drop.run(chosen)}>
          {t(texts.remove)}
        </button>
      )}
      <FaultList failure={drop.failure} />
      {naming && made !== null && (
        <NameDialog
          texts={texts}
          taken={all}
          mayShare={mayShare}
          failure={keep.failure}
          busy={keep.busy}
          onClose={() => setNaming(false)}
          onSave={async (name, own) => {
            if (await keep.run(made(name, own))) setNaming(false);
          }}
        />
      )}
    </span>
  );
}

function NameDialog({
  texts,
  taken,
  mayShare,
  failure,
  busy,
  onSave,
  onClose,
}: {
  texts: SavedTexts;
  taken: Named[];
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
    <Dialog title={t(texts.save_title)} onClose={onClose}>
      <p className="quiet">{t(texts.about)}</p>
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
