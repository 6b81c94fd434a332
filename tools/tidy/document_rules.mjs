// Rules about pages and plans: paths that exist, and no plan's words in the program.
import { finding, is_script, line_at, table_rows } from './tree.mjs';

const is_page = (path) => path.endsWith('.md') && !/^(plans|cases)\//.test(path);
const file_name = /^[\w.-]+\.(md|cc|h|mjs|ts|tsx|txt|tsv|sh|yaml|json)$/;

/// The words of a page that claim to be a path: [{ path, line }].
export function paths_in(text, top_names) {
  const found = [];
  const claim = (word, offset) => {
    const path = word.replace(/^\.\//, '').replace(/[#?].*$/, '').replace(/[.,;:]$/, '');
    if (path === '' || /[*<>{}$]|\.\.\.|^[A-Z_]+$/.test(path)) return;
    const first = path.split('/')[0];
    const is_path = path.includes('/') ? top_names.has(first) : file_name.test(path);
    if (is_path || word.startsWith('./')) found.push({ path, line: line_at(text, offset) });
  };
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    for (const word of match[1].split(/\s+/)) claim(word, match.index);
  }
  for (const match of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (!/^(https?:|mailto:|#)/.test(match[1])) claim(`./${match[1]}`, match.index);
  }
  for (const match of text.matchAll(/(?<![\w/.`])\.\/[\w./-]+/g)) claim(match[0], match.index);
  return found;
}

/// Every path written in a page exists; tools/paths_elsewhere.tsv names those made later.
export function markdown_paths(tree) {
  const existing = new Set();
  const base_names = new Set();
  for (const path of tree.keys()) {
    const parts = path.split('/');
    base_names.add(parts[parts.length - 1]);
    for (let count = 1; count <= parts.length; ++count) {
      existing.add(parts.slice(0, count).join('/'));
    }
  }
  const source_folders = [...existing].filter((path) => /^src\/[^/]+$/.test(path));
  const top_names = new Set([
    ...[...existing].filter((path) => !path.includes('/')),
    ...source_folders.map((path) => path.slice(4)),
  ]);
  const elsewhere = table_rows(tree.get('tools/paths_elsewhere.tsv')).map((row) => row[0]);
  const exists = (path, page) => {
    const clean = path.replace(/\/$/, '');
    const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : '';
    return (
      [clean, `src/${clean}`, `${folder}${clean}`, `web/${clean}`].some((each) =>
        existing.has(each),
      ) || (!clean.includes('/') && base_names.has(clean))
    );
  };
  const findings = [];
  for (const [page, text] of tree) {
    if (!is_page(page)) continue;
    for (const { path, line } of paths_in(text, top_names)) {
      if (elsewhere.includes(path) || exists(path, page)) continue;
      findings.push(finding(page, line, `${path} does not exist`));
    }
  }
  return findings;
}

/// Fewer characters than this make a general word (企业, 巡查), more a name of somebody's own.
const block_name_characters = 4;

/// The names only one plan knows: its city, its agencies that are a place or an enterprise, and
/// what its blocks define.
export function plan_names(tree) {
  const names = new Set();
  for (const [path, text] of tree) {
    const is_title = /^plans\/[^/]+\/plan\.md$/.test(path);
    const issuer = is_title && text.match(/^issuer: *(\S+?)(市|县|省)/m);
    if (issuer) names.add(issuer[1]);
    if (/^plans\/[^/]+\/[^/]+\.md$/.test(path)) {
      for (const [, name] of text.matchAll(/^```[a-z]+ (\p{Script=Han}+)$/gmu)) {
        if (name.length >= block_name_characters) names.add(name);
      }
    }
    if (!/^plans\/[^/]+\/agencies\.md$/.test(path)) continue;
    for (const row of text.matchAll(/^\| *([^|]+?) *\|(.*)$/gm)) {
      const name = row[1];
      // 各县, 有关部门: words of every plan. A bare function with 市 before it is one too.
      if (/^(各|市|有关|相关|省|国家|名称)/.test(name)) continue;
      if (!/^\p{Script=Han}{2,}/u.test(name)) continue;
      names.add(name);
      if (/^\p{Script=Han}{2}[县市区]$/u.test(name)) names.add(name.slice(0, 2));
    }
  }
  for (const [, general] of general_names(tree)) names.delete(general);
  return names;
}

const general_names = (tree) =>
  table_rows(tree.get('tools/general_names.tsv')).map((row) => [row[1], row[0]]);

/// No word of one plan stands in the program, its pages, its tools or its lexicons.
export function plan_words(tree) {
  const names = [...plan_names(tree)];
  const findings = [];
  if (names.length === 0) return findings;
  const pattern = new RegExp(
    names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  );
  for (const [path, text] of tree) {
    if (!/^(src|web\/src|tools|lexicons)\//.test(path)) continue;
    const tests = /_(test|fuzz)\.(cc|h)$/.test(path);
    if (tests || (is_script(path) && path.includes('.test.'))) continue;
    for (const match of text.matchAll(pattern)) {
      const says = `${match[0]} belongs to one plan; the program knows general words only`;
      findings.push(finding(path, line_at(text, match.index), says));
    }
  }
  return findings;
}
