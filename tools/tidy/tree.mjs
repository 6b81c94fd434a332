// tree: the files of the project as the tidy rules see them.
//
// A tree is a Map from path (relative to the root, `/` between folders) to text. Rules take a tree
// and return findings, so that tests can hand them a planted violation without touching the disk.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const left_out = /^(\.git|\.cache|build|build-.*|data|dist|node_modules|__pycache__)$/;
const binary = /\.(png|jpg|jpeg|docx|xlsx|zip|gz|woff2?|ico|db|pdf)$/;

/// Reads every text file below `root`; binary files are present with an empty text.
export function read_tree(root) {
  const tree = new Map();
  const walk = (folder) => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (left_out.test(name)) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      const status = statSync(join(root, path));
      if (status.isDirectory()) walk(path);
      else tree.set(path, binary.test(name) ? '' : readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return tree;
}

export const is_cpp = (path) => /\.(cc|h)$/.test(path);
export const is_script = (path) => /\.(mjs|js|ts|tsx)$/.test(path);
export const is_cpp_test = (path) => /_(test|fuzz)\.(cc|h)$/.test(path);
/// The folder of src/ a file lies in, or undefined.
export const folder_of = (path) => path.match(/^src\/([^/]+)\//)?.[1];

export const finding = (file, line, text) => ({ file, line, text });

/// The 1-based line of an offset.
export function line_at(text, offset) {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

// Lengths and line ends stay, so that offsets and lines of the blanked text are those of the file.
const blank = (text) => text.replace(/[^\n]/g, ' ');

const cpp_tokens = new RegExp(
  [
    /\/\/[^\n]*/, // 1 line comment
    /\/\*[\s\S]*?\*\//, // block comment
    /R"([^(\s]*)\([\s\S]*?\)\1"/, // raw string
    /"(?:\\[\s\S]|[^"\\\n])*"/, // string
    /(?<![0-9A-Fa-f])'(?:\\.[^']*|[^'\\\n])'/, // character; not the ' inside 10'000
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
);

/// C++ without its comments; strings stay.
export const without_comments = (text) =>
  text.replace(cpp_tokens, (token) => (token.startsWith('/') ? blank(token) : token));

/// C++ without comments and without what stands in strings.
export const without_strings = (text) =>
  text.replace(cpp_tokens, (token) =>
    token.startsWith('/') ? blank(token) : `"${blank(token).slice(2)}"`,
  );

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/// Columns of a terminal: two for a Han character.
export function display_width(line) {
  let width = 0;
  for (const character of line) {
    if (/\p{Mn}/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/// Rows of a tab-separated file without its comments and its header.
export function table_rows(text) {
  const lines = (text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(1).map((line) => line.split('\t'));
}
