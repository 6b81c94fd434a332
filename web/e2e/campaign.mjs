// Campaign: from the official text to an accepted figure, by four people in four browsers.
import { readFileSync } from 'node:fs';
import { ask, nodeText, signIn, until, visitor } from './people.mjs';
import { check, equal, matches } from './checks.mjs';

const seed = new URL('../../cases/draft/jiaozuo-2017/jiaozuo-2017.txt', import.meta.url);
const plan = 'jiaozuo-2017';
const password = 'a long enough secret';
const counties = { a: '修武县', b: '武陟县' };

async function addUser(page, name, agency, role) {
  const form = page.locator('.user-form');
  if (!(await form.evaluate((element) => element.open))) await form.locator('summary').click();
  await form.locator('input[name=name]').fill(name);
  await form.locator('input[name=display]').fill(name);
  await form.locator('input[name=agency]').fill(agency);
  await form.locator(`.choices label:has-text("${role}") input`).check();
  await form.locator('button[type=submit]').click();
  const made = await page.locator('.password-once').innerText();
  await page.locator('dialog button.primary').click();
  return made;
}

async function setUp(browser, server, team) {
  await check('the one-time link names the first administrator', async () => {
    team.admin = await visitor(browser, server.base);
    const { page } = team.admin;
    await page.goto(server.setup);
    await page.locator('input[autocomplete=username]').fill('admin');
    const secrets = page.locator('input[type=password]');
    await secrets.nth(0).fill(password);
    await secrets.nth(1).fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL('**/administration');
  });
  await check('the link works once', async () => {
    const other = await visitor(browser, server.base);
    await other.page.goto(server.setup);
    await other.page.getByText('已经有管理员').first().waitFor({ timeout: 10_000 });
    equal(await other.page.locator('input').count(), 0, 'fields of a form that is of no use');
    const token = new URL(server.setup).searchParams.get('token');
    const second = { token, name: 'second', password };
    const { text } = await ask(other.page, 'POST', '/api/setup', second);
    matches(text, /SVC-A003/, 'answer');
    await other.context.close();
  });
  await check('the administrator adds the office and two counties', async () => {
    const { page } = team.admin;
    team.passwords = {
      office: await addUser(page, 'chief', '市领导小组办公室', '领导小组办公室'),
      a: await addUser(page, 'county-a', counties.a, '县（市、区）'),
      b: await addUser(page, 'county-b', counties.b, '县（市、区）'),
    };
    matches(team.passwords.office, /^\S{10,}$/, 'generated password');
  });
}

async function importPlan(browser, server, team) {
  await check('a wrong password is refused and says what to do', async () => {
    team.office = await visitor(browser, server.base);
    const { page } = team.office;
    await page.goto(`${server.base}/sign-in`);
    await page.locator('input[autocomplete=username]').fill('chief');
    await page.locator('input[type=password]').fill('wrong');
    await page.locator('button[type=submit]').click();
    matches(await page.locator('.faults').innerText(), /SVC-A001/, 'answer');
  });
  await check('empty text is refused', async () => {
    const { page } = team.office;
    await signIn(team.office, 'chief', team.passwords.office);
    await page.goto(`${server.base}/import`);
    await page.locator('.import-form button[type=submit]').click();
    matches(await page.locator('.faults').innerText(), /SVC-D001/, 'answer');
  });
  await check('pasted text becomes a draft with doubts beside its source', async () => {
    const { page } = team.office;
    await page.locator('textarea[name=text]').fill(readFileSync(seed, 'utf8'));
    await page.locator('.import-form button[type=submit]').click();
    await page.waitForURL('**/import/*');
    await page.locator('.source-line').first().waitFor();
    const marked = await page.locator('.source .doubtful').count();
    if (marked === 0) throw new Error('no doubt is marked in the source');
    matches(await page.locator('.counts').innerText(), /5\s*个方案/, 'counts');
  });
  await check('counties are added', async () => {
    const { page } = team.office;
    await page.locator('.steps button').nth(1).click();
    await page.locator('textarea[name=units]').fill(`${counties.a} 410821\n${counties.b}\t410823`);
    await page.locator('.form-pane button[type=submit]').click();
    await page.locator(`.units-table tr:has-text("${counties.b}"):has-text("410823")`).waitFor();
    await until(page, () => document.querySelector('textarea[name=units]').value === '');
  });
  await check('a fault in a file is shown at its line and mended', async () => {
    const { page } = team.office;
    await page.locator('.steps button').nth(2).click();
    await page.locator('.file-list button:has-text("agencies.md")').click();
    const editor = page.locator('.plain-editor textarea');
    const before = await editor.inputValue();
    await editor.fill(before.replace('| name |', '| nmae |'));
    await page.locator('.editor-side button.primary').click();
    await page.locator('.line-number.error').first().waitFor();
    await editor.fill(before);
    await page.locator('.editor-side button.primary').click();
    await page.locator('.fault-table .error').first().waitFor({ state: 'detached' });
  });
  await check('the plan goes live', async () => {
    const { page } = team.office;
    await page.locator('.steps button').nth(3).click();
    await page.locator('input[name=id]').fill(plan);
    await page.locator('.form-pane > button.primary').click();
    await page.locator('dialog button.primary').click();
    await page.waitForURL(`**/plans/${plan}`);
    await page.locator('.paper h1').waitFor();
  });
}

/// The target of the issue: 66 of 186 for 2017, 120 for 2018.
async function findTarget(team) {
  const { body } = await ask(team.office.page, 'GET', `/api/plans/${plan}`);
  const target = Object.values(body.targets).find(
    (each) =>
      each.total === '186' || each.nodes.some((node) => node.node === '2017' && node.low === '66'),
  );
  if (target === undefined) throw new Error('no target of 186 was found');
  return target;
}

async function split(server, team) {
  await check('shares are refused until they sum, and pasted columns are taken', async () => {
    const { page } = team.office;
    team.target = await findTarget(team);
    await page.goto(
      `${server.base}/plans/${plan}/shares?target=${encodeURIComponent(team.target.name)}`,
    );
    const cell = page.locator(`input[aria-label="${counties.a} 2017年"]`);
    await cell.fill('60');
    const save = page.locator('form button[type=submit]');
    equal(await save.isDisabled(), true, 'save while 6 are missing');
    matches(await page.locator('.difference[data-node="2017"]').innerText(), /差 6$/, 'difference');
    await cell.focus();
    await page.evaluate((name) => {
      const data = new DataTransfer();
      data.setData('text/plain', `${name}\t66\t120\r\n`);
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, counties.a);
    equal(await page.locator('.difference.even').count(), 2, 'nodes that sum');
    await save.click();
    await page.locator('.notice').waitFor();
  });
}

async function report(browser, server, team) {
  await check('the county sees its share, red, and reports 66 with evidence', async () => {
    team.a = await visitor(browser, server.base);
    await signIn(team.a, 'county-a', team.passwords.a);
    const { page } = team.a;
    await page.goto(
      `${server.base}/plans/${plan}/report?node=2017` +
        `&target=${encodeURIComponent(team.target.name)}`,
    );
    matches(
      await page.locator('.report-choice[aria-pressed=true] .light').getAttribute('class'),
      /red/,
      'light',
    );
    await page.locator('input[name=value]').fill('66');
    await page.locator('textarea[name=note]').fill('矿井关闭到位');
    await page.locator('.evidence-field input[type=file]').setInputFiles({
      name: '关闭现场.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9' +
          'awAAAABJRU5ErkJggg==',
        'base64',
      ),
    });
    await page.locator('.evidence li').waitFor();
    await page.locator('.report-form button[type=submit]').click();
    await page.locator('.progress-item.reported').waitFor();
  });
}

async function accept(server, team) {
  const address = `${server.base}/plans/${plan}#${team.target.anchor}`;
  const { name } = team.target;
  await check('the office sees the report: 66 reported, none accepted, red', async () => {
    const { page } = team.office;
    await page.goto(address);
    const shown = await nodeText(page, name, '2017');
    equal([shown.reported, shown.accepted], ['66', '0'], 'reported and accepted');
    matches(shown.light, /red/, 'light');
  });
  await check('the administrator moves the clock to 10-13 and every page follows', async () => {
    const { page } = team.admin;
    await page.goto(`${server.base}/administration`);
    await page.locator('input[name=today]').fill('2017-10-13');
    await page.locator('form:has(input[name=today]) button[type=submit]').click();
    await page.locator('.banner.demonstration:has-text("2017年10月13日")').waitFor();
    await team.office.page.locator('.banner.demonstration:has-text("2017年10月13日")').waitFor();
  });
  await check('accepted with one click; the open page turns green without reload', async () => {
    const { page } = team.office;
    await page.evaluate(() => (window.notReloaded = true));
    const inbox = await team.office.context.newPage();
    await inbox.goto(`${server.base}/plans/${plan}/accept`);
    await inbox.locator('.inbox-card .buttons .primary').first().click();
    await inbox.locator('.inbox-card').waitFor({ state: 'detached' });
    await inbox.close();
    const card = `.node-figure[data-block="${name}"][data-node="2017"]`;
    await page.locator(`${card} .node-head .light.green`).waitFor();
    const shown = await nodeText(page, name, '2017');
    matches(shown.value, /^66 \/ 66 万吨/, '2017');
    equal([shown.reported, shown.accepted], ['66', '66'], 'reported and accepted');
    const total = await nodeText(page, name, 'total');
    matches(total.value, /^66 \/ 186 万吨 35\.5%/, 'total');
    equal(await page.evaluate(() => window.notReloaded), true, 'the page was not reloaded');
  });
  await check('as of 10-12 it shows reported 66, accepted 0', async () => {
    const { page } = team.office;
    await page.locator('.toolbar input[type=date]').fill('2017-10-12');
    await page.locator('.as-of-banner').waitFor();
    await page
      .locator(`.node-figure[data-block="${name}"][data-node="2017"] .node-head .light.red`)
      .waitFor();
    const shown = await nodeText(page, name, '2017');
    equal([shown.reported, shown.accepted], ['66', '0'], 'reported and accepted');
    await page.locator('.as-of-banner button').click();
    await page.locator('.as-of-banner').waitFor({ state: 'detached' });
  });
}

async function keepApart(browser, server, team) {
  await check(
    'another county cannot open the row by id: the answer is as if it were not',
    async () => {
      team.b = await visitor(browser, server.base);
      await signIn(team.b, 'county-b', team.passwords.b);
      const { page } = team.b;
      const { body } = await ask(
        team.office.page,
        'GET',
        `/api/plans/${plan}/targets/${encodeURIComponent(team.target.name)}`,
      );
      const row = body.progress[0].id;
      const path = (id) => `/api/plans/${plan}/reports/${encodeURIComponent(id)}/withdraw`;
      const theirs = await ask(page, 'POST', path(row), { version: 1 });
      const nothing = await ask(page, 'POST', path(`${row}0`), { version: 1 });
      equal(theirs.status, 404, 'status');
      equal(theirs.text, nothing.text, 'answers');
      const file = await ask(page, 'GET', `/api/files/${body.progress[0].files[0].hash}`);
      equal(file.status, 404, 'evidence of another county');
      const own = await ask(page, 'GET', `/api/plans/${plan}`);
      const seen = own.body.figures.filter((figure) => figure.share === counties.a);
      equal(seen.length, 0, 'figures of the other county');
    },
  );
}

export async function campaign(browser, server) {
  const team = {};
  await setUp(browser, server, team);
  await importPlan(browser, server, team);
  await split(server, team);
  await report(browser, server, team);
  await accept(server, team);
  await keepApart(browser, server, team);
  await check('no page threw an error', async () => {
    const people = [team.admin, team.office, team.a, team.b].filter(Boolean);
    equal(
      people.flatMap((person) => person.faults),
      [],
      'errors',
    );
  });
  return { team, plan };
}
