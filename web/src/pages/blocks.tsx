// All blocks of a plan, file by file: what the text is carried out with.
import { useMemo, useState } from 'react';
import type { BlockHead, PlanDocument } from '../api/types';
import { PlanLink } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty, Shown } from '../app/states';
import { BlockLink, titleOf } from '../blocks/block-opener';
import { AddBlock } from '../blocks/block-tools';
import { useMayEdit } from '../blocks/may-edit';
import { useLanguage } from '../i18n/language';
import '../styles/blocks.css';
import '../styles/pages.css';

export default function BlocksPage() {
  const { t } = useLanguage();
  const { id, document } = usePlan();
  const mayEdit = useMayEdit();
  const [words, setWords] = useState('');
  const [kind, setKind] = useState('');
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('blocks.title')}</h1>
        <input
          type="search"
          value={words}
          placeholder={t('blocks.filter')}
          aria-label={t('blocks.filter')}
          onChange={(event) => setWords(event.target.value)}
        />
        {mayEdit && (
          <PlanLink className="button" to={`/plans/${encodeURIComponent(id)}/versions`}>
            {t('versions.title')}
          </PlanLink>
        )}
      </header>
      <p className="quiet">{t('blocks.about')}</p>
      <Shown resource={document}>
        {(data) => (
          <>
            <Kinds blocks={data.blocks} kind={kind} onChoose={setKind} />
            <Files document={data} words={words.trim()} kind={kind} />
          </>
        )}
      </Shown>
    </div>
  );
}

function Kinds({
  blocks,
  kind,
  onChoose,
}: {
  blocks: BlockHead[];
  kind: string;
  onChoose: (kind: string) => void;
}) {
  const { t, pick } = useLanguage();
  const counts = useMemo(() => {
    const byKind = new Map<string, { term: string; n: number }>();
    for (const head of blocks) {
      byKind.set(head.kind, { term: head.term, n: (byKind.get(head.kind)?.n ?? 0) + 1 });
    }
    return [...byKind];
  }, [blocks]);
  return (
    <div className="chips" role="group" aria-label={t('blocks.kinds')}>
      {counts.map(([name, { term, n }]) => (
        <button
          key={name}
          type="button"
          aria-pressed={kind === name}
          onClick={() => onChoose(kind === name ? '' : name)}
        >
          {pick(term, name)} <small>{n}</small>
        </button>
      ))}
    </div>
  );
}

function Files({
  document,
  words,
  kind,
}: {
  document: PlanDocument;
  words: string;
  kind: string;
}) {
  const { t } = useLanguage();
  const fits = (head: BlockHead): boolean =>
    (kind === '' || head.kind === kind) && `${head.name} ${head.label}`.includes(words);
  const files = [...new Set(document.blocks.map((head) => head.file))];
  const shown = files.filter((file) =>
    document.blocks.some((head) => head.file === file && fits(head)),
  );
  if (shown.length === 0) {
    return <Empty title={t('blocks.none')}>{t('blocks.none_advice')}</Empty>;
  }
  return (
    <>
      {shown.map((file) => (
        <section key={file} className="block-file">
          <h2 lang="zh-CN">{file}</h2>
          <HeadTable
            heads={document.blocks.filter((head) => head.file === file && fits(head))}
            document={document}
          />
          <AddToNotes document={document} file={file} />
        </section>
      ))}
    </>
  );
}

/// Below official text blocks are added beside their clause.
function AddToNotes({ document, file }: { document: PlanDocument; file: string }) {
  const isText = document.files.some((each) => each.name === file);
  const head = document.blocks.find((each) => each.file === file);
  if (isText || head === undefined) return null;
  return <AddBlock at={String(head.file_index)} title={file} />;
}

/// What a block without a name is called here: the first words of its clause.
function wordsOf(head: BlockHead, lines: Map<string, string>): string {
  const text = lines.get(head.anchor ?? '');
  if (head.label !== '' || head.name !== '' || text === undefined) return titleOf(head);
  const words = [...text].slice(head.begin, head.end).join('').trim() || text.trim();
  return words.length > 36 ? `${words.slice(0, 35)}…` : words;
}

function HeadTable({ heads, document }: { heads: BlockHead[]; document: PlanDocument }) {
  const { t, pick } = useLanguage();
  const { id } = usePlan();
  const lines = useMemo(
    () => new Map(document.files.flatMap((file) => file.lines.map((it) => [it.anchor, it.text]))),
    [document],
  );
  return (
    <table className="block-table">
      <tbody>
        {heads.map((head) => (
          <tr key={head.id}>
            <td>
              <span className="tag">{pick(head.term, head.kind)}</span>
            </td>
            <th scope="row">
              <BlockLink id={head.id}>{wordsOf(head, lines)}</BlockLink>
              {head.label !== '' && head.label !== head.name && (
                <small lang="zh-CN">{head.name}</small>
              )}
            </th>
            <td className="number">
              {head.anchor !== null && (
                <PlanLink to={`/plans/${encodeURIComponent(id)}#${head.anchor}`}>
                  {t('block.clause')}
                </PlanLink>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
