// Block opener: names of blocks are links; a click shows what the block says, over the page.
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { BlockHead } from '../api/types';

const OpenContext = createContext<(id: string) => void>(() => undefined);
export const useOpenBlock = (): ((id: string) => void) => useContext(OpenContext);
export const BlockOpenerProvider = OpenContext.Provider;

/// Blocks without a name are called by their place.
export const titleOf = (head: BlockHead): string =>
  head.label || head.name || `${head.file}:${head.line}`;

export function BlockLink({ id, children }: { id: string; children: ReactNode }) {
  const open = useOpenBlock();
  return (
    <button type="button" className="link block-link" lang="zh-CN" onClick={() => open(id)}>
      {children}
    </button>
  );
}

/// A list of names, those of blocks as links.
export function Names({ list, known }: { list: string[]; known: BlockHead[] }) {
  return (
    <span lang="zh-CN">
      {list.map((name, index) => {
        const head = known.find((each) => each.id === name);
        return (
          <span key={index}>
            {index > 0 && '、'}
            {head === undefined ? name : <BlockLink id={head.id}>{name}</BlockLink>}
          </span>
        );
      })}
    </span>
  );
}
