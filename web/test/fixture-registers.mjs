// Fixture registers: a register of enterprises that is a million rows long and one of kilns with
// every kind of field, in the shapes of docs/api.md. For tests and screenshots only.
import { agencies } from './fixture-plan.mjs';
import { emit, state } from './fixture-state.mjs';
import { Refusal, documentOf, fault, notFound, plan_id } from './fixture-views.mjs';

const counties = agencies.filter((agency) => agency.kind === '县区');
const region = (n) => {
  const { name, region: id } = counties[n % counties.length];
  return { id, name };
};
const pick = (list, n) => list[Math.abs(n) % list.length];
const hash = (n) => ((n * 2654435761) >>> 7) % 1_000_000;

const field = (index, name, type, more = {}) => ({
  index,
  name,
  type,
  unit: '',
  words: [],
  target: '',
  required: false,
  required_from: '',
  sensitive: false,
  places: null,
  log: '',
  column: true,
  ...more,
});
const can = () => ({ add: true, edit: true, import: true, export: true });

const enterprise_fields = [
  field(0, '统一社会信用代码', 'text', { required: true }),
  field(1, '名称', 'text', { required: true }),
  field(2, '所在县区', 'region', { required: true }),
  field(3, '规模', 'one of', { words: ['大型', '中型', '小型', '微型'] }),
  field(4, '从业人数', 'number', { unit: '人', places: 0 }),
  field(5, '主营业务收入', 'number', { unit: '万元' }),
  field(6, '成立日期', 'date'),
  field(7, '规模以上', 'boolean'),
  field(8, '联系电话', 'text', { sensitive: true }),
];
const kiln_fields = [
  field(0, '企业', 'reference', { target: '企业', required: true }),
  field(1, '名称', 'text', { required: true }),
  field(2, '所在县区', 'region', { required: true }),
  field(3, '炉型', 'one of', { words: ['立窑', '回转窑', '中频炉', '其他'], required: true }),
  field(4, '产能', 'number', { unit: '万吨', places: 2 }),
  field(5, '已拆除', 'several of', { words: ['窑体', '风机', '除尘器', '输送带'] }),
  field(6, '关停期限', 'date', { required: true }),
  field(7, '环保手续', 'boolean'),
  field(8, '负责人', 'text', { sensitive: true }),
  field(9, '责任单位', 'agency'),
  field(10, '现场照片', 'files'),
  field(11, '验收文件', 'file', { required_from: '已验收' }),
  field(12, '办理意见', 'text', { column: false }),
];
const states = [
  { name: '在册', grade: '' },
  { name: '已上报', grade: 'reported' },
  { name: '已验收', grade: 'accepted' },
];

const surnames = ['宏远', '金鑫', '永丰', '恒通', '天瑞', '华盛', '中兴', '东方', '利源', '嘉禾'];
const trades = ['建材', '铸造', '化工', '水泥', '机械', '陶瓷', '轧钢', '橡胶'];
const enterpriseName = (n) =>
  `${region(n).name}${pick(surnames, hash(n))}${pick(trades, hash(n + 3))}有限公司`;
const blankNow = (n, share) => hash(n * 7 + share) % 10 === 0;

const rowOf = (n, id, values, more = {}) => ({
  row: String(n),
  id,
  version: 1,
  state: null,
  since: '2017-10-12',
  holds_from: '2017-10-12',
  nature: '示例',
  source: '演示数据',
  values,
  derived: {},
  marks: [],
  can: { edit: true, void: true },
  ...more,
});
function enterprise(n) {
  return rowOf(n, `91419${String(n).padStart(13, '0')}`, {
    统一社会信用代码: `91419${String(n).padStart(13, '0')}`,
    名称: enterpriseName(n),
    所在县区: region(n),
    规模: blankNow(n, 1) ? null : pick(['大型', '中型', '小型', '微型'], hash(n + 1)),
    从业人数: blankNow(n, 2) ? null : String(hash(n + 2) % 800),
    主营业务收入: blankNow(n, 3) ? null : `${hash(n + 4) % 90000}.${hash(n) % 10}`,
    成立日期: `20${String(hash(n) % 17).padStart(2, '0')}-0${1 + (n % 9)}-1${n % 10}`,
    规模以上: blankNow(n, 5) ? null : n % 3 === 0,
    联系电话: '***',
  });
}
function kiln(n) {
  const company = enterprise(n * 3);
  const photo = {
    hash: `photo${n}`,
    name: '拆除现场.jpg',
    size_bytes: 312000,
    media_type: 'image/jpeg',
  };
  const values = {
    企业: { id: company.id, name: company.values.名称, row: company.row },
    名称: `${1 + (n % 4)}号窑`,
    所在县区: region(n * 3),
    炉型: pick(['立窑', '回转窑', '中频炉', '其他'], hash(n)),
    产能: blankNow(n, 4) ? null : n % 11 === 0 ? '0' : `${1 + (hash(n) % 40)}.${n % 10}`,
    已拆除: n % 3 === 0 ? ['窑体', '风机'] : [],
    关停期限: n % 2 === 0 ? '2017-12-31' : '2018-09-30',
    环保手续: blankNow(n, 6) ? null : n % 4 !== 0,
    负责人: '***',
    责任单位: { id: '市环境保护局', name: '市环境保护局' },
    现场照片: n % 5 === 0 ? [photo] : [],
    验收文件: null,
    办理意见: n % 7 === 0 ? '设备已清运，待市级验收。' : null,
  };
  return rowOf(n, `窑${String(n).padStart(4, '0')}`, values, {
    state: states[n % 3].name,
    source: '县区排查',
    nature: n % 9 === 0 ? null : '示例',
  });
}
/// What follows from the fields, as the program would find it.
function finish(row) {
  const capacity = row.values.产能;
  const isOpen = row.values.环保手续 === null;
  return {
    ...row,
    derived: {
      折算产能: capacity === null ? undeterminedBy(row, '产能') : { value: capacity },
      应当关停: isOpen ? undeterminedBy(row, '环保手续') : { value: !row.values.环保手续 },
    },
    marks:
      capacity === '0'
        ? [
            {
              message: '产能请核对',
              zh: '产能为 0，请核对。',
              en: 'The capacity is 0; please check.',
            },
          ]
        : [],
  };
}
const undeterminedBy = (row, name) => ({
  undetermined: [{ register: '窑炉', row: row.row, field: name }],
});

export const registers = {
  企业: {
    definition: {
      name: '企业',
      label: '',
      key: ['统一社会信用代码'],
      period: '',
      fields: enterprise_fields,
      derived: [],
      decisions: [],
      states: [],
      block: null,
      tabs_by: '',
    },
    total: 1_000_000,
    make: enterprise,
    finish: (row) => row,
    changed: new Map(),
    anchor: null,
    quote: null,
  },
  窑炉: {
    definition: {
      name: '窑炉',
      label: '窑炉台账',
      key: ['企业', '名称'],
      period: '',
      fields: kiln_fields,
      derived: [
        { name: '折算产能', type: 'number', unit: '万吨', formula: 'if 环保手续 then 产能 else 0' },
      ],
      decisions: [{ name: '应当关停', type: 'boolean' }],
      states,
      block: null,
      tabs_by: '',
    },
    total: 412,
    make: kiln,
    finish,
    changed: new Map(),
    anchor: '0-7',
    quote: '对能耗不达标、污染物排放不达标的水泥粉磨生产线，拆除球磨机等主要设备。',
  },
  巡查: {
    definition: {
      name: '巡查',
      label: '日常巡查',
      key: [],
      period: '',
      fields: [field(0, '窑炉', 'reference', { target: '窑炉' }), field(1, '发现', 'text')],
      derived: [],
      decisions: [],
      states: [],
      block: null,
      tabs_by: '',
    },
    total: 0,
    make: () => null,
    finish: (row) => row,
    changed: new Map(),
    anchor: '0-15',
    quote: '依法整治取缔散乱污染企业1160家，11月底前完成扫尾，不得反弹。',
  },
};
const named = (name) => {
  const found = registers[name];
  if (found === undefined) throw notFound();
  return found;
};
const definitionOf = (register) => ({ ...register.definition, can: can() });
const rowAt = (register, n) => {
  const row = register.changed.get(n) ?? (n <= register.total ? register.make(n) : null);
  if (row === null || row === undefined) throw notFound();
  return register.finish(row);
};
function* rowsOf(register) {
  for (const row of register.changed.values()) {
    if (Number(row.row) > register.total && !row.voided) yield register.finish(row);
  }
  for (let n = 1; n <= Math.min(register.total, 40_000); n += 1) {
    const row = rowAt(register, n);
    if (!row.voided) yield row;
  }
}

const text = (value) => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((each) => each.name ?? each).join('、');
  return typeof value === 'object' ? value.name : String(value);
};
const code = (value) => (value && typeof value === 'object' && value.id) || text(value);
function fits(row, { field: name, op, values }) {
  const value = { 状态: row.state, 编号: row.id }[name] ?? row.values[name] ?? null;
  const [low, high] = values;
  const isNumber = /^-?[\d.]+$/.test(text(value));
  const below = (a, b) => (isNumber ? Number(a) <= Number(b) : a <= b);
  switch (op) {
    case 'blank':
      return text(value) === '';
    case 'filled':
      return text(value) !== '';
    case 'contains':
      return text(value).includes(low);
    case 'between':
      return (
        text(value) !== '' &&
        (low === '' || below(low, text(value))) &&
        (high === '' || below(text(value), high))
      );
    case '!=':
      return code(value) !== low;
    default:
      return Array.isArray(value)
        ? value.some((each) => values.includes(each))
        : values.includes(code(value)) || values.includes(text(value));
  }
}
function found(register, where, words) {
  const all = [];
  for (const row of rowsOf(register)) {
    const hasWords = words === '' || Object.values(row.values).some((v) => text(v).includes(words));
    if (hasWords && where.every((filter) => fits(row, filter))) all.push(row);
  }
  return all;
}
const comparable = (row, name) => {
  const value = text(row.values[name] ?? row.state);
  return /^-?[\d.]+$/.test(value) ? Number(value) : value;
};
function pageOf(name, query) {
  const register = named(name);
  const where = JSON.parse(query.get('where') || '[]');
  const words = query.get('words') ?? '';
  const sort = query.get('sort') ?? '';
  const offset = Number(query.get('offset') ?? 0);
  const count = Number(query.get('count') ?? 100);
  const base = {
    register: definitionOf(register),
    view: documentOf(query.get('as_of') ?? state.today).view,
    offset,
  };
  if (where.length === 0 && words === '' && sort === '' && register.changed.size === 0) {
    const rows = [];
    for (let n = offset + 1; n <= Math.min(register.total, offset + count); n += 1) {
      rows.push(rowAt(register, n));
    }
    return { ...base, total: register.total, examples: register.total, rows };
  }
  const all = found(register, where, words);
  const key = sort.replace(/^-/, '');
  if (key !== '') {
    all.sort((a, b) => {
      const [x, y] = [comparable(a, key), comparable(b, key)];
      return (x < y ? -1 : x > y ? 1 : 0) * (sort.startsWith('-') ? -1 : 1);
    });
  }
  const examples = all.filter((row) => row.nature === '示例').length;
  return { ...base, total: all.length, examples, rows: all.slice(offset, offset + count) };
}

function valueOf(field_, typed) {
  if (typed === null || typed === '') return null;
  switch (field_.type) {
    case 'boolean':
      return typed === '是';
    case 'several of':
      return typed.split('、');
    case 'region':
      return { id: typed, name: counties.find((each) => each.region === typed)?.name ?? typed };
    case 'reference': {
      const target = found(named(field_.target), [], typed)[0];
      return { id: typed, name: target?.values.名称 ?? typed, row: target?.row };
    }
    case 'agency':
      return { id: typed, name: typed };
    case 'file':
    case 'files':
      return typed.split(' ').map((each) => ({
        hash: each,
        name: '现场照片.jpg',
        size_bytes: 1200,
        media_type: 'image/jpeg',
      }));
    default:
      return typed;
  }
}
const histories = new Map();
function change(register, before, cells, step, more = {}) {
  const values = { ...before.values };
  const fields = {};
  for (const [name, typed] of Object.entries(cells)) {
    const field_ = register.definition.fields.find((each) => each.name === name);
    if (field_.type === 'number' && typed !== null && !/^-?\d+(\.\d+)?$/.test(typed)) {
      const refusal = fault(
        'CAMP-F001',
        `“${typed}”不是数。`,
        `${typed} is no number.`,
        '例：12.5',
      );
      throw new Refusal(422, { ...refusal, facts: { field: name, value: typed } });
    }
    fields[name] = { before: values[name] ?? null, after: valueOf(field_, typed) };
    values[name] = fields[name].after;
  }
  const row = { ...before, ...more, values, version: before.version + 1 };
  register.changed.set(Number(row.row), row);
  const key = `${register.definition.name}/${row.row}`;
  const at = `${state.today}T10:${String(10 + row.version).padStart(2, '0')}:00+08:00`;
  histories.set(key, [
    ...(histories.get(key) ?? [firstChange(register, before)]).map((each) => ({
      ...each,
      current: false,
    })),
    {
      version: row.version,
      at,
      holds_from: more.holds_from ?? state.today,
      by: state.signedIn.agency,
      step,
      fields,
      current: true,
    },
  ]);
  emit({ block: register.definition.name, node: '', share: '', action: step });
  return { row: register.finish(row) };
}
const firstChange = (register, row) => ({
  version: 1,
  at: '2017-10-12T09:00:00+08:00',
  holds_from: '2017-10-01',
  by: '市领导小组办公室',
  step: 'import',
  current: true,
  fields: Object.fromEntries(
    Object.entries(row.values)
      .filter(([, value]) => value !== null && value !== '***')
      .map(([name, value]) => [name, { before: null, after: value }]),
  ),
});
const historyOf = (register, row) =>
  histories.get(`${register.definition.name}/${row.row}`) ?? [firstChange(register, row)];

const views = {
  窑炉: [
    {
      name: '年内关停',
      where: [{ field: '关停期限', op: 'between', values: ['', '2017-12-31'] }],
      words: '',
      sort: [{ field: '产能', descending: true }],
      columns: [],
      own: false,
    },
  ],
};
const jobs = [];
const cellFault = (cell, row, name, value, zh, en, hint) => ({
  sheet: '窑炉',
  row,
  column: cell.replace(/\d+/, ''),
  cell,
  field: name,
  value,
  error: fault('CAMP-F001', zh, en, hint, hint),
});
const report = (errors) => ({
  new: 36,
  changed: 3,
  unchanged: 1,
  error_count: errors.length,
  errors,
  warnings: [cellFault('F12', 12, '产能', '0', '产能为 0，请核对。', 'The capacity is 0.', '')],
  preview: [
    {
      row: 7,
      id: '窑0007',
      change: 'changed',
      fields: {
        产能: { before: '12.5', after: '13' },
        办理意见: { before: null, after: '已复核' },
      },
    },
    {
      row: null,
      id: '（新）5号窑',
      change: 'new',
      fields: { 炉型: { before: null, after: '立窑' } },
    },
  ],
});
const threeErrors = [
  cellFault('F7', 7, '产能', '12..5', '“12..5”不是数。', '12..5 is no number.', '例：12.5'),
  cellFault('D19', 19, '所在县区', '青石', '没有这个县区。', 'No such county.', '从下拉列表中选。'),
  cellFault('H33', 33, '关停期限', '13月', '“13月”不是日期。', 'Not a day.', '例：2017-12-31'),
];
/// A job goes a step further each time it is asked after.
function step(job) {
  if (job.state === 'queued') job.state = 'checking';
  else if (job.state === 'checking') {
    job.done = Math.min(job.total, job.done + 20);
    if (job.done === job.total) {
      job.state = /错/.test(job.file) ? 'refused' : 'checked';
      job.report = report(job.state === 'refused' ? threeErrors : []);
    }
  } else if (job.state === 'applying') {
    job.state = 'done';
    job.done = job.total;
  }
  return job;
}

const P = `/api/plans/${plan_id}`;
const R = `${P}/registers/([^/]+)`;
export const register_routes = [
  [
    'GET',
    new RegExp(`^${P}/registers$`),
    () => ({
      registers: Object.values(registers).map((each) => ({
        name: each.definition.name,
        label: each.definition.label,
        anchor: each.anchor,
        quote: each.quote,
        rows: each.total,
        can: can(),
        built_in: false,
        tabs_by: null,
      })),
    }),
  ],
  ['GET', new RegExp(`^${R}$`), ([name], _, query) => pageOf(name, query)],
  ['GET', new RegExp(`^${R}/views$`), ([name]) => ({ views: views[name] ?? [] })],
  [
    'PUT',
    new RegExp(`^${R}/views$`),
    ([name], body) => {
      views[name] = [...(views[name] ?? []).filter((each) => !each.own), ...body.views];
      return { views: views[name] };
    },
  ],
  [
    'POST',
    new RegExp(`^${R}/rows$`),
    ([name], body) => {
      const register = named(name);
      const n = register.total + register.changed.size + 1;
      const blank = Object.fromEntries(register.definition.fields.map((each) => [each.name, null]));
      const base = rowOf(n, `新${n}`, blank, { nature: null, source: null, version: 0 });
      if (register.definition.states.length > 0) base.state = states[0].name;
      return change(register, base, body.fields, 'add', { holds_from: body.holds_from });
    },
  ],
  [
    'GET',
    new RegExp(`^${R}/rows/(\\d+)$`),
    ([name, n]) => {
      const register = named(name);
      const row = rowAt(register, Number(n));
      const kilns = [1, 2, 3].map((each) => rowAt(registers.窑炉, each));
      return {
        register: definitionOf(register),
        row,
        references:
          name === '企业'
            ? [
                {
                  register: '窑炉',
                  field: '企业',
                  total: 3,
                  rows: kilns.map((each) => ({
                    row: each.row,
                    id: each.id,
                    name: each.values.名称,
                  })),
                },
              ]
            : [{ register: '巡查', field: '窑炉', total: 0, rows: [] }],
        history: [...historyOf(register, row)].reverse(),
        earlier: false,
      };
    },
  ],
  [
    'POST',
    new RegExp(`^${R}/rows/(\\d+)$`),
    ([name, n], body) => {
      const register = named(name);
      const row = rowAt(register, Number(n));
      if (body.version !== row.version) {
        const refusal = new Refusal(
          409,
          fault('SVC-W001', '别人刚改过这条记录。', 'Somebody else has just changed this record.'),
        );
        refusal.body.theirs = row;
        throw refusal;
      }
      return change(register, row, body.fields, 'edit', { holds_from: body.holds_from });
    },
  ],
  [
    'POST',
    new RegExp(`^${R}/rows/(\\d+)/(void|restore)$`),
    ([name, n, deed]) => {
      const register = named(name);
      return change(register, rowAt(register, Number(n)), {}, deed, { voided: deed === 'void' });
    },
  ],
  ['POST', new RegExp(`^${R}/rows/(\\d+)/unmask$`), () => ({ value: '139 0391 2233' })],
  [
    'GET',
    new RegExp(`^${R}/compare/(\\d+)$`),
    ([name, n]) => ({
      fields: historyOf(named(name), { row: Number(n), values: {} })
        .flatMap((each) =>
          Object.entries(each.fields).map(([field_, both]) => ({
            field: field_,
            ...both,
            changes: [each],
          })),
        )
        .slice(-3),
    }),
  ],
  [
    'POST',
    new RegExp(`^${R}/bulk$`),
    ([name], body) => {
      const register = named(name);
      const rows = found(register, body.where, body.words);
      const [[field_, typed]] = Object.entries(body.fields);
      const definition = register.definition.fields.find((each) => each.name === field_);
      const changes = rows.slice(0, 100).map((row) => ({
        row: row.row,
        id: row.id,
        field: field_,
        before: row.values[field_],
        after: valueOf(definition, typed),
      }));
      if (!body.dry_run) rows.forEach((row) => change(register, row, body.fields, 'edit'));
      return { rows: rows.length, changes, errors: [], group: null };
    },
  ],
  ['GET', new RegExp(`^${R}/removed$`), () => ({ total: 0, offset: 0, rows: [] })],
  [
    'POST',
    new RegExp(`^${R}/imports$`),
    ([name], _, __, request) => {
      const file = decodeURIComponent(request.headers['x-file-name'] ?? '');
      jobs.unshift({
        id: jobs.length + 1,
        kind: 'import',
        plan: plan_id,
        register: name,
        state: 'queued',
        done: 0,
        total: 40,
        file,
        created: `${state.today}T10:20:00+08:00`,
        report: null,
      });
      return { job: jobs[0] };
    },
  ],
  ['GET', /^\/api\/jobs$/, () => ({ jobs })],
  ['GET', /^\/api\/jobs\/(\d+)$/, ([n]) => ({ job: step(jobs.find((j) => j.id === Number(n))) })],
  [
    'POST',
    /^\/api\/jobs\/(\d+)\/(apply|cancel)$/,
    ([n, deed]) => {
      const job = jobs.find((each) => each.id === Number(n));
      job.state = deed === 'apply' ? 'applying' : 'cancelled';
      return { job };
    },
  ],
  [
    'GET',
    /^\/api\/search$/,
    (_, __, query) => {
      const q = query.get('q') ?? '';
      const rows = found(registers.窑炉, [], q).slice(0, 6);
      const hit = (row) => {
        const whole = `${text(row.values.企业)} ${row.values.名称}`;
        const at = [...whole.slice(0, Math.max(0, whole.indexOf(q)))].length;
        return {
          kind: 'row',
          plan: plan_id,
          register: '窑炉',
          row: row.row,
          id: row.id,
          text: whole,
          marks: whole.includes(q) ? [[at, at + [...q].length]] : [],
        };
      };
      const lines = documentOf(state.today)
        .files.flatMap((file) => file.lines)
        .filter((line) => line.text.includes(q))
        .slice(0, 6);
      const clauses = lines.map((line) => {
        const at = [...line.text.slice(0, line.text.indexOf(q))].length;
        return {
          kind: 'text',
          plan: plan_id,
          anchor: line.anchor,
          heading: line.label ?? '',
          text: line.text,
          marks: [[at, at + [...q].length]],
        };
      });
      return { hits: q === '' ? [] : [...rows.map(hit), ...clauses] };
    },
  ],
];
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">
<rect width="480" height="320" fill="#9fb4c7"/>
<rect y="210" width="480" height="110" fill="#8a7a5c"/>
<rect x="150" y="90" width="60" height="150" fill="#b0603c"/></svg>`;
