// Blocks: what a clause's blocks say, changing one with help and checking, versions and the way
// back. A store of its own with the invented plan of cases/service/blocks.
import { fileURLToPath } from 'node:url';
import { ask, noSidewaysScroll, signIn, visitor } from './people.mjs';
import { check, equal, matches } from './checks.mjs';
import { startServer } from './server.mjs';

const folder = fileURLToPath(new URL('../../cases/service/blocks', import.meta.url));
const plan = 'blocks';

const card = (page, id) => page.locator(`.block-card[data-block="${id}"]`);

async function openCard(page, id) {
  const found = card(page, id);
  await found.waitFor();
  if (!(await found.evaluate((element) => element.open))) {
    await found.locator('summary').first().click();
  }
  await found.locator('.block-view').waitFor();
  return found;
}

async function readingBlocks(page, base) {
  await check('a clause shows its register, its flow and its table in words', async () => {
    await page.goto(`${base}/plans/${plan}#0-4`);
    const register = await openCard(page, '机组');
    matches(await register.innerText(), /供电标准煤耗\*?\s+数 克\/千瓦时/, 'a field with its unit');
    const table = await openCard(page, '应当关停');
    equal(await table.locator('.rules tbody tr').count(), 3, 'rules');
    matches(await table.innerText(), /任意/, 'a cell that anything fits');
    matches(await table.innerText(), /只有一条规则会符合/, 'hit policy');
    const policy = await openCard(page, '关停奖励');
    matches(await policy.innerText(), /给谁\s+所在县区\s+条件\s+已验收\s+给什么/, 'policy');
    await register.getByRole('button', { name: '机组关停', exact: true }).click();
    await page.locator('dialog .flow svg').waitFor();
    equal(await page.locator('dialog .flow-state').count(), 4, 'states');
    equal(await page.locator('dialog .flow-steps li').count(), 4, 'steps');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });
  await check('the source is shown on a click, with names that lead on', async () => {
    const register = card(page, '机组');
    await register.locator('.block-source summary').click();
    matches(await register.locator('.block-source pre').innerText(), /^```register 机组/, 'source');
  });
  await check('the words a block is narrowed to are marked in the text', async () => {
    const marked = page.locator('.paper .words', { hasText: '2017年关停2台' });
    equal(await marked.count(), 1, 'marked words');
  });
}

const field = (page) => page.locator('.code-editor textarea');

/// Puts the caret behind the first place of `words`.
const caretBehind = (page, words) =>
  field(page).evaluate((area, text) => {
    const at = area.value.indexOf(text) + text.length;
    area.focus();
    area.setSelectionRange(at, at);
  }, words);

async function editing(page) {
  await check('an error is marked under its characters while one types', async () => {
    await card(page, '机组').getByRole('button', { name: '编辑' }).click();
    await field(page).waitFor();
    await caretBehind(page, '供电标准煤耗: number 克');
    await page.keyboard.type('x');
    const mark = page.locator('.code-text .mark.error', { hasText: '克x' });
    await mark.waitFor();
    equal(await mark.innerText(), '克x/千瓦时', 'marked characters');
    const [under, above] = [await mark.boundingBox(), await field(page).boundingBox()];
    equal(under.x > above.x && under.y > above.y, true, 'the mark lies within the field');
    equal(await page.getByRole('button', { name: '保存为新版本' }).isDisabled(), true, 'saving');
    await page.keyboard.press('Backspace');
    await mark.waitFor({ state: 'detached' });
  });
  await check('keys and names are offered, and taken with Enter', async () => {
    await caretBehind(page, '容量应大于零: 容量 > 0');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('warn:');
    await page.keyboard.press('Enter');
    await page.keyboard.type('煤耗请核对: 供电');
    const list = page.locator('.completions');
    await list.waitFor();
    await list.locator('.completion', { hasText: /^供电标准煤耗上限/ }).waitFor();
    const gap = await page.evaluate(() => {
      const lines = [...document.querySelectorAll('.code-line')];
      const line = lines.find((each) => each.textContent.includes('煤耗请核对'));
      const listed = document.querySelector('.completions').getBoundingClientRect();
      return Math.abs(listed.top - line.getBoundingClientRect().bottom);
    });
    equal(gap < 8, true, 'the list hangs below its line');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    equal(await page.locator('dialog').count(), 1, 'Esc closes the list alone');
    await page.keyboard.press('Control+Space');
    const first = list.locator('.completion[aria-selected=true]');
    await first.filter({ hasText: '供电标准煤耗' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' < @"500 克/千瓦时"');
    const typed = /\nwarn:\n {2}煤耗请核对: 供电\S+ < @"500 克\/千瓦时"\n/;
    matches(await field(page).inputValue(), typed, 'text');
  });
  await check('what changes is shown, and a reason makes it a version', async () => {
    await page.locator('.good').waitFor();
    matches(await page.locator('.diff .added').first().innerText(), /warn:/, 'added line');
    await page.locator('.why-form input').fill('按会议纪要增加提醒');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('.notice', { hasText: '第 2 版' }).waitFor();
    await card(page, '机组').locator('.block-entries', { hasText: '煤耗请核对' }).waitFor();
  });
}

async function conflict(page) {
  await check('who is later sees both and can go on', async () => {
    const { body: block } = await ask(page, 'GET', `/api/plans/${plan}/blocks/机组`);
    await card(page, '机组').getByRole('button', { name: '编辑' }).click();
    await caretBehind(page, 'label: 煤电机组台账');
    await page.keyboard.type('（甲）');
    const theirs = {
      action: 'replace',
      id: '机组',
      base: block.text,
      at: '',
      text: block.text.replace('燃料: one of [煤, 气]', '燃料: one of [煤, 气, 油]'),
      why: '增加燃油',
    };
    equal((await ask(page, 'POST', `/api/plans/${plan}/blocks`, theirs)).status, 200, 'theirs');
    await caretBehind(page, '（甲）');
    await page.keyboard.type('。');
    await page.locator('.conflict .diff .added', { hasText: '油' }).waitFor();
    matches(await field(page).inputValue(), /（甲）。/, 'mine is still there');
    await caretBehind(page, 'one of [煤, 气');
    await page.keyboard.type(', 油');
    await page.getByRole('button', { name: '已合并，继续' }).click();
    await page.locator('.good').waitFor();
    await page.locator('.why-form input').fill('合并');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
  });
}

async function versions(page, base) {
  await check('an old version comes back as a new one', async () => {
    await page.goto(`${base}/plans/${plan}/versions`);
    await page.locator('.version').first().waitFor();
    equal(await page.locator('.version').count(), 4, 'versions');
    await page.locator('.version[data-version="2"] details summary').click();
    await page.locator('.version[data-version="2"] .diff .added').first().waitFor();
    await page.locator('.version[data-version="1"]').getByRole('button').click();
    await page.locator('.why-form input').fill('改错了');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await page.locator('.version[data-version="5"]').waitFor();
    const { body } = await ask(page, 'GET', `/api/plans/${plan}/blocks/机组`);
    equal(/煤耗请核对/.test(body.text), false, 'the old text is back');
  });
}

async function adding(page, base) {
  await check('a block is added below its line and taken away again', async () => {
    await page.goto(`${base}/plans/${plan}#0-4`);
    await page.locator('.add-to select').selectOption({ index: 2 });
    await page.locator('.add-to').getByRole('button').click();
    await field(page).waitFor();
    await caretBehind(page, '```');
    await page.keyboard.type('para');
    await page.locator('.completion', { hasText: 'parameter' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('复核天数');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('type: number 天');
    await page.locator('.good').waitFor();
    await page.locator('.why-form input').fill('需要复核');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    const added = await openCard(page, '复核天数');
    await added.getByRole('button', { name: '删除…' }).click();
    await page.locator('dialog .changes').waitFor();
    await page.locator('.why-form input').fill('不需要了');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await added.waitFor({ state: 'detached' });
  });
}

async function dmn(page, base) {
  await check('dmn-js draws a table with its logo; one drawn elsewhere replaces it', async () => {
    await page.goto(`${base}/plans/${plan}#0-4`);
    const table = await openCard(page, '应当关停');
    await table.getByRole('link', { name: '看 DMN 图' }).click();
    await page.locator('.dmn-frame table').waitFor();
    matches(await page.locator('.dmn-frame').innerText(), /命中策略：\s*唯一/, 'words');
    equal(await page.locator('.bjs-powered-by').isVisible(), true, 'logo');
    const address = await page.locator('a[download]').getAttribute('href');
    const xml = await page.evaluate(async (path) => (await fetch(path)).text(), address);
    const drawn = { name: 'drawn.dmn', mimeType: 'application/xml' };
    const buffer = Buffer.from(xml.replace('改造', '升级'));
    await page.locator('input[type=file]').setInputFiles({ ...drawn, buffer });
    await page.locator('.diff .added', { hasText: '升级' }).waitFor();
    await page.locator('.good').waitFor();
    await page.locator('.why-form input').fill('按画好的图');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await page.locator('.dmn-frame', { hasText: '升级' }).waitFor();
  });
}

async function others(browser, server, passwords) {
  await check('a county reads blocks and cannot change them', async () => {
    const county = await visitor(browser, server.base);
    await signIn(county, 'county1', passwords.county1);
    await county.page.goto(`${server.base}/plans/${plan}#0-4`);
    const register = await openCard(county.page, '机组');
    equal(await register.getByRole('button', { name: '编辑' }).count(), 0, 'edit buttons');
    equal(await county.page.locator('.add-block').count(), 0, 'add buttons');
    equal((await ask(county.page, 'GET', `/api/plans/${plan}/versions`)).status, 403, 'versions');
    equal(county.faults, [], 'faults');
    await county.context.close();
  });
  await check('on a phone blocks and the editor fit the screen', async () => {
    const options = { viewport: { width: 380, height: 760 }, isMobile: true, hasTouch: true };
    const phone = await visitor(browser, server.base, options);
    await signIn(phone, 'office', passwords.office);
    await phone.page.goto(`${server.base}/plans/${plan}/blocks`);
    await phone.page.getByRole('button', { name: '机组关停办理' }).click();
    await phone.page.locator('dialog .flow svg').waitFor();
    const wide = await phone.page
      .locator('.flow-scroll')
      .evaluate((frame) => frame.scrollWidth - frame.clientWidth);
    equal(wide, 0, 'pixels of the drawing beyond the dialog');
    await phone.page.getByRole('button', { name: '编辑' }).click();
    await field(phone.page).waitFor();
    await noSidewaysScroll(phone.page, 'editor');
    equal(phone.faults, [], 'faults');
    await phone.context.close();
  });
}

export async function blocks(browser) {
  const server = await startServer([folder], '2017-11-01');
  try {
    const office = await visitor(browser, server.base);
    const { page } = office;
    await signIn(office, 'office', server.passwords.office);
    await readingBlocks(page, server.base);
    await editing(page);
    await conflict(page);
    await versions(page, server.base);
    await adding(page, server.base);
    await dmn(page, server.base);
    await others(browser, server, server.passwords);
    equal(office.faults, [], 'faults');
  } finally {
    await server.stop();
  }
}
