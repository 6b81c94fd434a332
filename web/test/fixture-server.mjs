// Fixture server: answers like docs/api.md from the invented plan, for tests and screenshots.
// node test/fixture-server.mjs [PORT]
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draftOf } from './fixture-draft.mjs';
import { figuresOf, lightTable, targets, tasks } from './fixture-plan.mjs';
import { picture, register_routes } from './fixture-registers.mjs';
import { emit, journal, progress, share, state, users } from './fixture-state.mjs';
import {
  Refusal,
  agencyList,
  count,
  documentOf,
  fault,
  holder,
  is,
  notFound,
  plan_id,
  searchHits,
  session,
  shareSheet,
  shownProgress,
  targetView,
  taskView,
  visibleProgress,
} from './fixture-views.mjs';

const assets = fileURLToPath(new URL('../dist', import.meta.url));
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const asOfOf = (query) => query.get('as_of') ?? state.today;
const rowOf = (id) =>
  state.progress.find((row) => row.id === id) ??
  (() => {
    throw notFound();
  })();
const settleRow = (id, body, change, action) => {
  const row = rowOf(id);
  if (body.version !== row.version)
    throw new Refusal(
      409,
      fault('SVC-W001', '别人刚改过这条记录。', 'Somebody else has just changed this record.'),
    );
  const before = { 状态: row.state };
  Object.assign(row, change, { version: row.version + 1 });
  journal(action, '进展', `${row.target}/${row.node}/${row.share}/1`, before, { 状态: row.state });
  emit({ block: row.target, node: row.node, share: row.share, action });
  return { progress: shownProgress(row) };
};

const P = `/api/plans/${plan_id}`;
const routes = [
  ...register_routes,
  ['GET', /^\/api\/session$/, () => session()],
  [
    'POST',
    /^\/api\/sign-in$/,
    (_, body) => {
      const user = users.find((each) => each.name === body.name);
      if (!user || body.password !== 'correct-horse')
        throw new Refusal(
          401,
          fault(
            'SVC-A001',
            '用户名或密码不对。',
            'The user name or the password is wrong.',
            '再试一次；连续 5 次不对将锁定 15 分钟。',
            'Try again; after 5 failures the name is locked for 15 minutes.',
          ),
        );
      state.signedIn = user;
      return session();
    },
  ],
  [
    'POST',
    /^\/api\/sign-out$/,
    () => {
      state.signedIn = null;
      return {};
    },
  ],
  [
    'GET',
    /^\/api\/plans$/,
    () => ({
      plans: [
        {
          ...documentOf(state.today),
          files: undefined,
          outline: undefined,
          targets: undefined,
          tasks: undefined,
          figures: undefined,
          findings: undefined,
          lights: count(figuresOf(state, state.today, holder())),
        },
      ],
    }),
  ],
  ['GET', new RegExp(`^${P}$`), (_, __, query) => documentOf(asOfOf(query))],
  [
    'GET',
    new RegExp(`^${P}/deadlines$`),
    (_, __, query) => ({
      view: documentOf(asOfOf(query)).view,
      nodes: figuresOf(state, asOfOf(query), holder()).sort(
        (a, b) => (a.days_left ?? 1e9) - (b.days_left ?? 1e9),
      ),
    }),
  ],
  [
    'GET',
    new RegExp(`^${P}/agencies$`),
    (_, __, query) => ({ agencies: agencyList(asOfOf(query)).map((each) => each.agency) }),
  ],
  [
    'GET',
    new RegExp(`^${P}/agencies/([^/]+)$`),
    ([name], __, query) => {
      const found = agencyList(asOfOf(query)).find((each) => each.agency.name === name);
      if (!found) throw notFound();
      return {
        agency: found.agency,
        duties: found.duties,
        figures: found.own,
        tasks: tasks.filter((task) => [...task.lead, ...task.with].includes(name)).map(taskView),
      };
    },
  ],
  ['GET', new RegExp(`^${P}/targets/([^/]+)/shares$`), ([name]) => shareSheet(name)],
  [
    'PUT',
    new RegExp(`^${P}/targets/([^/]+)/shares$`),
    ([name], body) => {
      body.nodes.forEach((node) => {
        state.shares = state.shares.filter((row) => row.target !== name || row.node !== node.node);
        node.rows.forEach((row) =>
          state.shares.push({
            ...share(name, node.node, row.share, row.value),
            version: row.version + 1,
          }),
        );
      });
      emit({ block: name, node: '', share: '', action: 'shares' });
      return shareSheet(name);
    },
  ],
  [
    'GET',
    new RegExp(`^${P}/targets/([^/]+)$`),
    ([name], _, query) => {
      const target = targets.find((each) => each.name === name);
      if (!target) throw notFound();
      return {
        target: targetView(target),
        figures: figuresOf(state, asOfOf(query), holder()).filter((each) => each.block === name),
        progress: visibleProgress().filter((row) => row.target === name),
        shares: state.shares.filter((row) => row.target === name),
        journal: state.journal.filter((entry) => entry.row.startsWith(`${name}/`)),
        light_table: lightTable,
      };
    },
  ],
  [
    'GET',
    new RegExp(`^${P}/tasks/([^/]+)$`),
    ([name]) => {
      const task = tasks.find((each) => each.name === name);
      if (!task) throw notFound();
      return {
        task: taskView(task),
        figures: [],
        states: state.states.filter((each) => each.task === name),
        journal: [],
        light_table: lightTable,
      };
    },
  ],
  [
    'POST',
    new RegExp(`^${P}/tasks/([^/]+)/state$`),
    ([name], body) => {
      state.states = [
        ...state.states.filter((each) => each.task !== name),
        {
          ...body,
          task: name,
          files: [],
          recorded: `${state.today}T11:00:00+08:00`,
          actor: state.signedIn.agency,
          version: body.version + 1,
        },
      ];
      emit({ block: name, node: body.node, share: '', action: 'state' });
      return { state: state.states[state.states.length - 1] };
    },
  ],
  ['GET', new RegExp(`^${P}/search$`), (_, __, query) => searchHits(query.get('q') ?? '')],
  ['GET', new RegExp(`^${P}/journal$`), () => ({ entries: state.journal, more: false })],
  [
    'GET',
    new RegExp(`^${P}/inbox$`),
    () => ({
      progress: visibleProgress().filter((row) =>
        is('office')
          ? row.state === 'reported'
          : row.state === 'returned' && row.share === holder(),
      ),
    }),
  ],
  [
    'POST',
    new RegExp(`^${P}/reports$`),
    (_, body) => {
      const target = targets.find((each) => each.name === body.target);
      const row = progress(
        `p${state.progress.length + 1}`,
        body.target,
        body.node,
        body.share,
        body.value,
        target.unit,
        {
          note: body.note,
          date: body.date ?? state.today,
          recorded: `${state.today}T10:30:00+08:00`,
          actor: state.signedIn.agency,
        },
      );
      state.progress.push(row);
      journal('report', '进展', `${row.target}/${row.node}/${row.share}/2`, null, {
        数值: row.value,
        状态: 'reported',
      });
      emit({ block: row.target, node: row.node, share: row.share, action: 'report' });
      return { progress: shownProgress(row) };
    },
  ],
  [
    'POST',
    new RegExp(`^${P}/reports/([^/]+)/accept$`),
    ([id], body) => settleRow(id, body, { state: 'accepted', accepted_on: state.today }, 'accept'),
  ],
  [
    'POST',
    new RegExp(`^${P}/reports/([^/]+)/return$`),
    ([id], body) => settleRow(id, body, { state: 'returned', reason: body.reason }, 'return'),
  ],
  [
    'POST',
    new RegExp(`^${P}/reports/([^/]+)/withdraw$`),
    ([id], body) => settleRow(id, body, { state: 'withdrawn' }, 'withdraw'),
  ],
  [
    'POST',
    /^\/api\/files$/,
    () => ({ hash: 'f1', name: '照片.jpg', size: 1200, type: 'image/jpeg' }),
  ],
  [
    'GET',
    /^\/api\/drafts$/,
    () => ({
      drafts: state.drafts.map((draft) => ({
        id: draft.id,
        title: draft.title,
        created: '2017-10-12T09:00:00+08:00',
        by: '市领导小组办公室',
        state: draft.state,
      })),
    }),
  ],
  [
    'POST',
    /^\/api\/drafts$/,
    (_, body) => {
      if (!body.text?.trim())
        throw new Refusal(
          422,
          fault(
            'SVC-D001',
            '没有文字。',
            'There is no text.',
            '请粘贴正式文件的全文。',
            'Paste the whole official text.',
          ),
        );
      state.drafts = [draftOf(body.text)];
      return state.drafts[0];
    },
  ],
  [
    'GET',
    /^\/api\/drafts\/(\d+)$/,
    () =>
      state.drafts[0] ??
      (() => {
        throw notFound();
      })(),
  ],
  [
    'PUT',
    /^\/api\/drafts\/(\d+)$/,
    (_, body) => {
      const draft = state.drafts[0];
      Object.assign(draft, {
        ...body,
        plan_id: body.id,
        id: 1,
        version: draft.version + 1,
        diagnostics: draft.diagnostics.filter((each) => each.severity !== 'error'),
      });
      return draft;
    },
  ],
  ['POST', /^\/api\/drafts\/(\d+)\/open$/, () => ({ plan: plan_id })],
  ['GET', /^\/api\/admin\/users$/, () => ({ users: state.users })],
  [
    'POST',
    /^\/api\/admin\/users\/([^/]+)$/,
    ([name], body) => {
      Object.assign(
        state.users.find((each) => each.name === name),
        body,
      );
      return body.reset_password ? { password: 'k7Qm-2xTf-9vLp' } : {};
    },
  ],
  [
    'POST',
    /^\/api\/admin\/users$/,
    (_, body) => {
      state.users.push({ ...body, disabled: false, locked_until: null, share_holder: null });
      return { user: body, password: 'k7Qm-2xTf-9vLp' };
    },
  ],
  [
    'POST',
    /^\/api\/admin\/clock$/,
    (_, body) => {
      state.today = body.today;
      emit({ block: '', node: '', share: '', action: 'clock' });
      return session();
    },
  ],
  [
    'GET',
    /^\/api\/admin\/status$/,
    () => ({
      version: '0.1.0',
      store: 'data/demonstration.db',
      bytes: 1843200,
      journal_head: state.journal[0].hash,
      journal_entries: state.journal.length,
      users: state.users.length,
      uptime_s: 93784,
    }),
  ],
];

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
  if (path.startsWith('/api/files/') && request.method === 'GET') {
    response.writeHead(200, { 'Content-Type': 'image/svg+xml' });
    response.end(picture);
    return;
  }
  if (!path.startsWith('/api/')) {
    const file = join(assets, path);
    const found = extname(path) !== '' && existsSync(file) ? file : join(assets, 'index.html');
    response.writeHead(200, {
      'Content-Type': types[extname(found)] ?? 'application/octet-stream',
    });
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
    if (!open_paths.test(path) && state.signedIn === null)
      throw new Refusal(401, fault('SVC-A006', '请先登录。', 'Sign in first.'));
    const isJson = (request.headers['content-type'] ?? '').includes('json');
    const body = isJson ? JSON.parse(Buffer.concat(chunks).toString() || '{}') : {};
    const decoded = path.split('/').map(decodeURIComponent).join('/');
    for (const [method, pattern, handle] of routes) {
      const match = method === request.method ? pattern.exec(decoded) : null;
      if (match) return reply(200, handle(match.slice(1), body, url.searchParams, request));
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
