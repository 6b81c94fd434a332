// Expression parts: an expression cut into names, texts, numbers and the rest, as far as a reader
// needs it; what it means only the server knows.
export interface ExpressionPart {
  kind: 'name' | 'text' | 'number' | 'keyword' | 'other';
  text: string;
}

const keywords = new Set(
  ('if then else for in return some every satisfies and or not true false null between ' +
    'instance of function').split(' '),
);
const pattern = /("(?:[^"\\]|\\.)*")|([\p{L}_][\p{L}\p{N}_]*)|(\d+(?:\.\d+)?)|([^"\p{L}_\d]+|.)/gsu;

export function expressionParts(text: string): ExpressionPart[] {
  return [...text.matchAll(pattern)].map(([whole, quoted, word, number]) => {
    if (quoted !== undefined) return { kind: 'text', text: whole };
    if (word !== undefined) return { kind: keywords.has(whole) ? 'keyword' : 'name', text: whole };
    return { kind: number === undefined ? 'other' : 'number', text: whole };
  });
}

/// The texts of `"甲"` or `"甲","乙"`; null for anything else.
export function plainWords(text: string): string[] | null {
  const isList = /^"[^"\\]*"( *, *"[^"\\]*")*$/.test(text);
  return isList ? [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '') : null;
}
