// Fixture views: what a reader sees of the fixture's state, in the shapes of docs/api.md.
import { agencies, figuresOf, files, findings, holders, targets, tasks } from './fixture-plan.mjs';
import { state } from './fixture-state.mjs';

export const plan_id = 'yunchuan-2017';

export const fault = (code, zh, en, hintZh = '', hintEn = '') => ({
  code,
  severity: 'error',
  zh,
  en,
  hint_zh: hintZh,
  hint_en: hintEn,
  facts: {},
  place: null,
});
export class Refusal extends Error {
  constructor(status, body) {
    super(body.code);
    this.status = status;
    this.body = { errors: [body] };
  }
}
export const notFound = () =>
  new Refusal(
    404,
    fault(
      'SVC-N001',
      '没有这条记录，或您无权查看。',
      'There is no such thing, or it is not yours to see.',
    ),
  );
export const session = () => ({
  user: state.signedIn,
  token: state.signedIn ? 'token' : null,
  store: { demonstration: true, clock: 'fixed', today: state.today, needs_setup: false },
});
export const is = (role) => state.signedIn?.roles.includes(role) ?? false;
export const holder = () => state.signedIn?.share_holder ?? null;
export const shownProgress = (row) => {
  const mine = row.share === holder() || (row.share === '' && row.actor === state.signedIn?.agency);
  const open = row.state === 'reported';
  return {
    ...row,
    can: { accept: is('office') && open, return: is('office') && open, withdraw: mine && open },
  };
};
export const visibleProgress = () =>
  state.progress.filter((row) => holder() === null || row.share === holder()).map(shownProgress);
export const targetView = (target) => {
  const shared = state.shares.some((row) => row.target === target.name);
  const mine =
    holder() !== null
      ? target.nodes
          .filter((node) =>
            state.shares.some(
              (row) =>
                row.target === target.name && row.node === node.node && row.share === holder(),
            ),
          )
          .map((node) => node.node)
      : !shared && target.owners.includes(state.signedIn?.agency)
        ? target.nodes.map((node) => node.node)
        : [];
  const share =
    target.shares === 'sum' &&
    (is('office') || (is('department') && target.owners.includes(state.signedIn?.agency)));
  return { ...target, can: { report: mine, accept: is('office'), share, publish: is('office') } };
};
export const taskView = (task) => ({
  ...task,
  can: { state: is('office') || [...task.lead, ...task.with].includes(state.signedIn?.agency) },
});

export function count(figures) {
  const lights = { red: 0, yellow: 0, green: 0, grey: 0 };
  figures.forEach((figure) => {
    if (figure.light) lights[figure.light] += 1;
  });
  return lights;
}

export function documentOf(asOf) {
  const inForce = asOf >= '2017-06-01';
  const figures = figuresOf(state, asOf, holder()).map((figure) =>
    inForce ? figure : { ...figure, light: '' },
  );
  const blocksAt = (lines) =>
    new Set(lines.flatMap((line) => line.blocks.map((block) => block.name)));
  const lightsOf = (lines) => {
    const names = blocksAt(lines);
    const own = figures.filter((figure) => names.has(figure.block));
    return own.length === 0 ? null : count(own);
  };
  const shownFiles = files.map((file) => ({
    ...file,
    lines: file.lines.map((line) => ({ ...line, lights: lightsOf([line]) })),
  }));
  const outline = shownFiles.flatMap((file, index) =>
    file.lines.flatMap((line, at) => {
      if (line.level === 0) return [];
      const next = file.lines.findIndex(
        (other, position) => position > at && other.level > 0 && other.level <= line.level,
      );
      const parts =
        /^(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）)?(.*?)(?:。.*)?$/.exec(
          line.text,
        );
      const number = parts[1] ?? parts[2] ?? '';
      return [
        {
          anchor: line.anchor,
          file: index,
          line: line.line,
          level: line.level,
          number,
          title: parts[3],
          lights: lightsOf(file.lines.slice(at, next < 0 ? undefined : next)),
        },
      ];
    }),
  );
  return {
    id: plan_id,
    title: '云川市人民政府关于印发淘汰落后产能等攻坚方案的通知',
    number: '云政〔2017〕18号',
    issuer: '云川市人民政府文件',
    issued: '2017-06-01',
    in_force_from: '2017-06-01',
    in_force: inForce,
    version: 3,
    view: {
      as_of: asOf,
      known_at: `${state.today}T12:00:00+08:00`,
      today: state.today,
      now: asOf === state.today,
    },
    files: shownFiles,
    outline,
    targets: Object.fromEntries(targets.map((each) => [each.name, targetView(each)])),
    tasks: Object.fromEntries(tasks.map((each) => [each.name, taskView(each)])),
    figures,
    coverage: { characters: 1200, bound: 860, narrative: 140, unassigned: 200 },
    findings,
    blocks: [],
  };
}

export function agencyList(asOf) {
  const figures = figuresOf(state, asOf, holder());
  return agencies.map((agency) => {
    const own = figures.filter(
      (figure) =>
        figure.share === agency.name ||
        (figure.share === '' &&
          [
            ...targets.filter((each) => each.owners.includes(agency.name)),
            ...tasks.filter((each) => [...each.lead, ...each.with].includes(agency.name)),
          ].some((each) => each.name === figure.block)),
    );
    const duties = files.flatMap((file, index) =>
      file.lines
        .filter(
          (line) => line.label === '责任单位' && line.text.includes(agency.name.replace(/^市/, '')),
        )
        .map((line) => ({
          section: file.lines
            .filter((each) => each.level > 0 && each.line < line.line)
            .pop()
            .text.replace(/。.*/, ''),
          file: index,
          line: line.line,
          anchor: line.anchor,
          number: line.number,
          lead: line.text.indexOf(agency.name.replace(/^市/, '')) < 8,
          open: line.text.includes('等部门'),
          blocks: own.map((figure) => figure.block).slice(0, 1),
        })),
    );
    return { agency: { ...agency, duties: duties.length, lights: count(own) }, duties, own };
  });
}

export function searchHits(words) {
  const hits = [];
  files.forEach((file, index) =>
    file.lines.forEach((line) => {
      const at = line.text.indexOf(words);
      if (at < 0) return;
      const begin = [...line.text.slice(0, at)].length;
      const heading = file.lines
        .filter((each) => each.level > 0 && each.line <= line.line)
        .pop()
        .text.slice(0, 20);
      hits.push({
        file: index,
        line: line.line,
        anchor: line.anchor,
        heading,
        text: line.text,
        marks: [[begin, begin + [...words].length]],
        kind: 'text',
        name: '',
      });
    }),
  );
  return { query: words, hits, more: false };
}

export function shareSheet(name) {
  const target = targets.find((each) => each.name === name);
  return {
    target: name,
    unit: target.unit,
    rule: target.shares,
    holders: holders.map((each) => ({ name: each, kind: '县区' })),
    nodes: target.nodes.map((node) => {
      const rows = state.shares.filter((row) => row.target === name && row.node === node.node);
      return {
        node: node.node,
        value: node.low,
        reserve: '0',
        reserve_version: 1,
        sum: String(rows.reduce((total, row) => total + Number(row.value), 0)),
        rows,
      };
    }),
  };
}
