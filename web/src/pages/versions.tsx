// The versions of a plan: what changed when, by whom and why, and the way back.
import { useState } from 'react';
import { restoreVersion } from '../api/blocks';
import { planPath } from '../api/client';
import { useRefresh } from '../api/live';
import { useResource } from '../api/resource';
import type { PlanChanges, PlanVersion } from '../api/types';
import { Dialog } from '../app/dialog';
import { FaultList } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { WhyForm } from '../blocks/block-editor';
import { ChangesView } from '../blocks/changes-view';
import { formatMoment } from '../figures/format';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import '../styles/blocks.css';
import '../styles/pages.css';

export default function VersionsPage() {
  const { t } = useLanguage();
  const { id } = usePlan();
  const versions = useResource<{ versions: PlanVersion[] }>(planPath(id, 'versions'));
  const [restoring, setRestoring] = useState<PlanVersion | null>(null);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('versions.title')}</h1>
        <p className="quiet">{t('versions.about')}</p>
      </header>
      <Shown resource={versions}>
        {({ versions: list }) => (
          <>
            <ol className="version-list">
              {list.map((version) => (
                <VersionItem
                  key={version.number}
                  version={version}
                  onRestore={() => setRestoring(version)}
                />
              ))}
            </ol>
            {restoring !== null && (
              <Restore
                version={restoring}
                current={list.find((each) => each.current)?.number ?? 0}
                onClose={() => setRestoring(null)}
                onRestored={versions.reload}
              />
            )}
          </>
        )}
      </Shown>
    </div>
  );
}

function VersionItem({ version, onRestore }: { version: PlanVersion; onRestore: () => void }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(false);
  return (
    <li className="version" data-version={version.number}>
      <header>
        <h2>{t('versions.number', { n: version.number })}</h2>
        {version.current && <span className="tag strong">{t('versions.current')}</span>}
        <span className="quiet">
          {formatMoment(version.at)} · {version.by} · {t(`journal.${version.action}`)}
          {version.block !== '' && <span lang="zh-CN"> {version.block}</span>}
        </span>
        {!version.current && (
          <button type="button" onClick={onRestore}>
            {t('versions.restore')}
          </button>
        )}
      </header>
      {version.why !== '' && <p lang="zh-CN">{version.why}</p>}
      {version.number > 1 && (
        <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
          <summary>{t('versions.changes')}</summary>
          {shown && <VersionChanges number={version.number} />}
        </details>
      )}
    </li>
  );
}

function VersionChanges({ number }: { number: number }) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const version = useResource<{ changes: PlanChanges | null }>(
    planPath(id, 'versions', String(number)),
  );
  return (
    <Shown resource={version}>
      {({ changes }) =>
        changes === null ? (
          <Empty title={t('versions.unread')} />
        ) : (
          <ChangesView changes={changes} />
        )
      }
    </Shown>
  );
}

function Restore({
  version,
  current,
  onClose,
  onRestored,
}: {
  version: PlanVersion;
  current: number;
  onClose: () => void;
  onRestored: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const [why, setWhy] = useState('');
  const restore = useAction(async () => {
    const made = await restoreVersion(id, version.number, current, why.trim());
    say(t('editor.saved', { n: made.version }));
    onClose();
    onRestored();
    refresh();
  });
  return (
    <Dialog title={t('versions.restore_title', { n: version.number })} onClose={onClose}>
      <p>{t('versions.restore_about', { n: current + 1 })}</p>
      <FaultList failure={restore.failure} />
      <WhyForm
        why={why}
        onWhy={setWhy}
        ready={why.trim() !== ''}
        busy={restore.busy}
        onSave={() => void restore.run()}
        onCancel={onClose}
      />
    </Dialog>
  );
}
