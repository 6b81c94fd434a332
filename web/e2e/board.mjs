// Board: targets by counties and the map, on a store of its own with an invented plan that brings a
// map of two counties; the third region has no outline. Lights change while the board is open.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, noSidewaysScroll, signIn, visitor } from './people.mjs';
import { check, equal, matches } from './checks.mjs';
import { startServer } from './server.mjs';

const plan = 'board';
const api = `/api/plans/${plan}`;
const square = (left) => [
  [left, 35],
  [left + 1, 35],
  [left + 1, 36],
  [left, 36],
  [left, 35],
];
const area = (id, left) => ({
  type: 'Feature',
  id,
  properties: { name: id },
  geometry: { type: 'Polygon', coordinates: [square(left)] },
});
const files = {
  'plan.md': `\`\`\`plan
title: 青川市关停方案
issued: 2017-10-12
text: [1.md]
notes: [2.md]
\`\`\`
`,
  '1.md': `# 青川市关停方案
## 一、任务
2017年底前关停落后窑炉60座。

\`\`\`target 关停窑炉
unit: 座
due: {2017-12-31: 60}
\`\`\`
责任单位:办公室。
## 二、保障
2018年底前拆除烟囱12座。

\`\`\`target 拆除烟囱
unit: 座
due: {2018-12-31: 12}
\`\`\`
责任单位:办公室。
`,
  '2.md': `\`\`\`agency
| name | kind | region | aliases |
|---|---|---|---|
| 办公室 | 办公室 | | |
| 黑水县 | 县区 | 990002 | |
| 白石县 | 县区 | 990001 | |
| 市示范区管委会 | 县区 | 990000-示范区 | 示范区 |
\`\`\`
`,
  'data/regions.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: [area('990001', 113), area('990002', 114)],
  }),
};

function writePackage() {
  const parent = mkdtempSync(join(tmpdir(), 'fangan-board-'));
  mkdirSync(join(parent, plan, 'data'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(parent, plan, name), text);
  return parent;
}

const name = '关停窑炉';
const cell = (page, holder) =>
  page.locator(`tr[data-block="${name}"] td[data-holder="${holder}"] button`);

async function split(office) {
  const path = `${api}/targets/${name}/shares`;
  const node = {
    node: '2017-12-31',
    reserve: '0',
    reserve_version: 0,
    rows: [
      { share: '白石县', value: '40', version: 0 },
      { share: '黑水县', value: '20', version: 0 },
    ],
  };
  equal((await ask(office.page, 'PUT', path, { nodes: [node] })).status, 200, 'shares');
}

/// A county reports and the office accepts.
async function progress(county, office, share, value) {
  const report = {
    target: name,
    node: '2017-12-31',
    share,
    value,
    note: '',
    files: [],
    date: null,
  };
  const told = await ask(county.page, 'POST', `${api}/reports`, report);
  equal(told.status, 200, 'report');
  const { id, version } = told.body.progress;
  const path = `${api}/reports/${encodeURIComponent(id)}/accept`;
  equal((await ask(office.page, 'POST', path, { version })).status, 200, 'accepting');
}

async function matrix(office, base) {
  const { page } = office;
  await check(
    'the board has the whole first, then the counties, and tells the lights',
    async () => {
      await page.goto(`${base}/plans/${plan}`);
      await page.locator('.top nav').getByRole('link', { name: '挂图作战' }).click();
      await cell(page, '白石县').waitFor();
      const heads = await page.locator('.board-table thead th > span[lang]').allInnerTexts();
      equal(heads, ['全市', '白石县', '黑水县', '示范区'], 'columns');
      equal(await page.locator('.board-section').allInnerTexts(), ['任务', '保障'], 'clauses');
      matches(
        await cell(page, '白石县').getAttribute('aria-label'),
        /白石县.*完成.*100\.0%/,
        'cell',
      );
      const none = page.locator('tr[data-block="拆除烟囱"] .no-share');
      equal(await none.count(), 3, 'cells without a share');
    },
  );
  await check(
    'the map colours a county by its light, and zones without outline are tiles',
    async () => {
      equal(await page.locator('.region-area.named').count(), 2, 'areas');
      const white = page.locator('.region-area[data-code="990001"]');
      matches(await white.getAttribute('class'), /green/, 'colour');
      matches(await white.getAttribute('aria-label'), /白石县.*正常 1/, 'words');
      equal(await page.locator('.region-name').allTextContents(), ['白石县', '黑水县'], 'labels');
      equal(await page.locator('.region-tile').allInnerTexts(), ['示范区\n—'], 'tiles');
      await page.locator('.map-choice select').selectOption(name);
      await page.locator('.region-area[aria-label="白石县 完成"]').waitFor();
      matches(page.url(), /on=/, 'address');
    },
  );
}

async function using(office) {
  const { page } = office;
  await check('by keyboard from cell to cell, and Enter tells the published rule', async () => {
    await cell(page, '').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog');
    await dialog.locator('.light-table .fired').waitFor();
    matches(await dialog.locator('h2').innerText(), /关停窑炉.*白石县/, 'title');
    matches(await dialog.locator('.figure-main').innerText(), /40\s*\/ 40 座\s*100\.0%/, 'figure');
    matches(await dialog.locator('.board-quote').innerText(), /关停落后窑炉60座/, 'quote');
    const clause = dialog.getByRole('link', { name: '看正文这一条' });
    matches(await clause.getAttribute('href'), /\/plans\/board#0-\d+$/, 'link');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    equal(await page.locator('.board-table td [tabindex="0"]').count(), 1, 'stops of the keyboard');
  });
  await check('an area of the map opens what it shows', async () => {
    await page.locator('.region-area[data-code="990002"]').focus();
    await page.keyboard.press('Enter');
    matches(await page.locator('dialog h2').innerText(), /黑水县/, 'title');
    await page.keyboard.press('Escape');
  });
  await check('lights filter the rows, and the address keeps it', async () => {
    const chips = page.locator('.board-tools .chips button');
    await chips.nth(3).click(); // No light is grey.
    await page.locator('.board-body .empty').waitFor();
    await page.reload();
    await page.locator('.board-body .empty').waitFor();
    await chips.nth(3).click();
    await cell(page, '白石县').waitFor();
  });
}

async function live(office, county) {
  await check('a light changes on the open board by itself', async () => {
    const { page } = office;
    matches(await cell(page, '黑水县').innerText(), /^0\.0%/, 'before');
    await progress(county, office, '黑水县', '20');
    await cell(page, '黑水县').filter({ hasText: '100.0%' }).waitFor();
    await page.locator('.region-area[data-code="990002"].green').waitFor();
  });
}

async function others(browser, server) {
  await check('a county sees its own column and its own area', async () => {
    const county = await visitor(browser, server.base);
    await signIn(county, 'county1', server.passwords.county1);
    await county.page.goto(`${server.base}/plans/${plan}/board`);
    await cell(county.page, '黑水县').waitFor();
    const heads = await county.page.locator('.board-table thead th > span[lang]').allInnerTexts();
    equal(heads, ['黑水县'], 'columns');
    equal(await county.page.locator('.region-area.named').count(), 1, 'areas');
    equal(county.faults, [], 'faults');
    await county.context.close();
  });
  await check('on a phone the board fits the screen and scrolls by itself', async () => {
    const options = { viewport: { width: 380, height: 760 }, isMobile: true, hasTouch: true };
    const phone = await visitor(browser, server.base, options);
    await signIn(phone, 'office', server.passwords.office);
    await phone.page.goto(`${server.base}/plans/${plan}/board`);
    await cell(phone.page, '白石县').waitFor();
    await noSidewaysScroll(phone.page, 'board');
    equal(phone.faults, [], 'faults');
    await phone.context.close();
  });
}

export async function board(browser) {
  const parent = writePackage();
  const server = await startServer([join(parent, plan)], '2017-11-01');
  try {
    const { base, passwords } = server;
    const people = [];
    for (const account of ['office', 'county1', 'county2']) {
      const person = await visitor(browser, base);
      await signIn(person, account, passwords[account]);
      people.push(person);
    }
    // Accounts of counties are numbered as the plan names them.
    const [office, black, white] = people;
    await split(office);
    await progress(white, office, '白石县', '40');
    await matrix(office, base);
    await using(office);
    await live(office, black);
    await others(browser, server);
    equal(office.faults, [], 'faults');
  } finally {
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  }
}
