// Block keys: what a block says key by key, in the terms of the plan language, each value in the
// form the language gives it.
import type { BlockEntry, BlockHead, BlockKey, Relation } from '../api/types';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { formatDay } from '../figures/format';
import { useLanguage, type Key, type Translate } from '../i18n/language';
import { BlockLink, Names } from './block-opener';
import { Expression } from './expression';
import { readRelation, Relations } from './relations';

/// Keys that say something of the block itself; the card shows them at places of their own.
export const remark_keys = ['clause', 'label', 'choice', 'source'];

const words: Record<string, Key> = {
  true: 'word.yes',
  false: 'word.no',
  year: 'period.year',
  quarter: 'period.quarter',
  month: 'period.month',
  sum: 'sharing.sum',
  each: 'sharing.each',
  none: 'sharing.none',
  reported: 'grade.reported',
  accepted: 'grade.accepted',
  published: 'grade.published',
};

export function wordText(word: string, t: Translate): string {
  const key = words[word];
  return key === undefined ? word : t(key);
}

/// `15 working days` in the reader's words.
export function daysText(text: string, t: Translate): string {
  const parts = /^(\d+) (working )?days?$/.exec(text);
  if (parts === null) return text;
  const n = parts[1] ?? '';
  return t(parts[2] === undefined ? 'flow.days' : 'flow.working_days', { n });
}

/// `number 克/千瓦时` or `one of [甲, 乙]` in the reader's words.
export function typeWords(text: string, t: Translate): string {
  if (text.startsWith('list of ')) return t('field.list', { type: typeWords(text.slice(8), t) });
  const [, kind = '', words = ''] = /^(one of|several of) \[(.*)\]$/.exec(text) ?? [];
  const listed = words.replace(/ *, */g, '、');
  if (kind === 'one of') return t('field.one_of', { words: listed });
  if (kind === 'several of') return t('field.several_of', { words: listed });
  const [word = '', ...unit] = text.split(' ');
  const simple = ['text', 'number', 'date', 'boolean'] as const;
  const known = simple.find((each) => each === word);
  return known === undefined ? text : [t(`field.${known}`), ...unit].join(' ');
}

export function KeyTerm({ entry }: { entry: BlockKey }) {
  const { pick } = useLanguage();
  const english = entry.key.charAt(0).toUpperCase() + entry.key.slice(1);
  return <dt title={pick(entry.zh, entry.en)}>{pick(entry.term, english)}</dt>;
}

export function KeyList({ keys, known }: { keys: BlockKey[]; known: BlockHead[] }) {
  if (keys.length === 0) return null;
  return (
    <dl className="block-keys">
      {keys.map((entry) => (
        <div key={entry.key}>
          <KeyTerm entry={entry} />
          <dd>
            <KeyValue entry={entry} known={known} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function KeyValue({ entry, known }: { entry: BlockKey; known: BlockHead[] }) {
  const { t, language } = useLanguage();
  const { form, text, items, entries, keys } = entry;
  if (keys !== undefined) return <KeyList keys={keys} known={known} />;
  if (entries !== undefined) return <EntryList form={form} entries={entries} known={known} />;
  if (form === 'agencies') return <AgencyNames names={items ?? [text]} />;
  if (form === 'who') return <Relations list={relationsOf(items ?? [text])} />;
  if (items !== undefined && items.length > 0) return <Names list={items} known={known} />;
  if (form === 'formula' || form === 'gives' || form === 'value') {
    return <Expression text={text} known={known} />;
  }
  if (form === 'type') return <span lang="zh-CN">{typeWords(text, t)}</span>;
  if (form === 'date') return <>{formatDay(text, language)}</>;
  if (form === 'word') return <>{wordText(text, t)}</>;
  if (form === 'days') return <>{daysText(text, t)}</>;
  return <span lang="zh-CN">{text}</span>;
}

const relationsOf = (list: string[]): Relation[] =>
  list.flatMap((word) => readRelation(word) ?? []);

function AgencyNames({ names }: { names: string[] }) {
  const { id } = usePlan();
  return (
    <span lang="zh-CN">
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && '、'}
          <PlanLink to={`/plans/${encodeURIComponent(id)}/agencies/${encodeURIComponent(name)}`}>
            {name}
          </PlanLink>
        </span>
      ))}
    </span>
  );
}

function EntryList({
  form,
  entries,
  known,
}: {
  form: string;
  entries: BlockEntry[];
  known: BlockHead[];
}) {
  return (
    <dl className="block-entries">
      {entries.map((entry, index) => (
        <div key={index}>
          <dt lang="zh-CN">
            <EntryName form={form} name={entry.name} known={known} />
          </dt>
          <dd>
            <EntryValue form={form} entry={entry} known={known} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function EntryName({ form, name, known }: { form: string; name: string; known: BlockHead[] }) {
  const { t, language } = useLanguage();
  if (form === 'values by date') return <>{t('block.from', { day: formatDay(name, language) })}</>;
  if (form === 'texts by date') return <>{formatDay(name, language)}</>;
  const head = form === 'openings' ? known.find((each) => each.id === name) : undefined;
  return head === undefined ? <>{name}</> : <BlockLink id={name}>{name}</BlockLink>;
}

function EntryValue({
  form,
  entry,
  known,
}: {
  form: string;
  entry: BlockEntry;
  known: BlockHead[];
}) {
  if (entry.keys !== undefined) return <KeyList keys={entry.keys} known={known} />;
  if (entry.entries !== undefined) {
    return <EntryList form="formulas" entries={entry.entries} known={known} />;
  }
  if (form === 'formulas') return <Expression text={entry.text ?? ''} known={known} />;
  return <span lang="zh-CN">{entry.text}</span>;
}
