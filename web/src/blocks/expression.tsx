// Expression: FEEL as it is written, with the names of blocks linked to what defines them.
import type { BlockHead } from '../api/types';
import { BlockLink } from './block-opener';
import { expressionParts } from './expression-parts';

export function Expression({ text, known }: { text: string; known: BlockHead[] }) {
  return (
    <code className="expression" lang="zh-CN">
      {expressionParts(text).map((part, index) => {
        const head = part.kind === 'name' && known.find((each) => each.id === part.text);
        if (head) {
          return (
            <BlockLink key={index} id={head.id}>
              {part.text}
            </BlockLink>
          );
        }
        return part.kind === 'other' ? (
          part.text
        ) : (
          <span key={index} className={`part-${part.kind}`}>
            {part.text}
          </span>
        );
      })}
    </code>
  );
}
