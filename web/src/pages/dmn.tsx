// A decision table as editors of DMN draw it: to look at, to take along, and to bring one back that
// was drawn elsewhere. A page of its own, so that the logo's notice opens above it.
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router-dom';
import { getText, planPath, upload } from '../api/client';
import { useResource } from '../api/resource';
import type { Block, Fault } from '../api/types';
import { FaultList, FaultText } from '../app/faults';
import { usePlan } from '../app/plan-context';
import { Shown } from '../app/states';
import { BlockEditor } from '../blocks/block-editor';
import { BlockLink, titleOf } from '../blocks/block-opener';
import { useMayEdit } from '../blocks/may-edit';
import { useAction } from '../forms/action';
import { useLanguage } from '../i18n/language';
import '../styles/blocks.css';
import '../styles/pages.css';

interface Drawn {
  text: string;
  warnings: Fault[];
}

export default function DmnPage() {
  const { id: plan } = usePlan();
  const { block: id = '' } = useParams();
  const block = useResource<Block>(planPath(plan, 'blocks', id));
  return (
    <div className="page">
      <Shown resource={block}>{(data) => <Drawing block={data} />}</Shown>
    </div>
  );
}

function Drawing({ block }: { block: Block }) {
  const { t, language } = useLanguage();
  const { id: plan } = usePlan();
  const frame = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const path = planPath(plan, 'blocks', block.id, 'dmn');
  const { text } = block;
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    let end: (() => void) | null = null;
    let gone = false;
    const show = async (): Promise<void> => {
      const [viewer, xml] = await Promise.all([import('../blocks/dmn-viewer'), getText(path)]);
      if (gone) return;
      end = await viewer.showTable(element, xml, language);
      if (gone) end();
    };
    show().catch(setFailure);
    return () => {
      gone = true;
      end?.();
    };
  }, [path, text, language]);
  return (
    <>
      <header className="page-head">
        <h1>{t('dmn.title')}</h1>
        <BlockLink id={block.id}>{titleOf(block)}</BlockLink>
        <a className="button" href={path} download={`${block.id}.dmn`}>
          {t('dmn.download')}
        </a>
        <BringBack block={block} path={path} />
      </header>
      <FaultList failure={failure} />
      <div className="dmn-frame" ref={frame} />
    </>
  );
}

/// A model drawn elsewhere takes the place of the table: in the editor, checked like any text.
function BringBack({ block, path }: { block: Block; path: string }) {
  const { t } = useLanguage();
  const mayEdit = useMayEdit();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const send = useAction(async (file: File) => {
    setDrawn(await upload<Drawn>(path, file, 'application/xml', () => undefined));
  });
  if (!mayEdit) return null;
  return (
    <>
      <label className="button">
        {t('dmn.upload')}
        <input
          type="file"
          accept=".dmn,.xml"
          className="hidden-words"
          disabled={send.busy}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file !== undefined) void send.run(file);
          }}
        />
      </label>
      <FaultList failure={send.failure} />
      {drawn?.warnings.map((fault, index) => <FaultText key={index} fault={fault} />)}
      {drawn !== null && (
        <BlockEditor editing={{ block, text: drawn.text }} onClose={() => setDrawn(null)} />
      )}
    </>
  );
}
