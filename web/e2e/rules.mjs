// Rules: what decisions say of all rows and why, which policies apply to a row, parameters with
// their dated values, and a what-if that touches nothing, in a browser on a store of its own with
// the plan of cases/service/blocks.
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
  const known = await entries();
  await check('a parameter is moved, rows that change are listed, nothing is touched', async () => {
    await page.goto(`${base}/plans/${plan}/what-if`);
    const mover = page.locator('[data-parameter="供电标准煤耗上限"]');
    await mover.locator('input[inputmode=decimal]').fill('330.9');
    await mover.locator('input[inputmode=decimal]').press('Enter');
    const change = page.locator(`[data-rule="${decision}"]`);
    await change.waitFor();
    matches(await change.innerText(), /1 行变化/, 'rows that change');
    const moved = page.locator('[data-moved="供电标准煤耗上限"]');
    matches(await moved.innerText(), /331 克\/千瓦时 → 330\.9 克\/千瓦时/, 'what is moved');
    await change.locator('summary').click();
    const row = change.locator('tr[data-row="乙"]');
    matches(await row.innerText(), /继续运行[\s\S]*关停/, 'before and after');
    equal(await entries(), known, 'entries of the journal');
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
  await check('a what-if is kept under a name and comes back', async () => {
    const mover = page.locator('[data-parameter="供电标准煤耗上限"]');
    await mover.locator('input[inputmode=decimal]').fill('330.9');
    await mover.locator('input[inputmode=decimal]').press('Enter');
    await page.getByRole('button', { name: '保存测算' }).click();
    await page.locator('dialog input').first().fill('收紧煤耗');
    await page.locator('dialog .primary').click();
    await page.locator('.notice', { hasText: '收紧煤耗' }).waitFor();
    await page.goto(`${base}/plans/${plan}/what-if`);
    await page.locator('.saved-views select').selectOption({ label: '收紧煤耗' });
    await page.locator(`[data-rule="${decision}"]`).waitFor();
    matches(decodeURIComponent(page.url()), /330\.9/, 'address');
    equal(await entries(), known, 'entries of the journal');
    await page.getByRole('button', { name: '删除这个测算' }).click();
    await page.locator('.notice', { hasText: '已删除' }).waitFor();
    await page.goto(`${base}/plans/${plan}/what-if`);
    await page.locator('.movers').waitFor();
    equal(await page.locator('.saved-views').count(), 0, 'lists of what is kept');
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

async function parameters(page, base) {
  const reward = page.locator('tr[data-parameter="关停奖励标准"]');
  const form = page.locator('.parameter-form');
  await check('what nobody has set comes first, and is set with its basis', async () => {
    await page.goto(`${base}/plans/${plan}/decisions`);
    await page.locator('.rule-tabs').getByRole('link', { name: '参数' }).click();
    await page.locator('.parameters-not-set tr[data-parameter="关停奖励标准"]').waitFor();
    await reward.getByRole('button', { name: /设定/ }).click();
    equal(await form.locator('.primary').isDisabled(), true, 'saving without a basis');
    await form.locator('[data-field] input').fill('1.5');
    await form.locator('textarea').fill('青财〔2017〕8号');
    await form.locator('.primary').click();
    await page.locator('.notice', { hasText: '已设定' }).waitFor();
    await page.locator('.parameters-not-set').waitFor({ state: 'detached' });
    const told = await reward.innerText();
    matches(told, /1\.5 万元\/万千瓦[\s\S]*2017年11月1日[\s\S]*青财〔2017〕8号/, 'row');
  });
  await check('the second writer sees what the first set, and may go on', async () => {
    await reward.getByRole('button', { name: /设定/ }).click();
    const path = `/api/plans/${plan}/parameters/关停奖励标准`;
    const first = { version: 1, value: '2', holds_from: '2017-11-01', basis: '更正' };
    const { status, text } = await ask(page, 'PUT', path, first);
    equal(status, 200, text);
    await form.locator('[data-field] input').fill('3');
    await form.locator('textarea').fill('再更正');
    await form.locator('.primary').click();
    await form.locator('.banner', { hasText: '2 万元' }).waitFor();
    await form.getByRole('button', { name: /继续/ }).click();
    await form.locator('.primary').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await reward.locator('.value', { hasText: '3 万元' }).waitFor();
    await reward.locator('summary').click();
    const history = await reward.locator('.parameter-history li').allInnerTexts();
    equal(history.length, 3, 'values over time');
    matches(history[0], /3 万元[\s\S]*现行/, 'the newest');
    matches(history[2], /1\.5 万元[\s\S]*已被替代[\s\S]*青财〔2017〕8号/, 'the first');
  });
  await check('a parameter leads to a what-if with it', async () => {
    await reward.getByRole('link', { name: '试算' }).click();
    await page.locator('.movers li').first().waitFor();
    const first = page.locator('.movers li').first();
    equal(await first.getAttribute('data-parameter'), '关停奖励标准', 'the first mover');
  });
}

async function navigation(page, base) {
  await check('the entry of a page is marked on every page that belongs to it', async () => {
    for (const part of ['policies', 'what-if', `decisions/${decision}`]) {
      await page.goto(`${base}/plans/${plan}/${part}`);
      const open = page.locator('.top nav [aria-current=page]');
      await open.first().waitFor();
      equal(await open.allInnerTexts(), ['决定与政策'], part);
    }
  });
  await check('entries under 更多 are reached by keyboard alone', async () => {
    const more = page.locator('.more-menu');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await more.locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    equal(await focused(), '分解', 'the first entry');
    await page.keyboard.press('Escape');
    equal([await focused(), await more.getAttribute('open')], ['更多', null], 'closed');
    await page.keyboard.press('Enter');
    for (const _ of [1, 2]) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: '责任单位' }).waitFor();
    equal(await more.getAttribute('open'), null, 'closed by following a link');
  });
}

async function duties(browser, office, server) {
  await check('a county finds what it owes, though it reports nothing', async () => {
    const county = await visitor(browser, server.base);
    await signIn(county, 'county1', server.passwords.county1);
    await county.page.getByRole('link', { name: '我的任务' }).click();
    await county.page.locator('.empty', { hasText: '目前没有您的任务' }).waitFor();
    const target = encodeURIComponent('关停机组数');
    const path = `/api/plans/${plan}/targets/${target}/shares`;
    const rows = [{ share: '白石县', value: '2', version: 0 }];
    const nodes = [{ node: '2017', reserve: '', reserve_version: 0, rows }];
    const { status, text } = await ask(office.page, 'PUT', path, { nodes });
    equal(status, 200, text);
    await county.page.reload();
    const duty = county.page.locator('tr[data-block="关停机组数"][data-node="2017"]');
    await duty.waitFor();
    matches(await duty.innerText(), /2017-12-31[\s\S]*还有 60 天[\s\S]*0 \/ 2 台/, 'duty');
    equal(county.faults, [], 'faults');
    await county.context.close();
  });
}

async function others(browser, server) {
  await check('a county is told of its own rows, on a phone', async () => {
    const options = { viewport: { width: 380, height: 760 }, isMobile: true, hasTouch: true };
    const county = await visitor(browser, server.base, options);
    await signIn(county, 'county2', server.passwords.county2);
    const parts = [`decisions/${decision}`, 'decisions', 'policies', 'parameters', 'what-if'];
    for (const part of parts) {
      await county.page.goto(`${server.base}/plans/${plan}/${part}`);
      await county.page.locator('.page-head').waitFor();
      const content = '.rule-list, .decided-rows, .movers, .parameter-table, .empty';
      await county.page.locator(content).first().waitFor();
      await noSidewaysScroll(county.page, part);
    }
    await county.page.goto(`${server.base}/plans/${plan}/parameters`);
    await county.page.locator('tr[data-parameter]').first().waitFor();
    equal(await county.page.locator('.deeds button').count(), 0, 'deeds on parameters');
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
    await parameters(office.page, base);
    await navigation(office.page, base);
    await duties(browser, office, server);
    await others(browser, server);
    equal(office.faults, [], 'faults');
  } finally {
    await server.stop();
  }
}
