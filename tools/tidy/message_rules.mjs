// Rules about message codes: none orphaned, none untranslated, none untried.
import { finding, is_cpp, is_cpp_test, is_script, line_at, without_comments } from './tree.mjs';

// Standards are written alike and are no codes.
const code_pattern = '(?!ECMA|RFC|ISO)[A-Z]{2,8}-[A-Z]?\\d{3}(?:\\.[a-z]+)?';

/// Code -> { file, line, zh, en }, as written in src/text/messages/*.yaml.
export function catalogue(tree) {
  const entries = new Map();
  for (const [path, text] of tree) {
    if (!/^src\/text\/messages\/\w+\.yaml$/.test(path)) continue;
    let current = null;
    text.split('\n').forEach((line, index) => {
      const head = line.match(/^([A-Z][\w\-.]*):\s*(.*)$/);
      if (head) {
        current = { file: path, line: index + 1, zh: '', en: '' };
        entries.set(head[1], current);
      }
      for (const language of ['zh', 'en']) {
        const at = line.match(new RegExp(`(?:^ +|[{,] *)${language}:(.*?)(?:, +en:|\\}?$)`));
        if (at && current) current[language] = at[1].trim();
      }
    });
  }
  return entries;
}

/// Code -> first place where a source names it in a string.
function codes_in_sources(tree, is_wanted) {
  const used = new Map();
  for (const [path, text] of tree) {
    if (!is_wanted(path)) continue;
    const code = is_cpp(path) ? without_comments(text) : text;
    for (const match of code.matchAll(new RegExp(`["'\`](${code_pattern})["'\`]`, 'g'))) {
      if (used.has(match[1])) continue;
      used.set(match[1], { file: path, line: line_at(code, match.index) });
    }
  }
  return used;
}

const is_product = (path) =>
  (path.startsWith('src/') && is_cpp(path) && !is_cpp_test(path)) ||
  (path.startsWith('web/src/') && is_script(path));

/// A code in C++ has an entry; an entry is used; a code promised in a header exists.
export function orphan_codes(tree) {
  const entries = catalogue(tree);
  const findings = [];
  const used = codes_in_sources(tree, is_product);
  for (const [code, place] of used) {
    if (entries.has(code)) continue;
    findings.push(finding(place.file, place.line, `${code} has no entry in src/text/messages/`));
  }
  for (const [code, entry] of entries) {
    if (used.has(code)) continue;
    findings.push(finding(entry.file, entry.line, `${code} is raised nowhere`));
  }
  for (const [path, text] of tree) {
    if (!path.startsWith('src/') || !path.endsWith('.h')) continue;
    for (const match of text.matchAll(new RegExp(`///? .*?\\b(${code_pattern})\\b`, 'g'))) {
      if (entries.has(match[1])) continue;
      findings.push(finding(path, line_at(text, match.index), `${match[1]} does not exist`));
    }
  }
  return findings;
}

/// An offer of something near goes where there is nothing near; then something has to stay.
const says_only_an_offer = (text) =>
  text.split(/(?<=[。？]|[.?] )/).filter((sentence) => /[\p{L}]/u.test(sentence)).length < 2;

/// Each code is spoken in both languages, whatever is known.
export function translations(tree) {
  const findings = [];
  for (const [code, { file, line, zh, en }] of catalogue(tree)) {
    if (!/\p{Script=Han}/u.test(zh)) findings.push(finding(file, line, `${code}: no Chinese`));
    if (!/[A-Za-z]{2}/.test(en)) findings.push(finding(file, line, `${code}: no English`));
    for (const text of [zh, en]) {
      if (!text.includes('{near}') || !says_only_an_offer(text)) continue;
      findings.push(finding(file, line, `${code}: {near} stands in its only sentence`));
    }
  }
  return findings;
}

/// Each code is raised by a test or a case, as the examples of the builtins are; a mark (CODE.a) is
/// raised by its code.
export function untested_codes(tree) {
  const tested = new Set();
  for (const [path, text] of tree) {
    const is_case = /^(cases|web\/test|web\/e2e|plans\/[^/]+\/cases)\//.test(path);
    const runs = ['tools/crash_test.mjs', 'src/feel/builtins.yaml'].includes(path);
    if (!is_case && !is_cpp_test(path) && !runs) continue;
    for (const match of text.matchAll(new RegExp(code_pattern, 'g'))) tested.add(match[0]);
  }
  const findings = [];
  for (const [code, { file, line }] of catalogue(tree)) {
    if (code.includes('.') || tested.has(code)) continue;
    findings.push(finding(file, line, `${code}: no test and no case raises it`));
  }
  return findings;
}
