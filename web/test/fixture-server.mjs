// Fixture server: answers like docs/api.md from the invented plan, for tests and screenshots.
// node test/fixture-server.mjs [PORT]
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  agencies, figuresOf, files, findings, holders, lightTable, targets, tasks,
} from './fixture-plan.mjs';

const assets = fileURLToPath(new URL('../dist', import.meta.url));
const plan_id = 'yunchuan-2017';
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const users = [
  { name: 'office', display: '陈主任', agency: '市领导小组办公室', roles: ['office'], share_holder: null },
  { name: 'department', display: '林科长', agency: '市工业和信息化委', roles: ['department'], share_holder: null },
  { name: 'county', display: '周股长', agency: '青石县', roles: ['county'], share_holder: '青石县' },
  { name: 'admin', display: '系统管理员', agency: '市领导小组办公室', roles: ['admin'], share_holder: null },
];

const share = (target, node, name, value) => ({
  target, node, share: name, value, version: 1, recorded: '2017-10-12T09:12:00+08:00', actor: '市领导小组办公室' });
const progress = (id, target, node, name, value, unit, rest) => ({
  id, target, node, share: name, value, unit, note: '', files: [], state: 'reported', reason: '',
  date: '2017-10-11', recorded: '2017-10-11T10:20:00+08:00', actor: name || '市工业和信息化委', version: 1, ...rest });

export const state = {
  today: '2017-10-12', signedIn: null, eventId: 0, listeners: new Set(), journal: [],
  shares: [
    share('压减水泥粉磨产能', '2017', '青石县', '66'), share('压减水泥粉磨产能', '2017', '白河县', '34'),
    share('压减水泥粉磨产能', '2017', '临泉区', '20'), share('压减水泥粉磨产能', '2018', '青石县', '120'),
    share('压减水泥粉磨产能', '2018', '白河县', '60'), share('关停燃煤锅炉', '2017-09-30', '青石县', '50'),
    share('关停燃煤锅炉', '2017-09-30', '白河县', '36'),
  ],
  progress: [
    progress('p1', '压减水泥粉磨产能', '2017', '白河县', '34', '万吨', { state: 'accepted', accepted_on: '2017-09-28', date: '2017-09-26', note: '三条粉磨线拆除，市级验收组现场确认。', recorded: '2017-09-26T15:02:00+08:00', version: 2, files: [{ hash: 'a1', name: '拆除现场照片.jpg', size: 482133, type: 'image/jpeg' }] }),
    progress('p2', '压减水泥粉磨产能', '2017', '青石县', '66', '万吨', { note: '两家企业共四条粉磨线全部拆除，设备已清运。', files: [{ hash: 'b2', name: '青石县验收意见.pdf', size: 1250331, type: 'application/pdf' }, { hash: 'b3', name: '设备拆除前后对比.jpg', size: 382133, type: 'image/jpeg' }] }),
    progress('p3', '关停燃煤锅炉', '2017-09-30', '青石县', '50', '台', { state: 'accepted', accepted_on: '2017-09-29', date: '2017-09-28', recorded: '2017-09-28T11:00:00+08:00' }),
    progress('p4', '关停燃煤锅炉', '2017-09-30', '白河县', '36', '台', { state: 'accepted', accepted_on: '2017-09-30', date: '2017-09-29', recorded: '2017-09-29T11:00:00+08:00' }),
    progress('p5', '整治散乱污染企业', '2017-11-30', '', '912', '家', { state: 'accepted', accepted_on: '2017-10-09', date: '2017-10-09', recorded: '2017-10-09T11:00:00+08:00', actor: '市环境保护局' }),
    progress('p6', '技术改造投资', '2017', '', '178.4', '亿元', { state: 'accepted', accepted_on: '2017-10-08', date: '2017-09-30', recorded: '2017-10-08T09:00:00+08:00' }),
    progress('p7', '重点技改项目', '2017', '', '96', '项', { state: 'accepted', accepted_on: '2017-10-08', date: '2017-09-30', recorded: '2017-10-08T09:20:00+08:00' }),
    progress('p8', '技术改造投资', '2017', '', '191.2', '亿元', { note: '含新开工项目12个，尚缺统计部门核定。', recorded: '2017-10-11T16:40:00+08:00' }),
    progress('p9', '关停燃煤锅炉', '2017-09-30', '青石县', '52', '台', { state: 'returned', reason: '两台为建制镇供热锅炉，不在方案范围，请核对。', note: '另有两台一并关停。', date: '2017-10-08', recorded: '2017-10-08T10:00:00+08:00' }),
  ],
  states: [{ task: '拆除第一批生产线', node: '2017-09-30', state: 'done', note: '三条生产线拆除到位。', files: [], recorded: '2017-09-30T17:00:00+08:00', actor: '市工业和信息化委', version: 2 }],
  drafts: [], users: users.map((user) => ({ ...user, disabled: false, locked_until: null })),
};

function journal(action, register, row, before, after) {
  state.journal.unshift({
    id: state.journal.length + 1, at: `${state.today}T10:${String(20 + state.journal.length % 40)}:00+08:00`,
    actor: state.signedIn?.agency ?? '市领导小组办公室', action, register, row, before, after,
    hash: (0x9a3f21 + state.journal.length * 7919).toString(16).padStart(64, 'c4'),
  });
}
state.signedIn = users[0];
journal('shares', '分解', '压减水泥粉磨产能/2017/青石县', null, { 份额: '66' });
journal('accept', '进展', '压减水泥粉磨产能/2017/白河县/1', { 状态: 'reported' }, { 状态: 'accepted' });
journal('report', '进展', '压减水泥粉磨产能/2017/青石县/1', null, { 数值: '66', 状态: 'reported' });
state.signedIn = null;

const emit = (data) => {
  state.eventId += 1;
  const text = `event: change\nid: ${state.eventId}\ndata: ${JSON.stringify(data)}\n\n`;
  state.listeners.forEach((listener) => listener.write(text));
};
const fault = (code, zh, en, hintZh = '', hintEn = '') => ({
  code, severity: 'error', zh, en, hint_zh: hintZh, hint_en: hintEn, facts: {}, place: null });
class Refusal extends Error {
  constructor(status, body) { super(body.code); this.status = status; this.body = { errors: [body] }; }
}
const notFound = () => new Refusal(404, fault('SVC-N001', '没有这条记录，或您无权查看。', 'There is no such thing, or it is not yours to see.'));
const session = () => ({
  user: state.signedIn, token: state.signedIn ? 'token' : null,
  store: { demonstration: true, clock: 'fixed', today: state.today, needs_setup: false } });
const is = (role) => state.signedIn?.roles.includes(role) ?? false;
const holder = () => state.signedIn?.share_holder ?? null;
const shownProgress = (row) => {
  const mine = row.share === holder() || (row.share === '' && row.actor === state.signedIn?.agency);
  const open = row.state === 'reported';
  return { ...row, can: { accept: is('office') && open, return: is('office') && open, withdraw: mine && open } };
};
const visibleProgress = () => state.progress
  .filter((row) => holder() === null || row.share === holder()).map(shownProgress);
const targetView = (target) => {
  const shared = state.shares.some((row) => row.target === target.name);
  const mine = holder() !== null
    ? target.nodes.filter((node) => state.shares.some((row) => row.target === target.name && row.node === node.node && row.share === holder())).map((node) => node.node)
    : !shared && target.owners.includes(state.signedIn?.agency) ? target.nodes.map((node) => node.node) : [];
  const share = target.shares === 'sum' && (is('office') || (is('department') && target.owners.includes(state.signedIn?.agency)));
  return { ...target, can: { report: mine, accept: is('office'), share, publish: is('office') } };
};
const taskView = (task) => ({
  ...task, can: { state: is('office') || [...task.lead, ...task.with].includes(state.signedIn?.agency) } });

function count(figures) {
  const lights = { red: 0, yellow: 0, green: 0, grey: 0 };
  figures.forEach((figure) => { if (figure.light) lights[figure.light] += 1; });
  return lights;
}

function documentOf(asOf) {
  const inForce = asOf >= '2017-06-01';
  const figures = figuresOf(state, asOf, holder()).map((figure) => (inForce ? figure : { ...figure, light: '' }));
  const blocksAt = (lines) => new Set(lines.flatMap((line) => line.blocks.map((block) => block.name)));
  const lightsOf = (lines) => {
    const names = blocksAt(lines);
    const own = figures.filter((figure) => names.has(figure.block));
    return own.length === 0 ? null : count(own);
  };
  const shownFiles = files.map((file) => ({
    ...file, lines: file.lines.map((line) => ({ ...line, lights: lightsOf([line]) })) }));
  const outline = shownFiles.flatMap((file, index) => file.lines.flatMap((line, at) => {
    if (line.level === 0) return [];
    const next = file.lines.findIndex((other, position) => position > at && other.level > 0 && other.level <= line.level);
    const parts = /^(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）)?(.*?)(?:。.*)?$/.exec(line.text);
    const number = parts[1] ? `${parts[1]}、` : parts[2] ? `（${parts[2]}）` : '';
    return [{
      anchor: line.anchor, file: index, line: line.line, level: line.level, number,
      title: parts[3], lights: lightsOf(file.lines.slice(at, next < 0 ? undefined : next)) }];
  }));
  return {
    id: plan_id, title: '云川市人民政府关于印发淘汰落后产能等攻坚方案的通知', number: '云政〔2017〕18号',
    issuer: '云川市人民政府文件', issued: '2017-06-01', in_force_from: '2017-06-01', in_force: inForce, version: 3,
    view: { as_of: asOf, known_at: `${state.today}T12:00:00+08:00`, today: state.today, now: asOf === state.today },
    files: shownFiles, outline,
    targets: Object.fromEntries(targets.map((each) => [each.name, targetView(each)])),
    tasks: Object.fromEntries(tasks.map((each) => [each.name, taskView(each)])), figures,
    coverage: { characters: 1200, bound: 860, narrative: 140, unassigned: 200 }, findings,
  };
}

function agencyList(asOf) {
  const figures = figuresOf(state, asOf, holder());
  return agencies.map((agency) => {
    const own = figures.filter((figure) => figure.share === agency.name || (figure.share === '' &&
      [...targets.filter((each) => each.owners.includes(agency.name)), ...tasks.filter((each) => [...each.lead, ...each.with].includes(agency.name))]
        .some((each) => each.name === figure.block)));
    const duties = files.flatMap((file, index) => file.lines.filter((line) => line.label === '责任单位' &&
      line.text.includes(agency.name.replace(/^市/, ''))).map((line) => ({
      section: file.lines.filter((each) => each.level > 0 && each.line < line.line).pop().text.replace(/。.*/, ''),
      file: index, line: line.line, anchor: line.anchor, number: line.number,
      lead: line.text.indexOf(agency.name.replace(/^市/, '')) < 8, open: line.text.includes('等部门'),
      blocks: own.map((figure) => figure.block).slice(0, 1) })));
    return { agency: { ...agency, duties: duties.length, lights: count(own) }, duties, own };
  });
}

function searchHits(words) {
  const hits = [];
  files.forEach((file, index) => file.lines.forEach((line) => {
    const at = line.text.indexOf(words);
    if (at < 0) return;
    const begin = [...line.text.slice(0, at)].length;
    const heading = file.lines.filter((each) => each.level > 0 && each.line <= line.line).pop().text.slice(0, 20);
    hits.push({ file: index, line: line.line, anchor: line.anchor, heading, text: line.text,
      marks: [[begin, begin + [...words].length]], kind: 'text', name: '' });
  }));
  return { query: words, hits, more: false };
}

function draftOf(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const headings = lines.flatMap((line, index) => {
    if (/方案$/.test(line)) return [{ type: 'plan', number: '', title: line, line: index + 1 }];
    const one = /^([一二三四五六七八九十]+)、(.*?)。?$/.exec(line);
    if (one) return [{ type: 'h1', number: one[1], title: one[2], line: index + 1 }];
    const two = /^[（(]([一二三四五六七八九十]+)[)）]([^。]*)/.exec(line);
    return two ? [{ type: 'h2', number: two[1], title: two[2], line: index + 1 }] : [];
  });
  const owners = lines.flatMap((line, index) => (line.startsWith('责任单位')
    ? [{ line: index + 1, lead: [], units: line.slice(5).split(/[、，]/), open: line.includes('等') }] : []));
  const quantities = lines.flatMap((line, index) => [...line.matchAll(/(\d+(?:\.\d+)?)(万吨|亿元|台|家|项|%)(以上|左右)?/g)]
    .map((match) => ({ line: index + 1, text: match[0], value: match[1], unit: match[2], comparator: match[3] === '以上' ? '>=' : match[3] ? '~' : '=', due: '2017-12-31', type: 'target' })));
  return {
    id: 1, version: 1, state: 'draft', title: headings[0]?.title ?? '', issued: '2017-06-01', in_force_from: '2017-06-01',
    plan_id: plan_id, source_lines: lines, headings, owners, quantities,
    files: [{ name: 'plan.md', text: '```plan\ntitle: 云川市淘汰落后产能攻坚方案\nissued: 2017-06-01\n```\n' },
      { name: '1-淘汰落后产能.md', text: lines.slice(0, 14).join('\n\n') },
      { name: 'agencies.md', text: `\`\`\`agency\n| name | kind | region |\n|---|---|---|\n${agencies.filter((each) => each.kind === '部门').map((each) => `| ${each.name} | 部门 |  |`).join('\n')}\n\`\`\`\n` }],
    diagnostics: [{ ...fault('PLAN-T004', '指标“压减水泥粉磨产能”的分年之和 290 不等于总量 300。', 'The parts of 压减水泥粉磨产能 add up to 290, not to its total of 300.', '核对各年数值或总量。', 'Check the parts or the total.'), place: { file: '1-淘汰落后产能.md', line: 9, column: 5, headings: ['二、重点任务', '（一）压减水泥粉磨产能'] } },
      { ...fault('PLAN-A003', '单位“市安监局”没有列在单位表里。', 'The unit 市安监局 is not in the table of units.', '您是不是要找“市质监局”？', 'Did you mean 市质监局?'), severity: 'warning', place: { file: 'agencies.md', line: 4, column: 3, headings: [] } }],
    findings: findings.flatMap((finding) => {
      const line = lines.findIndex((text) => text.includes([...files[finding.file].lines[finding.line - 1].text].slice(...finding.marks[0]).join('')));
      return line < 0 ? [] : [{ ...finding, file: undefined, line: line + 1 }];
    }),
    counts: { plans: 1, headings: headings.length, owners: owners.length, quantities: quantities.length, targets: 6, tasks: 4, agencies: 8, doubts: 3 },
  };
}

const asOfOf = (query) => query.get('as_of') ?? state.today;
const rowOf = (id) => state.progress.find((row) => row.id === id) ?? (() => { throw notFound(); })();
const settleRow = (id, body, change, action) => {
  const row = rowOf(id);
  if (body.version !== row.version) throw new Refusal(409, fault('SVC-W001', '别人刚改过这条记录。', 'Somebody else has just changed this record.'));
  const before = { 状态: row.state };
  Object.assign(row, change, { version: row.version + 1 });
  journal(action, '进展', `${row.target}/${row.node}/${row.share}/1`, before, { 状态: row.state });
  emit({ block: row.target, node: row.node, share: row.share, action });
  return { progress: shownProgress(row) };
};

const P = `/api/plans/${plan_id}`;
const routes = [
  ['GET', /^\/api\/session$/, () => session()],
  ['POST', /^\/api\/sign-in$/, (_, body) => {
    const user = users.find((each) => each.name === body.name);
    if (!user || body.password !== 'correct-horse') throw new Refusal(401, fault('SVC-A001', '用户名或密码不对。', 'The user name or the password is wrong.', '再试一次；连续 5 次不对将锁定 15 分钟。', 'Try again; after 5 failures the name is locked for 15 minutes.'));
    state.signedIn = user;
    return session();
  }],
  ['POST', /^\/api\/sign-out$/, () => { state.signedIn = null; return {}; }],
  ['GET', /^\/api\/plans$/, () => ({ plans: [{ ...documentOf(state.today), files: undefined, outline: undefined, targets: undefined, tasks: undefined, figures: undefined, findings: undefined, lights: count(figuresOf(state, state.today, holder())) }] })],
  ['GET', new RegExp(`^${P}$`), (_, __, query) => documentOf(asOfOf(query))],
  ['GET', new RegExp(`^${P}/deadlines$`), (_, __, query) => ({ view: documentOf(asOfOf(query)).view, nodes: figuresOf(state, asOfOf(query), holder()).sort((a, b) => (a.days_left ?? 1e9) - (b.days_left ?? 1e9)) })],
  ['GET', new RegExp(`^${P}/agencies$`), (_, __, query) => ({ agencies: agencyList(asOfOf(query)).map((each) => each.agency) })],
  ['GET', new RegExp(`^${P}/agencies/([^/]+)$`), ([name], __, query) => {
    const found = agencyList(asOfOf(query)).find((each) => each.agency.name === name);
    if (!found) throw notFound();
    return { agency: found.agency, duties: found.duties, figures: found.own, tasks: tasks.filter((task) => [...task.lead, ...task.with].includes(name)).map(taskView) };
  }],
  ['GET', new RegExp(`^${P}/targets/([^/]+)/shares$`), ([name]) => shareSheet(name)],
  ['PUT', new RegExp(`^${P}/targets/([^/]+)/shares$`), ([name], body) => {
    body.nodes.forEach((node) => {
      state.shares = state.shares.filter((row) => row.target !== name || row.node !== node.node);
      node.rows.forEach((row) => state.shares.push({ ...share(name, node.node, row.share, row.value), version: row.version + 1 }));
    });
    emit({ block: name, node: '', share: '', action: 'shares' });
    return shareSheet(name);
  }],
  ['GET', new RegExp(`^${P}/targets/([^/]+)$`), ([name], _, query) => {
    const target = targets.find((each) => each.name === name);
    if (!target) throw notFound();
    return { target: targetView(target), figures: figuresOf(state, asOfOf(query), holder()).filter((each) => each.block === name),
      progress: visibleProgress().filter((row) => row.target === name), shares: state.shares.filter((row) => row.target === name),
      journal: state.journal.filter((entry) => entry.row.startsWith(`${name}/`)), light_table: lightTable };
  }],
  ['GET', new RegExp(`^${P}/tasks/([^/]+)$`), ([name]) => {
    const task = tasks.find((each) => each.name === name);
    if (!task) throw notFound();
    return { task: taskView(task), figures: [], states: state.states.filter((each) => each.task === name), journal: [], light_table: lightTable };
  }],
  ['POST', new RegExp(`^${P}/tasks/([^/]+)/state$`), ([name], body) => {
    state.states = [...state.states.filter((each) => each.task !== name), { ...body, task: name, files: [], recorded: `${state.today}T11:00:00+08:00`, actor: state.signedIn.agency, version: body.version + 1 }];
    emit({ block: name, node: body.node, share: '', action: 'state' });
    return { state: state.states[state.states.length - 1] };
  }],
  ['GET', new RegExp(`^${P}/search$`), (_, __, query) => searchHits(query.get('q') ?? '')],
  ['GET', new RegExp(`^${P}/journal$`), () => ({ entries: state.journal, more: false })],
  ['GET', new RegExp(`^${P}/inbox$`), () => ({ progress: visibleProgress().filter((row) => (is('office') ? row.state === 'reported' : row.state === 'returned' && row.share === holder())) })],
  ['POST', new RegExp(`^${P}/reports$`), (_, body) => {
    const target = targets.find((each) => each.name === body.target);
    const row = progress(`p${state.progress.length + 1}`, body.target, body.node, body.share, body.value, target.unit, {
      note: body.note, date: body.date ?? state.today, recorded: `${state.today}T10:30:00+08:00`, actor: state.signedIn.agency });
    state.progress.push(row);
    journal('report', '进展', `${row.target}/${row.node}/${row.share}/2`, null, { 数值: row.value, 状态: 'reported' });
    emit({ block: row.target, node: row.node, share: row.share, action: 'report' });
    return { progress: shownProgress(row) };
  }],
  ['POST', new RegExp(`^${P}/reports/([^/]+)/accept$`), ([id], body) => settleRow(id, body, { state: 'accepted', accepted_on: state.today }, 'accept')],
  ['POST', new RegExp(`^${P}/reports/([^/]+)/return$`), ([id], body) => settleRow(id, body, { state: 'returned', reason: body.reason }, 'return')],
  ['POST', new RegExp(`^${P}/reports/([^/]+)/withdraw$`), ([id], body) => settleRow(id, body, { state: 'withdrawn' }, 'withdraw')],
  ['POST', /^\/api\/files$/, () => ({ hash: 'f1', name: '照片.jpg', size: 1200, type: 'image/jpeg' })],
  ['GET', /^\/api\/drafts$/, () => ({ drafts: state.drafts.map((draft) => ({ id: draft.id, title: draft.title, created: '2017-10-12T09:00:00+08:00', by: '市领导小组办公室', state: draft.state })) })],
  ['POST', /^\/api\/drafts$/, (_, body) => {
    if (!body.text?.trim()) throw new Refusal(422, fault('SVC-D001', '没有文字。', 'There is no text.', '请粘贴正式文件的全文。', 'Paste the whole official text.'));
    state.drafts = [draftOf(body.text)];
    return state.drafts[0];
  }],
  ['GET', /^\/api\/drafts\/(\d+)$/, () => state.drafts[0] ?? (() => { throw notFound(); })()],
  ['PUT', /^\/api\/drafts\/(\d+)$/, (_, body) => {
    const draft = state.drafts[0];
    Object.assign(draft, { ...body, plan_id: body.id, id: 1, version: draft.version + 1, diagnostics: draft.diagnostics.filter((each) => each.severity !== 'error') });
    return draft;
  }],
  ['POST', /^\/api\/drafts\/(\d+)\/open$/, () => ({ plan: plan_id })],
  ['GET', /^\/api\/admin\/users$/, () => ({ users: state.users })],
  ['POST', /^\/api\/admin\/users\/([^/]+)$/, ([name], body) => { Object.assign(state.users.find((each) => each.name === name), body); return body.reset_password ? { password: 'k7Qm-2xTf-9vLp' } : {}; }],
  ['POST', /^\/api\/admin\/users$/, (_, body) => { state.users.push({ ...body, disabled: false, locked_until: null, share_holder: null }); return { user: body, password: 'k7Qm-2xTf-9vLp' }; }],
  ['POST', /^\/api\/admin\/clock$/, (_, body) => { state.today = body.today; emit({ block: '', node: '', share: '', action: 'clock' }); return session(); }],
  ['GET', /^\/api\/admin\/status$/, () => ({ version: '0.1.0', store: 'data/demonstration.db', bytes: 1843200, journal_head: state.journal[0].hash, journal_entries: state.journal.length, users: state.users.length, uptime_s: 93784 })],
];

function shareSheet(name) {
  const target = targets.find((each) => each.name === name);
  return { target: name, unit: target.unit, rule: target.shares, holders: holders.map((each) => ({ name: each, kind: '县区' })),
    nodes: target.nodes.map((node) => {
      const rows = state.shares.filter((row) => row.target === name && row.node === node.node);
      return { node: node.node, value: node.low, reserve: '0', sum: String(rows.reduce((total, row) => total + Number(row.value), 0)), rows };
    }) };
}

const open_paths = /^\/api\/(session|sign-in|setup)$/;

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const path = url.pathname;
  if (path === '/api/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.write(': open\n\n');
    state.listeners.add(response);
    request.on('close', () => state.listeners.delete(response));
    return;
  }
  if (!path.startsWith('/api/')) {
    const file = join(assets, path);
    const found = extname(path) !== '' && existsSync(file) ? file : join(assets, 'index.html');
    response.writeHead(200, { 'Content-Type': types[extname(found)] ?? 'application/octet-stream' });
    response.end(readFileSync(found));
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const reply = (status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  try {
    if (!open_paths.test(path) && state.signedIn === null) throw new Refusal(401, fault('SVC-A006', '请先登录。', 'Sign in first.'));
    const isJson = (request.headers['content-type'] ?? '').includes('json');
    const body = isJson ? JSON.parse(Buffer.concat(chunks).toString() || '{}') : {};
    const decoded = path.split('/').map(decodeURIComponent).join('/');
    for (const [method, pattern, handle] of routes) {
      const match = method === request.method ? pattern.exec(decoded) : null;
      if (match) return reply(200, handle(match.slice(1), body, url.searchParams));
    }
    throw notFound();
  } catch (failure) {
    if (failure instanceof Refusal) return reply(failure.status, failure.body);
    console.error(failure);
    return reply(500, { errors: [fault('SVC-B001', '出错了。', 'Something failed.')] });
  }
}

export function startFixture(port = 0) {
  return new Promise((resolve) => {
    const server = createServer((request, response) => void answer(request, response));
    server.listen(port, '127.0.0.1', () => resolve({ server, port: server.address().port }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { port } = await startFixture(Number(process.argv[2] ?? 0));
  console.log(`http://127.0.0.1:${port}`);
}
