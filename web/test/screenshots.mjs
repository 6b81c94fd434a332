// Takes a picture of every page in both languages and both sizes, for people to look at.
// node test/screenshots.mjs [FOLDER [PATTERN]]; needs dist/ and a Chromium (CHROMIUM, default
// /usr/bin/chromium).
import { mkdirSync } from 'node:fs';
import { launch } from '../e2e/browser.mjs';
import { startFixture } from './fixture-server.mjs';
import { state } from './fixture-state.mjs';

const folder = process.argv[2] ?? '/tmp/fangan-screenshots';
const only = process.argv[3] ?? '';
mkdirSync(folder, { recursive: true });
const { server, port } = await startFixture();
const base = `http://127.0.0.1:${port}`;
const plan = '/plans/yunchuan-2017';
const text = (await import('./fixture-plan.mjs')).files
  .flatMap((file) => file.lines.map((line) => line.text))
  .join('\n');

const kilns = encodeURIComponent('窑炉');
const enterprises = encodeURIComponent('企业');
const asked = encodeURIComponent(
  JSON.stringify([
    { field: '炉型', op: 'in', values: ['立窑', '回转窑'] },
    { field: '产能', op: 'between', values: ['10', '20'] },
  ]),
);
const grid = (page) => page.locator('.grid-row[data-row]').first().waitFor();
const clicking = (name) => async (page) => {
  await grid(page);
  await page.locator('.register-tools').getByRole('button', { name, exact: true }).click();
};
const scrollGrid = async (page) => {
  await grid(page);
  await page.locator('.grid-frame').focus();
  await page.keyboard.press('Control+End');
  await page.waitForTimeout(500);
};
const openQuery = async (page) => {
  await grid(page);
  await page.locator('.query-buttons .link').click();
};
const editFirst = async (page) => {
  await grid(page);
  await page.locator('.grid-row .deeds .link').nth(4).click();
};
const addRow = async (page) => {
  await grid(page);
  await page.locator('.page-head .primary').click();
  await page.locator('.reference-picker input').click();
  await page.locator('.reference-list [role=option]').first().waitFor();
};
const bulkEdit = async (page) => {
  await grid(page);
  for (const at of [0, 1, 2]) await page.locator('.grid-row .check input').nth(at).check();
  await page.locator('.chosen-rows button').first().click();
  await page.locator('dialog select').first().selectOption('炉型');
  await page.locator('dialog select').nth(1).selectOption('其他');
  await page.locator('dialog button[type=submit]').click();
};
const conflict = async (page) => {
  await editFirst(page);
  await page.locator('[data-field=产能] input').fill('33.5');
  await page.evaluate(async () => {
    const path = `/api/plans/yunchuan-2017/registers/${encodeURIComponent('窑炉')}/rows/`;
    const row = document.querySelectorAll('.grid-row[data-row]')[4].dataset.row;
    const now = await (await fetch(path + row)).json();
    const body = { version: now.row.version, fields: { 产能: '44', 办理意见: '市里已核对' } };
    const headers = { 'Content-Type': 'application/json' };
    await fetch(path + row, { method: 'POST', headers, body: JSON.stringify(body) });
  });
  await page.locator('.drawer-foot .primary').click();
};
const importing = (name) => async (page) => {
  const buffer = Buffer.from('x');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.locator('.import-counts').waitFor();
};
const searching = async (page, phone) => {
  if (phone) await page.locator('.menu-button').click();
  await page.locator('.search-box-button').click();
  await page.locator('dialog .search').fill('水泥');
  await page.waitForTimeout(600);
};

const pages = [
  ['sign-in', null, '/sign-in'],
  ['setup', null, '/setup?token=x'],
  ['plans', 'office', '/'],
  ['document', 'office', `${plan}#0-8`],
  ['document-as-of', 'office', `${plan}?as_of=2017-09-20#0-12`],
  ['document-coverage', 'office', `${plan}#0-19`, async (page) => page.keyboard.press('c')],
  [
    'document-search',
    'office',
    `${plan}#0-8`,
    async (page, phone) => {
      if (phone) await page.locator('.sheet-buttons button').first().click();
      await page.locator('.search').fill('生产线');
      await page.waitForTimeout(600);
    },
  ],
  [
    'document-light',
    'office',
    `${plan}#0-8`,
    async (page, phone) => {
      if (phone) await page.locator('.sheet-buttons button').last().click();
      await page.locator('.panel button.light').first().click();
    },
  ],
  [
    'document-panel',
    'county',
    `${plan}#0-8`,
    async (page, phone) => {
      if (phone) await page.locator('.sheet-buttons button').last().click();
    },
  ],
  ['deadlines', 'office', `${plan}/deadlines`],
  ['agencies', 'office', `${plan}/agencies`],
  ['agency', 'office', `${plan}/agencies/${encodeURIComponent('市工业和信息化委')}`],
  ['report', 'county', `${plan}/report?target=${encodeURIComponent('压减水泥粉磨产能')}&node=2017`],
  [
    'accept',
    'office',
    `${plan}/accept`,
    async (page) => page.locator('[aria-expanded=false]:not(.menu-button)').first().click(),
  ],
  [
    'shares',
    'office',
    `${plan}/shares`,
    async (page) => page.locator('.share-sheet input').first().fill('70'),
  ],
  ['registers', 'office', `${plan}/registers`],
  ['register', 'office', `${plan}/registers/${kilns}`],
  ['register-long', 'office', `${plan}/registers/${enterprises}`, scrollGrid],
  ['register-query', 'office', `${plan}/registers/${kilns}?where=${asked}`, openQuery],
  ['register-edit', 'office', `${plan}/registers/${kilns}`, editFirst],
  ['register-add', 'office', `${plan}/registers/${kilns}`, addRow],
  ['register-columns', 'office', `${plan}/registers/${kilns}`, clicking('列')],
  ['register-bulk', 'office', `${plan}/registers/${kilns}`, bulkEdit],
  ['register-empty', 'office', `${plan}/registers/${encodeURIComponent('巡查')}`],
  ['register-then', 'office', `${plan}/registers/${kilns}?as_of=2017-09-20`],
  ['register-conflict', 'office', `${plan}/registers/${kilns}`, conflict],
  ['record', 'office', `${plan}/registers/${kilns}/rows/5`],
  ['record-enterprise', 'office', `${plan}/registers/${enterprises}/rows/15`],
  ['import-rows', 'office', `${plan}/registers/${kilns}/import`],
  ['import-rows-errors', 'office', `${plan}/registers/${kilns}/import`, importing('有错.xlsx')],
  ['import-rows-ready', 'office', `${plan}/registers/${kilns}/import`, importing('填好.xlsx')],
  ['jobs', 'office', `${plan}/jobs`],
  ['search', 'office', `${plan}/registers`, searching],
  ['journal', 'office', `${plan}/journal`],
  ['import', 'office', '/import'],
  ['draft-found', 'office', '/import/1'],
  ['draft-units', 'office', '/import/1?step=units'],
  ['draft-files', 'office', '/import/1?step=files'],
  ['draft-open', 'office', '/import/1?step=open'],
  ['administration', 'admin', '/administration'],
  ['help', 'office', plan, async (page) => page.keyboard.press('?')],
];
const sizes = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

const browser = await launch();
for (const [size, viewport] of Object.entries(sizes)) {
  for (const language of ['zh', 'en']) {
    const context = await browser.newContext({
      viewport,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      deviceScaleFactor: size === 'phone' ? 2 : 1,
      isMobile: size === 'phone',
      hasTouch: size === 'phone',
    });
    await context.addInitScript((name) => localStorage.setItem('fangan.language', name), language);
    for (const [name, user, path, act] of pages) {
      if (only !== '' && !new RegExp(only).test(`${name}-${size}-${language}`)) continue;
      state.signedIn = null;
      const page = await context.newPage();
      page.on('pageerror', (failure) => console.log(`${name}: ${failure.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') console.log(`${name}: ${message.text()}`);
      });
      if (user !== null) {
        await fetch(`${base}/api/sign-in`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ name: user, password: 'correct-horse' }),
        });
        if (path.startsWith('/import/') && state.drafts.length === 0) {
          await fetch(`${base}/api/drafts`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ text }),
          });
        }
      }
      await page.goto(base + path);
      await page.waitForTimeout(700);
      try {
        await act?.(page, size === 'phone');
      } catch (failure) {
        console.log(`${name} ${size} ${language}: ${String(failure.message).split('\n')[0]}`);
      }
      await page.waitForTimeout(300);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      if (wide > 0) console.log(`${name} ${size} ${language}: ${wide} px too wide`);
      await page.screenshot({ path: `${folder}/${name}-${size}-${language}.png` });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.closeAllConnections();
server.close();
