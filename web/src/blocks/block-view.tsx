// Block view: what one block says, in words a person reads; its source on a click.
import type { ReactNode } from 'react';
import type { Block, BlockHead, BlockKey } from '../api/types';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { useLanguage } from '../i18n/language';
import { registerAddress } from '../registers/addresses';
import { BlockLink, titleOf } from './block-opener';
import { KeyList, KeyTerm, KeyValue, remark_keys } from './block-keys';
import { DecisionTableView } from './decision-table';
import { Expression } from './expression';
import { FieldList } from './field-list';
import { FlowDiagram } from './flow-diagram';
import { TargetLine } from './target-line';

/// Keys that are drawn, not listed.
const drawn: Record<string, string[]> = {
  register: ['fields'],
  form: ['fields'],
  flow: ['states', 'steps'],
  target: ['due', 'each', 'every', 'unit', 'compare', 'total'],
};

/// Policies are told in the order one asks: who, on what terms, what, up to what, until when.
const policy_order = ['subject', 'eligible', 'gives', 'cap', 'per', 'once per', 'excludes'];

function listed(block: Block): BlockKey[] {
  const left_out = [...remark_keys, ...(drawn[block.kind] ?? [])];
  const keys = block.keys.filter((entry) => !left_out.includes(entry.key));
  if (block.kind !== 'policy') return keys;
  const told = policy_order.flatMap((key) => keys.find((entry) => entry.key === key) ?? []);
  const rest = keys.filter((entry) => !told.includes(entry) && entry.key !== 'unit');
  return [...told, ...rest];
}

export function BlockView({ block, tools }: { block: Block; tools?: ReactNode }) {
  const { document } = usePlan();
  const known = block.names;
  const target = block.kind === 'target' ? document.data?.targets[block.name] : undefined;
  return (
    <div className="block-view">
      {target !== undefined && <TargetLine target={target} />}
      {block.kind === 'register' && <ToRows name={block.name} />}
      {block.table !== undefined && (
        <>
          <DecisionTableView name={titleOf(block)} table={block.table} known={known} />
          <DrawnTable id={block.id} />
        </>
      )}
      {block.flow !== undefined && <FlowDiagram flow={block.flow} name={block.name} />}
      {block.fields !== undefined && <FieldList fields={block.fields} known={known} />}
      {block.kind === 'policy' ? (
        <PolicyKeys keys={listed(block)} unit={unitOf(block)} known={known} />
      ) : (
        <KeyList keys={listed(block)} known={known} />
      )}
      <Remarks block={block} />
      <References block={block} />
      {tools}
      <Source block={block} />
    </div>
  );
}

function ToRows({ name }: { name: string }) {
  const { t } = useLanguage();
  const { id: plan } = usePlan();
  return (
    <p>
      <PlanLink to={registerAddress(plan, name)}>{t('register.open')}</PlanLink>
    </p>
  );
}

function DrawnTable({ id }: { id: string }) {
  const { t } = useLanguage();
  const { id: plan } = usePlan();
  return (
    <p>
      <PlanLink to={`/plans/${encodeURIComponent(plan)}/blocks/${encodeURIComponent(id)}/dmn`}>
        {t('dmn.open')}
      </PlanLink>
    </p>
  );
}

const unitOf = (block: Block): string =>
  block.keys.find((entry) => entry.key === 'unit')?.text ?? '';

function PolicyKeys({
  keys,
  unit,
  known,
}: {
  keys: BlockKey[];
  unit: string;
  known: BlockHead[];
}) {
  return (
    <dl className="block-keys">
      {keys.map((entry) => (
        <div key={entry.key} className={entry.key === 'gives' ? 'lead' : undefined}>
          <KeyTerm entry={entry} />
          <dd>
            <KeyValue entry={entry} known={known} />
            {(entry.key === 'gives' || entry.key === 'cap') && unit !== '' && (
              <small lang="zh-CN"> {unit}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/// What was chosen where the text is silent, and what the block rests on.
function Remarks({ block }: { block: Block }) {
  const remarks = block.keys.filter((entry) => entry.key === 'choice' || entry.key === 'source');
  if (remarks.length === 0) return null;
  return (
    <dl className="block-remarks">
      {remarks.map((entry) => (
        <div key={entry.key} className={entry.key}>
          <KeyTerm entry={entry} />
          <dd lang="zh-CN">{entry.text}</dd>
        </div>
      ))}
    </dl>
  );
}

function References({ block }: { block: Block }) {
  const { t } = useLanguage();
  if (block.names.length === 0 && block.named_by.length === 0) return null;
  return (
    <dl className="block-references">
      {block.names.length > 0 && (
        <div>
          <dt>{t('block.names')}</dt>
          <dd>
            <HeadLinks heads={block.names} />
          </dd>
        </div>
      )}
      {block.named_by.length > 0 && (
        <div>
          <dt>{t('block.named_by')}</dt>
          <dd>
            <HeadLinks heads={block.named_by} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function HeadLinks({ heads }: { heads: BlockHead[] }) {
  const { pick } = useLanguage();
  return (
    <ul className="head-links">
      {heads.map((head) => (
        <li key={head.id}>
          <BlockLink id={head.id}>{titleOf(head)}</BlockLink>
          <small>{pick(head.term, head.kind)}</small>
        </li>
      ))}
    </ul>
  );
}

function Source({ block }: { block: Block }) {
  const { t } = useLanguage();
  return (
    <details className="block-source">
      <summary>
        {t('block.source')}{' '}
        <small lang="zh-CN">
          {block.file}:{block.line}
        </small>
      </summary>
      <pre>
        <Expression text={block.text} known={block.names} />
      </pre>
    </details>
  );
}
