// An invented plan, and from it JSON in the shapes of docs/api.md. For tests and screenshots only.

const source = [
  [
    '1-淘汰落后产能.md',
    `# 云川市淘汰落后产能攻坚方案
为贯彻落实省委、省政府决策部署，加快淘汰落后产能，推进工业转型升级，结合我市实际，制定本方案。
## 一、总体要求
### （一）基本思路。坚持政府推动、企业主体、市场倒逼，综合运用能耗、环保、质量、安全等标准。
### （二）工作目标。到2020年，规模以上单位工业增加值能耗降低18%左右，互联网 制造融合。
## 二、重点任务
### （一）压减水泥粉磨产能。
退出标准：对能耗不达标、污染物排放不达标的水泥粉磨生产线，拆除球磨机等主要设备。
退出任务：压减水泥粉磨产能300万吨。
时间节点：2017年压减120万吨，2018年压减180万吨，9月底前第一批生产线拆除到位并通过市级验收。
责任单位：市工业和信息化委、发展改革委、环境保护局
### （二）关停小型燃煤锅炉。
退出任务：关停每小时10蒸吨及以下燃煤锅炉86台。
时间节点：2017年9月底前关停86台，逾期未关停的依法断电。
责任单位：市环境保护局、质监局，各县（市、区）人民政府
### （三）整治散乱污染企业。
整治任务：依法整治取缔散乱污染企业1160家，11月底前完成扫尾，不得反弹。
时间节点：2017年11月底前基本完成，2018年持续巩固。
责任单位：各县（市、区）人民政府、市环境保护局
### （四）处置停产半年以上企业。
处置任务：力争处置停产半年以上企业40家以上，盘活土地、厂房等闲置资源。
责任单位：市国资委、工业和信息化委、财政局等部门
## 三、保障措施
### （一）加强组织领导。办公室设在市工业和信息化委，负责日常调度。
### （二）强化考核问责。对未完成年度任务的县（市、区），由领导小组办公室约谈并通报。`,
  ],
  [
    '2-推进技术改造.md',
    `# 云川市推进企业技术改造攻坚方案
为推动企业实施新一轮大规模技术改造，特制定本方案。
## 一、工作目标
2017年，技术改造投资完成260亿元，增长12%以上；到2020年，规模以上工业企业普遍完成一轮技术改造。
## 二、主要措施
### （一）实施百项技改工程。
每年滚动实施重点技术改造项目100项以上，建立项目台账，实行领导分包。
责任单位：市工业和信息化委、发展改革委、财政局
### （二）培育智能工厂。
到2018年底，建成省级智能工厂8家、智能车间20个左右。
责任单位：市工业和信息化委、科技局
### （三）落实奖补政策。
2017年10月底前，出台技术改造奖补实施细则，明确奖补标准和兑现流程。
责任单位：市财政局、工业和信息化委`,
  ],
];

const marks = { '# ': ['plan', 1], '## ': ['h1', 2], '### ': ['h2', 3] };

export const agencies = [
  ['市领导小组办公室', '办公室', ['办公室']],
  ['市工业和信息化委', '部门', ['工信委']],
  ['市发展改革委', '部门', ['发改委']],
  ['市环境保护局', '部门', ['环保局']],
  ['市质监局', '部门', []],
  ['市国资委', '部门', []],
  ['市财政局', '部门', []],
  ['市科技局', '部门', []],
  ['青石县', '县区', []],
  ['白河县', '县区', []],
  ['临泉区', '县区', []],
].map(([name, kind, aliases], index) => ({
  name,
  kind,
  region: kind === '县区' ? `4190${index + 10}` : '',
  aliases,
  members: [],
}));
export const holders = ['青石县', '白河县', '临泉区'];

function readLines() {
  let number = 0;
  return source.map(([name, text], fileIndex) => ({
    name,
    lines: text.split('\n').map((raw, index) => {
      number += 1;
      const mark = Object.keys(marks).find((each) => raw.startsWith(each));
      const body = mark ? raw.slice(mark.length) : raw;
      const label =
        /^(退出标准|退出任务|时间节点|责任单位|整治任务|处置任务)：/.exec(body)?.[1] ?? null;
      const [kind, level] = mark ? marks[mark] : label ? ['label', 0] : ['text', 0];
      return {
        anchor: `${fileIndex}-${index + 1}`,
        line: index + 1,
        level,
        kind,
        label,
        text: body,
        number,
        lights: null,
        sentences: [],
        blocks: [],
      };
    }),
  }));
}

export const files = readLines();
const allLines = files.flatMap((file) => file.lines);
export const lineWith = (words) => allLines.find((line) => line.text.includes(words));

function target(name, quote, unit, rest) {
  const line = lineWith(quote);
  const begin = [...line.text.slice(0, line.text.indexOf(quote))].length;
  line.blocks.push({ kind: 'target', id: name, name, begin, end: begin + [...quote].length });
  return {
    name,
    label: name,
    unit,
    compare: '>=',
    form: 'each',
    total: null,
    aim: false,
    grade: 'accepted',
    shares: 'sum',
    owners: [],
    lead: [],
    nodes: [],
    anchor: line.anchor,
    quote,
    ...rest,
  };
}
const node = (name, due, low) => ({
  node: name,
  from: `${name.slice(0, 4)}-01-01`,
  due,
  low,
  high: null,
});

export const targets = [
  target('压减水泥粉磨产能', '压减水泥粉磨产能300万吨', '万吨', {
    total: '300',
    owners: ['市工业和信息化委', '市发展改革委', '市环境保护局'],
    nodes: [node('2017', '2017-09-30', '120'), node('2018', '2018-12-31', '180')],
  }),
  target('关停燃煤锅炉', '关停每小时10蒸吨及以下燃煤锅炉86台', '台', {
    form: 'due',
    owners: ['市环境保护局', '市质监局'],
    nodes: [{ ...node('2017-09-30', '2017-09-30', '86') }],
  }),
  target('整治散乱污染企业', '依法整治取缔散乱污染企业1160家', '家', {
    form: 'due',
    owners: ['市环境保护局', '青石县', '白河县', '临泉区'],
    nodes: [{ ...node('2017-11-30', '2017-11-30', '1160') }],
  }),
  target('处置停产企业', '处置停产半年以上企业40家以上', '家', {
    form: 'none',
    aim: true,
    owners: ['市国资委', '市工业和信息化委', '市财政局'],
    nodes: [{ node: '无期限', from: null, due: null, low: '40', high: null }],
  }),
  target('技术改造投资', '技术改造投资完成260亿元', '亿元', {
    shares: 'none',
    owners: ['市工业和信息化委'],
    nodes: [node('2017', '2017-12-31', '260')],
  }),
  target('重点技改项目', '每年滚动实施重点技术改造项目100项以上', '项', {
    form: 'every',
    shares: 'none',
    owners: ['市工业和信息化委', '市发展改革委', '市财政局'],
    nodes: [node('2017', '2017-12-31', '100')],
  }),
  target('省级智能工厂', '建成省级智能工厂8家', '家', {
    form: 'due',
    shares: 'none',
    owners: ['市工业和信息化委', '市科技局'],
    nodes: [{ ...node('2018-12-31', '2018-12-31', '8'), from: '2017-10-12' }],
  }),
];

export const tasks = [
  [
    '拆除第一批生产线',
    '时间节点：2017年压减',
    '2017-09-30',
    ['市工业和信息化委'],
    ['市发展改革委', '市环境保护局'],
    false,
  ],
  [
    '出台奖补细则',
    '出台技术改造奖补实施细则',
    '2017-10-31',
    ['市财政局'],
    ['市工业和信息化委'],
    false,
  ],
  ['盘活闲置资源', '处置任务', '2018-12-31', ['市国资委'], ['市工业和信息化委', '市财政局'], true],
].map(([name, words, due, lead, others, open]) => {
  const line = lineWith(words);
  line.blocks.push({ kind: 'task', id: name, name, begin: 0, end: [...line.text].length });
  return {
    name,
    label: name,
    what: line.text,
    lead,
    with: others,
    open,
    nodes: [{ due, text: '', node: due }],
    anchor: line.anchor,
    quote: line.text,
  };
});

export const findings = [
  [
    'LINT-007',
    'warning',
    '互联网 制造融合',
    '“互联网”与“制造”之间有空格，可能丢了一个字符，如“+”。',
    'A character, such as “+”, may be missing between the words.',
    '核对原件后补上。',
    'Compare with the original.',
  ],
  [
    'LINT-003',
    'warning',
    '9月底前第一批',
    '期限早于施行日期 2017-10-12。',
    'The deadline lies before the plan came into force on 2017-10-12.',
    '请核对是否为补录。',
    'Check whether it was meant.',
  ],
  [
    'LINT-004',
    'doubt',
    '11月底前完成扫尾',
    '“11月底前”没有写年份，按 2017 年理解。',
    'No year is given; 2017 is assumed.',
    '',
    '',
  ],
].map(([code, severity, words, zh, en, hintZh, hintEn]) => {
  const line = lineWith(words);
  const begin = [...line.text.slice(0, line.text.indexOf(words))].length;
  return {
    code,
    severity,
    zh,
    en,
    hint_zh: hintZh,
    hint_en: hintEn,
    file: Number(line.anchor.split('-')[0]),
    line: line.line,
    number: line.number,
    marks: [[begin, begin + [...words].length]],
  };
});

for (const line of allLines) {
  const points = [...line.text];
  let begin = 0;
  points.forEach((point, at) => {
    if (!/[。；]/.test(point) && at < points.length - 1) return;
    const blocks = line.blocks
      .filter((block) => block.begin < at + 1 && block.end > begin)
      .map((block) => block.name);
    const bound = blocks.length > 0 || line.level > 0 || line.label === '责任单位';
    const narrative = line.text.startsWith('为');
    line.sentences.push({
      begin,
      end: at + 1,
      blocks,
      state: bound ? 'bound' : narrative ? 'narrative' : 'unassigned',
    });
    begin = at + 1;
  });
}

export const lightTable = {
  name: '亮灯',
  hit_policy: 'F',
  inputs: ['met', 'days left', 'behind', 'aim', 'no figure'],
  outputs: ['灯'],
  rules: [
    [['-', '-', '-', '-', 'true'], 'grey'],
    [['true', '-', '-', '-', '-'], 'green'],
    [['-', '< 0', '-', 'true', '-'], 'yellow'],
    [['-', '< 0', '-', '-', '-'], 'red'],
    [['-', '-', '> 20', 'false', '-'], 'red'],
    [['-', '-', '> 10', '-', '-'], 'yellow'],
    [['-', '<= 30', '-', '-', '-'], 'yellow'],
    [['-', '-', '-', '-', '-'], 'green'],
  ].map(([tests, output]) => ({ tests, outputs: [output] })),
};

function ruleOf({ met, days, behind, aim, none }) {
  const fits = [
    none,
    met,
    days !== null && days < 0 && aim,
    days !== null && days < 0,
    behind > 20 && !aim,
    behind > 10,
    days !== null && days <= 30,
    true,
  ];
  return fits.findIndex(Boolean);
}

const dayNumber = (day) => Date.parse(`${day}T00:00:00Z`) / 86400000;
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

/// The last cumulative value of a share at a grade, as a view sees it.
function valueOf(progress, key, grade, asOf) {
  const rows = progress.filter(
    (row) =>
      row.target === key.target &&
      row.node === key.node &&
      row.share === key.share &&
      row.state !== 'withdrawn' &&
      row.state !== 'returned',
  );
  const seen = rows.filter((row) =>
    grade === 'accepted' ? row.state === 'accepted' && row.accepted_on <= asOf : row.date <= asOf,
  );
  return seen.length === 0 ? 0 : Number(seen[seen.length - 1].value);
}

function figureOf(block, nodeOf, share, low, values, asOf) {
  const { reported, accepted } = values;
  const due = nodeOf.due;
  const days = due === null ? null : dayNumber(due) - dayNumber(asOf);
  const noRate = block.form === 'none' || low === null;
  const rate = noRate ? null : (accepted / low) * 100;
  const met = !noRate && accepted >= low;
  const span = due === null ? 1 : dayNumber(due) - dayNumber(nodeOf.from);
  const passed =
    due === null ? 0 : Math.min(1, Math.max(0, (dayNumber(asOf) - dayNumber(nodeOf.from)) / span));
  const behind = rate === null ? null : passed * 100 - rate;
  const rule = ruleOf({ met, days, behind: behind ?? 0, aim: block.aim, none: noRate });
  return {
    block: block.name,
    kind: 'target',
    node: nodeOf.node,
    share,
    due,
    days_left: days,
    unit: block.unit,
    low: low === null ? null : String(low),
    high: null,
    reported: String(reported),
    accepted: String(accepted),
    published: null,
    shown: { reported: String(reported), accepted: String(accepted), published: null },
    reserve: null,
    rate: rate === null ? null : String(rate),
    shown_rate: rate === null ? null : rate.toFixed(1),
    behind: behind === null ? null : String(behind),
    met,
    late: false,
    measured: false,
    ...nothingMeasured,
    light: lightTable.rules[rule].outputs[0],
    light_rule: rule,
    state: '',
    aim: block.aim,
    not_set: [],
    anchor: block.anchor,
    explain: {
      inputs: {
        met,
        days_left: days,
        behind: behind === null ? null : String(behind),
        aim: block.aim,
        no_figure: noRate,
      },
    },
  };
}

/// What only figures counted from registers have.
const nothingMeasured = {
  part: '',
  forecast: null,
  not_surveyed: false,
  undetermined: [],
  reason: null,
};

function taskFigure(task, state, asOf) {
  const { due } = task.nodes[0];
  const days = dayNumber(due) - dayNumber(asOf);
  const set = state.states.find((each) => each.task === task.name)?.state ?? 'open';
  const rule = ruleOf({ met: set === 'done', days, behind: 0, aim: false, none: false });
  return {
    ...figureOf(
      { ...task, unit: '', form: 'none', aim: false },
      { node: due, due, from: '2017-10-12' },
      '',
      null,
      { reported: 0, accepted: 0 },
      asOf,
    ),
    kind: 'task',
    met: set === 'done',
    state: set,
    light: lightTable.rules[rule].outputs[0],
    light_rule: rule,
    reported: null,
    accepted: null,
    shown: { reported: null, accepted: null, published: null },
  };
}

export function figuresOf(state, asOf, holder) {
  const figures = [];
  for (const block of targets) {
    const nodes = [...block.nodes];
    for (const each of nodes) {
      const shares = state.shares.filter(
        (row) => row.target === block.name && row.node === each.node,
      );
      const own = (share) => ({
        reported: valueOf(
          state.progress,
          { target: block.name, node: each.node, share },
          'reported',
          asOf,
        ),
        accepted: valueOf(
          state.progress,
          { target: block.name, node: each.node, share },
          'accepted',
          asOf,
        ),
      });
      const names = shares.length > 0 ? shares.map((row) => row.share) : [''];
      const all = names.map(own);
      if (holder === null) {
        figures.push(
          figureOf(
            block,
            each,
            '',
            each.low === null ? null : Number(each.low),
            {
              reported: sum(all.map((value) => value.reported)),
              accepted: sum(all.map((value) => value.accepted)),
            },
            asOf,
          ),
        );
      }
      shares
        .filter((row) => holder === null || row.share === holder)
        .forEach((row) =>
          figures.push(figureOf(block, each, row.share, Number(row.value), own(row.share), asOf)),
        );
    }
  }
  if (holder === null) figures.push(...tasks.map((task) => taskFigure(task, state, asOf)));
  return figures;
}
