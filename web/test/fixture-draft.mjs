// Fixture draft: a rough reading of a text, enough to show the pages of a draft.
import { agencies, files, findings } from './fixture-plan.mjs';
import { fault, plan_id } from './fixture-views.mjs';

function headingsOf(lines) {
  return lines.flatMap((line, index) => {
    if (/方案$/.test(line)) return [{ type: 'plan', number: '', title: line, line: index + 1 }];
    const one = /^([一二三四五六七八九十]+)、(.*?)。?$/.exec(line);
    if (one) return [{ type: 'h1', number: one[1], title: one[2], line: index + 1 }];
    const two = /^[（(]([一二三四五六七八九十]+)[)）]([^。]*)/.exec(line);
    return two ? [{ type: 'h2', number: two[1], title: two[2], line: index + 1 }] : [];
  });
}

function ownersOf(lines) {
  return lines.flatMap((line, index) =>
    line.startsWith('责任单位')
      ? [
          {
            line: index + 1,
            lead: [],
            units: line.slice(5).split(/[、，]/),
            open: line.includes('等'),
          },
        ]
      : [],
  );
}

function quantitiesOf(lines) {
  return lines.flatMap((line, index) =>
    [...line.matchAll(/(\d+(?:\.\d+)?)(万吨|亿元|台|家|项|%)(以上|左右)?/g)].map((match) => ({
      line: index + 1,
      text: match[0],
      value: match[1],
      unit: match[2],
      comparator: match[3] === '以上' ? '>=' : match[3] ? '~' : '=',
      due: '2017-12-31',
      type: 'target',
    })),
  );
}

const filesOf = (lines) => [
  {
    name: 'plan.md',
    text: '```plan\ntitle: 云川市淘汰落后产能攻坚方案\nissued: 2017-06-01\n```\n',
  },
  { name: '1-淘汰落后产能.md', text: lines.slice(0, 14).join('\n\n') },
  {
    name: 'agencies.md',
    text: `\`\`\`agency\n| name | kind | region |\n|---|---|---|\n${agencies
      .filter((each) => each.kind === '部门')
      .map((each) => `| ${each.name} | 部门 |  |`)
      .join('\n')}\n\`\`\`\n`,
  },
];

const diagnostics = [
  {
    ...fault(
      'PLAN-T004',
      '指标“压减水泥粉磨产能”的分年之和 290 不等于总量 300。',
      'The parts of 压减水泥粉磨产能 add up to 290, not to its total of 300.',
      '核对各年数值或总量。',
      'Check the parts or the total.',
    ),
    place: {
      file: '1-淘汰落后产能.md',
      line: 9,
      column: 5,
      headings: ['二、重点任务', '（一）压减水泥粉磨产能'],
    },
  },
  {
    ...fault(
      'PLAN-A003',
      '单位“市安监局”没有列在单位表里。',
      'The unit 市安监局 is not in the table of units.',
      '您是不是要找“市质监局”？',
      'Did you mean 市质监局?',
    ),
    severity: 'warning',
    place: { file: 'agencies.md', line: 4, column: 3, headings: [] },
  },
];

const doubtsOf = (lines) =>
  findings.flatMap((finding) => {
    const line = lines.findIndex((text) =>
      text.includes(
        [...files[finding.file].lines[finding.line - 1].text].slice(...finding.marks[0]).join(''),
      ),
    );
    return line < 0 ? [] : [{ ...finding, file: undefined, line: line + 1 }];
  });

export function draftOf(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const headings = headingsOf(lines);
  const owners = ownersOf(lines);
  const quantities = quantitiesOf(lines);
  return {
    id: 1,
    version: 1,
    state: 'draft',
    title: headings[0]?.title ?? '',
    issued: '2017-06-01',
    in_force_from: '2017-06-01',
    plan_id: plan_id,
    source_lines: lines,
    headings,
    owners,
    quantities,
    files: filesOf(lines),
    diagnostics,
    findings: doubtsOf(lines),
    counts: {
      plans: 1,
      headings: headings.length,
      owners: owners.length,
      quantities: quantities.length,
      targets: 6,
      tasks: 4,
      agencies: 8,
      doubts: 3,
    },
  };
}
