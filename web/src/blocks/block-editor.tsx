// Block editor: one block of the plan, checked while one types, saved as a new version of the plan.
import { useCallback, useEffect, useRef, useState } from 'react';
import { checkBlock, completeBlock, readBlock, saveBlock } from '../api/blocks';
import { RequestError } from '../api/client';
import { useRefresh } from '../api/live';
import type { Block, BlockCheck, BlockEdit, BlockFault } from '../api/types';
import { Dialog } from '../app/dialog';
import { FaultList, FaultText } from '../app/faults';
import { useSay } from '../app/notices';
import { usePlan } from '../app/plan-context';
import { useAction } from '../forms/action';
import { useKept } from '../forms/kept';
import { useLanguage } from '../i18n/language';
import { titleOf } from './block-opener';
import { ChangesView, DiffView } from './changes-view';
import { CodeEditor } from './code-editor';

const settle_ms = 250;
const why_max = 500;

/// What is edited: a block that stands there, or a place for a new one.
export type Editing = { block: Block; text?: string } | { at: string; title: string };

const new_block = '```\n\n```';

interface Kept {
  base: string;
  text: string;
}

/// Checks what is typed once the fingers rest; answers that come too late are dropped.
function useCheck(plan: string, edit: BlockEdit, same: boolean) {
  const [check, setCheck] = useState<BlockCheck | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const asked = useRef(0);
  const { action, id, base, at, text } = edit;
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    if (same) {
      setCheck(null);
      setFailure(null);
      return undefined;
    }
    const timer = window.setTimeout(() => {
      void checkBlock(plan, { action, id, base, at, text }).then(
        (answer) => {
          if (mine !== asked.current) return;
          setCheck(answer);
          setFailure(null);
        },
        (reason: unknown) => {
          if (mine === asked.current) setFailure(reason);
        },
      );
    }, settle_ms);
    return () => window.clearTimeout(timer);
  }, [plan, action, id, base, at, text, same]);
  return { check, failure };
}

const isConflict = (failure: unknown): boolean =>
  failure instanceof RequestError && failure.faults[0]?.code === 'EDIT-W001';

/// What is in the editor, kept until it is saved or given up.
function useEdit(plan: string, editing: Editing) {
  const block = 'block' in editing ? editing.block : null;
  const at = 'at' in editing ? editing.at : '';
  const stands = block?.text ?? new_block;
  const given = ('text' in editing ? editing.text : undefined) ?? stands;
  const key = `block/${plan}/${block?.id ?? at}/${given === stands ? '' : 'drawn'}`;
  const [kept, setKept, keeping] = useKept<Kept>(key, { base: stands, text: given });
  const edit: BlockEdit = {
    action: block === null ? 'add' : 'replace',
    id: block?.id ?? '',
    base: block === null ? '' : kept.base,
    at,
    text: kept.text,
  };
  return { edit, base: kept.base, same: kept.text === kept.base, setKept, ...keeping };
}

export function BlockEditor({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const { t } = useLanguage();
  const { id: plan } = usePlan();
  const say = useSay();
  const refresh = useRefresh();
  const block = 'block' in editing ? editing.block : null;
  const { edit, base, same, setKept, forget, restored } = useEdit(plan, editing);
  const { check, failure } = useCheck(plan, edit, same);
  const [why, setWhy] = useState('');
  const save = useAction(async () => {
    const { version } = await saveBlock(plan, edit, why.trim());
    forget();
    say(t('editor.saved', { n: version }));
    refresh();
    onClose();
  });
  const conflict = isConflict(failure) || isConflict(save.failure);
  const complete = useCallback(
    (text: string, offset: number) => completeBlock(plan, text, offset),
    [plan],
  );
  const faults = check?.diagnostics ?? [];
  const ready = check?.ok === true && !conflict && why.trim() !== '';
  const goOn = (now: string): void => {
    save.clear();
    setKept((before) => ({ ...before, base: now }));
  };
  const giveUp = (): void => {
    forget();
    onClose();
  };
  const onSave = (): void => void (ready && save.run());
  const title = block === null ? t('editor.add') : t('editor.title', { name: titleOf(block) });
  return (
    <Dialog shape="wide" title={title} onClose={onClose}>
      <EditedPlace editing={editing} />
      {restored && !same && <Restored onReset={forget} />}
      <CodeEditor
        label={t('editor.label')}
        text={edit.text}
        faults={faults}
        complete={complete}
        onChange={(text) => setKept((before) => ({ ...before, text }))}
        onSave={onSave}
      />
      {conflict && block !== null ? (
        <Conflict plan={plan} id={block.id} base={base} onBase={goOn} />
      ) : (
        <Outcome check={check} same={same} faults={faults} />
      )}
      {!conflict && <FaultList failure={failure ?? save.failure} />}
      <WhyForm {...{ why, ready, onSave }} busy={save.busy} onWhy={setWhy} onCancel={giveUp} />
    </Dialog>
  );
}

function Restored({ onReset }: { onReset: () => void }) {
  const { t } = useLanguage();
  return (
    <p className="quiet">
      {t('form.restored')}{' '}
      <button type="button" className="link" onClick={onReset}>
        {t('action.reset')}
      </button>
    </p>
  );
}

function EditedPlace({ editing }: { editing: Editing }) {
  const quote = 'block' in editing ? editing.block.quote : editing.title;
  if (quote === null || quote === '') return null;
  return <blockquote lang="zh-CN">{quote}</blockquote>;
}

function Outcome({
  check,
  same,
  faults,
}: {
  check: BlockCheck | null;
  same: boolean;
  faults: BlockFault[];
}) {
  const { t } = useLanguage();
  if (same) return <p className="quiet">{t('editor.unchanged')}</p>;
  if (check === null) return <p className="quiet">{t('editor.checking')}</p>;
  return (
    <div className="outcome" aria-live="polite">
      <FaultsOfBlock faults={faults} />
      {check.ok && check.changes !== null && <ChangesView changes={check.changes} />}
    </div>
  );
}

export function FaultsOfBlock({ faults }: { faults: BlockFault[] }) {
  const { t } = useLanguage();
  const isGood = faults.every((fault) => fault.severity === 'doubt');
  return (
    <>
      {isGood && <p className="good">{t('editor.good')}</p>}
      {faults.length > 0 && (
        <ul className="block-faults">
          {faults.map((fault, index) => (
            <li key={index} className={fault.severity}>
              <small>
                {fault.in_block !== null
                  ? t('editor.line', { n: fault.in_block.line })
                  : `${fault.place?.file ?? ''}:${fault.place?.line ?? ''}`}
              </small>
              <FaultText fault={fault} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/// Somebody else was first: what stands there now, beside what is in the editor.
function Conflict({
  plan,
  id,
  base,
  onBase,
}: {
  plan: string;
  id: string;
  base: string;
  onBase: (base: string) => void;
}) {
  const { t } = useLanguage();
  const [now, setNow] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    readBlock(plan, id).then((block) => setNow(block.text), setFailure);
  }, [plan, id]);
  return (
    <section className="conflict" role="alert">
      <h3>{t('conflict.title')}</h3>
      <p>{t('conflict.advice')}</p>
      <FaultList failure={failure} />
      {now !== null && (
        <>
          <DiffView before={base} after={now} />
          <button type="button" onClick={() => onBase(now)}>
            {t('conflict.go_on')}
          </button>
        </>
      )}
    </section>
  );
}

export function WhyForm({
  why,
  onWhy,
  ready,
  busy,
  onSave,
  onCancel,
}: {
  why: string;
  onWhy: (why: string) => void;
  ready: boolean;
  busy: boolean;
  onSave: () => void;
  onCancel: () => void;
}) {
  const { t } = useLanguage();
  return (
    <form
      className="why-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSave();
      }}
    >
      <label>
        <span>{t('editor.why')}</span>
        <input
          value={why}
          maxLength={why_max}
          placeholder={t('editor.why_example')}
          onChange={(event) => onWhy(event.target.value)}
        />
      </label>
      <footer className="buttons end">
        <button type="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
        <button type="submit" className="primary" disabled={!ready || busy}>
          {t('editor.save')}
        </button>
      </footer>
    </form>
  );
}
