// Rules: what decisions say of all rows and why, which policies apply to a row, and a what-if that
// touches nothing, in a browser on a store of its own with the plan of cases/service/blocks.
import { fileURLToPath } from 'node:url';
import { ask, noSidewaysScroll, signIn, visitor } from './people.mjs';
import { check, equal, matches } from './checks.mjs';
import { startServer } from './server.mjs';

const folder = fileURLToPath(new URL('../../cases/service/blocks', import.meta.url));
const plan = 'blocks';
const decision = '应当关停';

/// Just above 331, on it, and one that burns gas.
const units = [
  { 名称: '甲', 所在县区: '白石县', 容量: '10', 供电标准煤耗: '331.5', 燃料: '煤' },
  { 名称: '乙', 所在县区: '白石县', 容量: '20', 供电标准煤耗: '331', 燃料: '煤' },
  { 名称: '丙', 所在县区: '黑水县', 容量: '30', 供电标准煤耗: '400', 燃料: '气' },
];

async function fill(page) {
  for (const fields of units) {
    const path = `/api/plans/${plan}/registers/机组/rows`;
    const { status, text } = await ask(page, 'POST', path, { fields });
    equal(status, 200, text);
  }
}

async function decisions(page, base) {
  await check('the decisions of a plan say how many rows come to what', async () => {
    await page.goto(`${base}/plans/${plan}`);
    await page.locator('.top nav').getByRole('link', { name: '决定与政策' }).click();
    const item = page.locator(`[data-decision="${decision}"]`);
    await item.waitFor();
    matches(await item.innerText(), /关停\s*1[\s\S]*改造\s*1|改造\s*1[\s\S]*关停\s*1/, 'counts');
    await item.getByRole('link', { name: /继续运行/ }).click();
    await page.locator('tr[data-row="乙"]').waitFor();
    equal(await page.locator('tbody tr').count(), 1, 'rows of that outcome');
  });
  await check('a row opens into rule, inputs, parameters and clause', async () => {
    await page.locator('tr[data-row="乙"]').getByRole('button', { name: '为什么' }).click();
    const why = page.locator('.why-row');
    await why.waitFor();
    const text = await why.innerText();
    matches(text, /继续运行/, 'outcome');
    matches(text, /第 3 条规则/, 'rule');
    matches(text, /供电标准煤耗[\s\S]*331/, 'input');
    matches(text, /供电标准煤耗上限[\s\S]*331 克\/千瓦时/, 'parameter');
    await page.keyboard.press('Escape');
  });
}

async function whatIf(page, base) {
  const entries = async () =>
    (await ask(page, 'GET', `/api/plans/${plan}/journal?limit=500`)).body.entries.length;
  await check('a parameter is moved, rows that change are listed, nothing is touched', async () => {
    const before = await entries();
    await page.goto(`${base}/plans/${plan}/what-if`);
    const mover = page.locator('[data-parameter="供电标准煤耗上限"]');
    await mover.locator('input[inputmode=decimal]').fill('330.9');
    await mover.locator('input[inputmode=decimal]').press('Enter');
    const change = page.locator(`[data-rule="${decision}"]`);
    await change.waitFor();
    matches(await change.innerText(), /1 行变化/, 'rows that change');
    await change.locator('summary').click();
    const row = change.locator('tr[data-row="乙"]');
    matches(await row.innerText(), /继续运行[\s\S]*关停/, 'before and after');
    equal(await entries(), before, 'entries of the journal');
    const now = await ask(page, 'GET', `/api/plans/${plan}/decisions/${decision}?outcome=%3D关停`);
    equal(now.body.total, 1, 'rows to be closed');
  });
  await check('the address is the scenario', async () => {
    matches(decodeURIComponent(page.url()), /330\.9/, 'address');
    await page.reload();
    await page.locator(`[data-rule="${decision}"]`).waitFor();
    await page.locator('.mover.moved').getByRole('button', { name: '恢复' }).click();
    await page.locator('.empty', { hasText: '还没有改动参数' }).waitFor();
  });
  await check('what is no number is refused with words', async () => {
    const mover = page.locator('[data-parameter="关停奖励标准"]');
    matches(await mover.innerText(), /未设定/, 'parameter');
    await mover.locator('input[inputmode=decimal]').fill('很多');
    await mover.locator('input[inputmode=decimal]').press('Enter');
    await page.locator('.what-if-columns', { hasText: '很多' }).waitFor();
    matches(await page.locator('.faults').first().innerText(), /关停奖励标准/, 'what is wrong');
  });
}

async function policies(page, base) {
  await check('a policy says whom it gives what, and a row which policies apply', async () => {
    await page.goto(`${base}/plans/${plan}/policies`);
    const item = page.locator('[data-policy="关停奖励"]');
    await item.getByRole('link', { name: '关停奖励' }).click();
    await page.locator('.policy-terms').waitFor();
    const needs = await page.locator('.parameter-list').innerText();
    matches(needs, /关停奖励标准[\s\S]*未设定/, 'parameters');
    await page.locator('.empty', { hasText: '还没有应享的对象' }).waitFor();
    await page.goto(`${base}/plans/${plan}/registers/机组/rows/甲`);
    const told = page.locator('.row-policies [data-policy="关停奖励"]');
    await told.waitFor();
    matches(await told.innerText(), /不符合/, 'what applies');
  });
}

async function others(browser, server) {
  await check('a county is told of its own rows, on a phone', async () => {
    const options = { viewport: { width: 380, height: 760 }, isMobile: true, hasTouch: true };
    const county = await visitor(browser, server.base, options);
    await signIn(county, 'county2', server.passwords.county2);
    for (const part of [`decisions/${decision}`, 'decisions', 'policies', 'what-if']) {
      await county.page.goto(`${server.base}/plans/${plan}/${part}`);
      await county.page.locator('.page-head').waitFor();
      await county.page.locator('.rule-list, .decided-rows, .movers, .empty').first().waitFor();
      await noSidewaysScroll(county.page, part);
    }
    const { body } = await ask(county.page, 'GET', `/api/plans/${plan}/decisions/${decision}`);
    equal(body.rows.map((row) => row.id).join(), '丙', 'rows');
    equal(county.faults, [], 'faults');
    await county.context.close();
  });
}

export async function rules(browser) {
  const server = await startServer([folder], '2017-11-01');
  try {
    const { base, passwords } = server;
    const office = await visitor(browser, base);
    await signIn(office, 'office', passwords.office);
    await fill(office.page);
    await decisions(office.page, base);
    await whatIf(office.page, base);
    await policies(office.page, base);
    await others(browser, server);
    equal(office.faults, [], 'faults');
  } finally {
    await server.stop();
  }
}
