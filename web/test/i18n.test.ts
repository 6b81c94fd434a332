import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { fill } from '../src/i18n/translate';
import { zh } from '../src/i18n/zh';

const keys = Object.keys(zh) as (keyof typeof zh)[];
const holes = (text: string) =>
  new Set([...text.matchAll(/\{([a-z_]+)/g)].map((match) => match[1]));

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}
const source = new URL('../src', import.meta.url).pathname;

describe('both languages', () => {
  it('have the same keys', () => expect(Object.keys(en).sort()).toEqual([...keys].sort()));

  it.each(keys)('%s is said in both with the same facts', (key) => {
    expect(zh[key].trim()).not.toBe('');
    expect(en[key].trim()).not.toBe('');
    expect(en[key]).not.toMatch(/[\u4e00-\u9fff]/);
    const plural = new Set([...en[key].matchAll(/\{([a-z_]+)\|/g)].map((match) => match[1]));
    const needed = [...holes(zh[key])].sort();
    expect(
      [...holes(en[key])].filter((name) => needed.includes(name) || !plural.has(name)).sort(),
    ).toEqual(needed);
  });

  it('use Chinese punctuation between Chinese words', () => {
    for (const key of keys) expect(zh[key], key).not.toMatch(/[\u4e00-\u9fff][,;:?()]/);
  });
});

it('every key is used, and pages hold no sentences of their own', () => {
  const files = sources(source).filter((path) => !/i18n\/(zh|en)(-\w+)?\.ts$/.test(path));
  const text = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  const families = [...text.matchAll(/`([a-z_]+\.)\$\{/g)].map((match) => match[1] ?? '');
  const unused = keys.filter(
    (key) => !text.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
  );
  expect(unused).toEqual([]);
});

it('fills holes and chooses the number of a noun', () => {
  expect(fill('{n} {n|day|days} left', { n: 1 })).toBe('1 day left');
  expect(fill('{n} {n|day|days} left', { n: 2 })).toBe('2 days left');
  expect(fill('{name}', {})).toBe('{name}');
});
