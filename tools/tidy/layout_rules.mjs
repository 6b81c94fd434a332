// Rules about where things stand: layers, names, headers.
import {
  finding,
  folder_of,
  is_cpp,
  is_cpp_test,
  is_script,
  line_at,
  without_comments,
} from './tree.mjs';

/// Folder -> every folder it may include, itself and what those may include.
export function read_layers(text) {
  const direct = new Map();
  for (const line of text.split('\n')) {
    const match = line.match(/^([a-z]+):(.*)$/);
    if (match) direct.set(match[1], match[2].trim().split(/\s+/).filter(Boolean));
  }
  const reach = (folder) => {
    const all = new Set([folder]);
    for (const below of direct.get(folder) ?? []) for (const each of reach(below)) all.add(each);
    return all;
  };
  return { direct, closure: new Map([...direct.keys()].map((name) => [name, reach(name)])) };
}

/// Folders of src/ include only what tools/layers.txt allows.
export function layers(tree) {
  const { closure } = read_layers(tree.get('tools/layers.txt') ?? '');
  const findings = [];
  for (const [path, text] of tree) {
    const folder = folder_of(path);
    if (!folder || !is_cpp(path)) continue;
    if (!closure.has(folder)) {
      findings.push(finding(path, 1, `folder ${folder} is not in tools/layers.txt`));
      continue;
    }
    for (const match of text.matchAll(/^#include "([^"]+)"/gm)) {
      const target = match[1].split('/')[0];
      const line = line_at(text, match.index);
      if (!tree.has(`src/${match[1]}`)) {
        findings.push(finding(path, line, `${match[1]} does not exist below src/`));
      } else if (!closure.get(folder).has(target)) {
        findings.push(finding(path, line, `${folder}/ may not include ${target}/`));
      }
    }
  }
  return findings;
}

/// CMake links what the layers allow, no more and no less.
export function linked_layers(tree) {
  const { direct } = read_layers(tree.get('tools/layers.txt') ?? '');
  const cmake = tree.get('CMakeLists.txt') ?? '';
  const findings = [];
  for (const [folder, below] of direct) {
    const match = cmake.match(new RegExp(`^set\\(${folder}_links(.*)\\)`, 'm'));
    const linked = [...(match?.[1] ?? '').matchAll(/fangan_([a-z]+)/g)].map((each) => each[1]);
    if (linked.sort().join() === [...below].sort().join()) continue;
    const line = match ? line_at(cmake, match.index) : 1;
    findings.push(
      finding('CMakeLists.txt', line, `${folder} links [${linked}], layers.txt says [${below}]`),
    );
  }
  return findings;
}

const collecting_words = /^(utils?|helpers?|common|misc|managers?|handlers?)$/i;
const words_of = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[_\-./]+/)
    .filter(Boolean);

/// No file, folder or type carries a name that collects strangers.
export function names(tree) {
  const findings = [];
  const says = 'collects strangers: name what it does';
  for (const [path, text] of tree) {
    if (!/^(src|web\/src|web\/test|web\/e2e|tools|bench)\//.test(path)) continue;
    for (const word of words_of(path)) {
      if (collecting_words.test(word)) findings.push(finding(path, 1, `“${word}” ${says}`));
    }
    if ((!is_cpp(path) && !is_script(path)) || path.includes('.test.')) continue;
    const types = /\b(?:class|struct|union|enum(?: class)?|interface|type|concept)\s+(\w+)/g;
    for (const match of without_comments(text).matchAll(types)) {
      const word = words_of(match[1]).find((each) => collecting_words.test(each));
      if (!word) continue;
      findings.push(finding(path, line_at(text, match.index), `“${match[1]}” ${says}`));
    }
  }
  return findings;
}

/// A header opens with what it is and why; it is included once.
export function headers(tree) {
  const findings = [];
  for (const [path, text] of tree) {
    if (!path.endsWith('.h')) continue;
    if (!text.startsWith('//')) findings.push(finding(path, 1, 'open with what it is and why'));
    if (!/^#pragma once$/m.test(text)) findings.push(finding(path, 1, '#pragma once is missing'));
  }
  return findings;
}

// Seconds of compile time behind one line: each belongs in few sources and in no header.
const heavy_libraries =
  /^#include <(boost|simdjson|pugixml|sqlite3|sodium|CLI|openssl|zip|zlib)[/.]/gm;

/// No header of ours includes a heavy library.
export function light_headers(tree) {
  const findings = [];
  for (const [path, text] of tree) {
    if (!path.startsWith('src/') || !path.endsWith('.h') || is_cpp_test(path)) continue;
    for (const match of text.matchAll(heavy_libraries)) {
      const line = line_at(text, match.index);
      findings.push(finding(path, line, `${match[1]} belongs in a .cc, behind this header`));
    }
  }
  return findings;
}

/// No two headers define a type of the same name in the same namespace: what the compiler makes of
/// std::vector of the one would be run for the other.
export function one_definition(tree) {
  const findings = [];
  const first = new Map();
  for (const [path, text] of tree) {
    if (!/^src\/.*(?<!_test)\.h$/.test(path)) continue;
    const space = text.match(/^namespace ([\w:]+) \{/m)?.[1] ?? '';
    const types = /^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^;{]*)? \{/gm;
    for (const match of text.matchAll(types)) {
      const name = `${space}::${match[1]}`;
      const known = first.get(name);
      if (known !== undefined && known !== path) {
        const says = `${name} is defined in ${known} too`;
        findings.push(finding(path, line_at(text, match.index), says));
      }
      first.set(name, known ?? path);
    }
  }
  return findings;
}
