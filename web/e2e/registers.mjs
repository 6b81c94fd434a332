// Registers: a county clerk's first tasks in a browser, on a store of its own with the invented
// plan of cases/service/blocks: find the register, take the template, import a sheet with three
// errors and mend them, attach a photo; then filters, a conflict, a past day, and what another
// county sees.
import { fileURLToPath } from 'node:url';
import { ask, noSidewaysScroll, signIn, until, visitor } from './people.mjs';
import { check, equal, matches } from './checks.mjs';
import { startServer } from './server.mjs';

const folder = fileURLToPath(new URL('../../cases/service/blocks', import.meta.url));
const plan = 'blocks';
const units = encodeURIComponent('机组');
const list = (base) => `${base}/plans/${plan}/registers`;
const rows = (page) => page.locator('.grid-row[data-row]');
const total = (page) => page.locator('.result-count');

const head = '名称,所在县区,容量,供电标准煤耗,燃料,关停日期';
const sheetOf = (lines) => ({
  name: '机组.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF${[head, ...lines].join('\r\n')}\r\n`),
});
const day = (n) => `2017-12-${String(1 + (n % 28)).padStart(2, '0')}`;
const good = Array.from(
  { length: 37 },
  (_, n) => `${n + 1}号机组,白石县,${10 + n}.5,${300 + n},煤,${day(n)}`,
);
const bad = [
  '38号机组,白石县,12..5,320,煤,2017-12-01',
  '39号机组,白石县,12.5,320,油,2017-12-01',
  '40号机组,白石县,12.5,320,煤,2017-13-01',
];
const mended = bad.map((line) =>
  line.replace('12..5', '12.5').replace('油', '气').replace('2017-13', '2017-12'),
);

// One pixel, a PNG as cameras do not make it, but a picture all the same.
const photo = {
  name: '拆除现场.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA' +
      '60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};

async function findAndDownload(page, base) {
  await check('a clerk finds the register of a clause and its template', async () => {
    await page.goto(`${base}/plans/${plan}`);
    await page.locator('.top nav').getByRole('link', { name: '台账' }).click();
    const row = page.locator('tr[data-register="机组"]');
    await row.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('link', { name: '下载模板' }).click(),
    ]);
    matches(download.suggestedFilename(), /\.xlsx$/, 'file name');
    await row.getByRole('link', { name: '煤电机组台账' }).click();
    await page.locator('.empty', { hasText: '还没有内容' }).waitFor();
  });
}

async function importSheet(page) {
  await check('a sheet with three errors is refused by cell, and nothing is written', async () => {
    await page.locator('.page-head').getByRole('link', { name: '导入' }).click();
    await page.locator('input[type=file]').setInputFiles(sheetOf([...good, ...bad]));
    await page.locator('.import-counts').waitFor();
    const faults = page.locator('.cell-faults tbody tr');
    equal(await faults.count(), 3, 'errors');
    matches(await faults.nth(0).innerText(), /C39[\s\S]*容量[\s\S]*12\.\.5/, 'the first error');
    matches(await faults.nth(1).innerText(), /燃料[\s\S]*油/, 'the second');
    matches(await faults.nth(2).innerText(), /关停日期[\s\S]*2017-13-01/, 'the third');
    equal(await page.locator('.import-deeds .primary').isDisabled(), true, 'importing');
    const { body } = await ask(page, 'GET', `/api/plans/${plan}/registers/机组`);
    equal(body.total, 0, 'rows');
  });
  await check('a reload finds the same report', async () => {
    await page.reload();
    await page.locator('.cell-faults tbody tr').nth(2).waitFor();
  });
  await check('mended, it shows what will change and writes it at once', async () => {
    await page.locator('.import-deeds').getByRole('button', { name: '换一个文件' }).click();
    await page.locator('input[type=file]').setInputFiles(sheetOf([...good, ...mended]));
    await page.locator('.import-deeds .primary:not([disabled])').waitFor();
    matches(await page.locator('.import-counts').innerText(), /新增\s*40[\s\S]*错误\s*0/, 'counts');
    await page.locator('.import-deeds .primary').click();
    await page.getByRole('link', { name: '看台账' }).click();
    await page.locator('.result-count', { hasText: '共 40 行' }).waitFor();
  });
}

async function attachPhoto(page) {
  await check('a photo is attached to a row and looked at', async () => {
    await rows(page).first().getByRole('button', { name: '编辑' }).click();
    await page.locator('.row-form input[type=file]').setInputFiles(photo);
    await page.locator('.row-form .evidence img').waitFor();
    await page.locator('.drawer-foot .primary').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('.notice', { hasText: '已保存' }).waitFor();
    await rows(page).first().getByRole('link', { name: '档案' }).click();
    await page.locator('.record-part .picture').click();
    const picture = page.locator('dialog .evidence-picture');
    await picture.waitFor();
    await page.waitForFunction(
      () => document.querySelector('.evidence-picture')?.naturalWidth === 1,
    );
    await page.keyboard.press('Escape');
    equal(await page.locator('.row-history li[data-version]').count(), 2, 'changes');
  });
}

async function formOfARow(page, base) {
  await check(
    'what does not fit is said beside its field, and typing outlives a reload',
    async () => {
      await page.goto(`${list(base)}/${units}`);
      await page.locator('.page-head .primary').click();
      await page.locator('[data-field="名称"] input').fill('甲机组');
      await page.locator('[data-field="容量"] input').fill('3.55');
      matches(await page.locator('[data-field="容量"] .wrong').innerText(), /1 位/, 'places');
      await page.locator('[data-field="容量"] input').fill('0');
      await page.locator('[data-field="供电标准煤耗"] input').fill('320');
      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.locator('.page-head .primary').click();
      await page.locator('.restored').waitFor();
      equal(await page.locator('[data-field="名称"] input').inputValue(), '甲机组', 'kept');
      await page.locator('.drawer-foot .primary').click();
      await page.locator('[data-field="燃料"] .wrong').waitFor();
      await page.locator('[data-field="燃料"] select').selectOption('煤');
      await page.locator('[data-field="所在县区"] select').selectOption('990001');
      await page.locator('.drawer-foot .primary').click();
      await page.locator('.row-form .faults, .row-form .wrong').first().waitFor();
      matches(await page.locator('.row-form').innerText(), /容量应大于零|SVC-G002/, 'the rule');
      await page.locator('[data-field="容量"] input').fill('35');
      await page.locator('.drawer-foot .primary').click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.locator('.result-count', { hasText: '共 41 行' }).waitFor();
    },
  );
  await check('saving is undone by a click', async () => {
    await page
      .locator('.notice', { hasText: '甲机组' })
      .getByRole('button', { name: '撤销' })
      .click();
    await page.locator('.result-count', { hasText: '共 40 行' }).waitFor();
  });
  await check('leaving with unsaved words asks first', async () => {
    await rows(page).first().getByRole('button', { name: '编辑' }).click();
    await page.locator('[data-field="容量"] input').fill('99');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '继续填写' }).click();
    equal(await page.locator('[data-field="容量"] input').inputValue(), '99', 'still there');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '放弃修改' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
  });
}

async function leaving(page) {
  await check('the browser’s Back asks too, as often as it is pressed', async () => {
    const address = page.url();
    await rows(page).first().getByRole('button', { name: '编辑' }).click();
    await page.locator('[data-field="容量"] input').fill('98');
    for (const time of ['first', 'second']) {
      await page.evaluate(() => history.back());
      await page.getByRole('button', { name: '继续填写' }).click();
      equal(await page.locator('[data-field="容量"] input').inputValue(), '98', `the ${time} time`);
    }
    await page.evaluate(() => history.back());
    await page.getByRole('button', { name: '放弃修改' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    equal(page.url(), address, 'place');
    await rows(page).first().waitFor();
  });
  await check('a row is edited and its record opened by keyboard alone', async () => {
    await page.locator('.grid-frame').focus();
    await page.keyboard.press('Enter');
    const named = await page.locator('dialog [data-field="名称"] input').inputValue();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await page.locator('.record-head', { hasText: named }).waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
  });
}

async function asking(page) {
  await check('rows are narrowed, sorted and found by the keyboard', async () => {
    await page.locator('.query-buttons .link').click();
    const fuel = page.locator('.question', { hasText: '燃料' });
    await fuel.locator('summary').click();
    await fuel.getByLabel('气').check();
    await page.locator('.query-buttons .primary').click();
    await page.locator('.result-count', { hasText: '共 1 行' }).waitFor();
    matches(await page.locator('.chip').innerText(), /燃料：气/, 'chip');
    await page.locator('.chip button').click();
    await page.locator('.result-count', { hasText: '共 40 行' }).waitFor();
    const capacity = page.locator('.grid-head').getByRole('button', { name: '容量' });
    await capacity.click();
    await page.locator('[aria-sort=ascending]').waitFor();
    await capacity.click();
    await page.locator('[aria-sort=descending]').waitFor();
    await page.locator('.grid-row[aria-rowindex="2"]', { hasText: '46.5' }).waitFor();
    await page.locator('.grid-frame').focus();
    await page.keyboard.press('Control+End');
    await page.locator('.grid-row[aria-rowindex="41"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.record-head').waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
  });
  await check('many rows are changed after their changes were shown', async () => {
    for (const at of [0, 1, 2]) await rows(page).nth(at).locator('.check input').check();
    await page.locator('.chosen-rows').getByRole('button', { name: '批量修改…' }).click();
    await page.locator('dialog select').first().selectOption('关停日期');
    await page.locator('dialog input[type=date]').fill('2018-06-30');
    await page.getByRole('button', { name: '先看变化' }).click();
    await page.locator('.bulk-preview li').nth(2).waitFor();
    await page.getByRole('button', { name: '修改 3 行' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const where = encodeURIComponent('[{"field":"关停日期","op":"=","values":["2018-06-30"]}]');
    const path = `/api/plans/${plan}/registers/${units}?where=${where}`;
    equal((await ask(page, 'GET', path)).body.total, 3, 'rows with the new day');
    const notice = page.locator('.notice', { hasText: '3' });
    await notice.getByRole('button', { name: '撤销' }).click();
    await until(page, async (at) => (await (await fetch(at)).json()).total === 0, path);
  });
  await check('words of a row are found from every page', async () => {
    await page.locator('.search-box-button').click();
    await page.locator('dialog .search').fill('17号机组');
    await page.locator('.everywhere-hits mark').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('.record-head', { hasText: '17号机组' }).waitFor();
  });
}

async function voided(page, base) {
  await check('a voided row is listed with its reason, and comes back', async () => {
    await page.goto(`${list(base)}/${units}`);
    const name = await rows(page).first().getAttribute('data-row');
    await rows(page).first().getByRole('link', { name: '档案' }).click();
    await page.locator('.record-head').getByRole('button', { name: '作废…' }).click();
    await page.locator('dialog input').fill('重复登记');
    await page.locator('dialog .primary').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.goto(`${list(base)}/${units}`);
    await page.locator('.result-count', { hasText: '共 39 行' }).waitFor();
    await page.getByRole('button', { name: '作废的行…' }).click();
    const gone = page.locator('.removed-rows li');
    await gone.first().waitFor();
    const found = gone.filter({ hasText: '重复登记' });
    equal(await found.count(), 1, 'rows voided for that reason');
    matches(await found.innerText(), new RegExp(name), 'the row');
    await found.getByRole('button', { name: '恢复' }).click();
    await found.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('.result-count', { hasText: '共 40 行' }).waitFor();
  });
}

async function conflict(page, office, base) {
  await check('the second writer sees both versions and chooses', async () => {
    await page.goto(`${list(base)}/${units}?words=5号机组`);
    await rows(page).first().getByRole('button', { name: '编辑' }).click();
    await page.locator('[data-field="容量"] input').fill('21.5');
    const name = await page.locator('[data-field="名称"] input').inputValue();
    const path = `/api/plans/${plan}/registers/${units}/rows/${encodeURIComponent(name)}`;
    const { body } = await ask(office.page, 'GET', path);
    const theirs = { version: body.row.version, fields: { 容量: '22.5', 供电标准煤耗: '350' } };
    equal((await ask(office.page, 'POST', path, theirs)).status, 200, 'theirs');
    await page.locator('.drawer-foot .primary').click();
    const both = page.locator('.conflict-rows tbody tr.both');
    await both.waitFor();
    matches(await both.innerText(), /22\.5[\s\S]*21\.5/, 'both');
    equal(await page.locator('.drawer-foot .primary').isDisabled(), true, 'saving');
    await both.locator('input').nth(1).check();
    await page.locator('.drawer-foot .primary').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const { values } = (await ask(office.page, 'GET', path)).body.row;
    equal([values.容量, values.供电标准煤耗], ['21.5', '350'], 'merged');
  });
}

async function past(page, base) {
  await check('a past day shows what was then, to read only', async () => {
    await page.goto(`${list(base)}/${units}?as_of=2017-10-20`);
    await page.locator('.as-of-banner').waitFor();
    await page.locator('.empty').waitFor();
    equal(await page.locator('.page-head .primary').count(), 0, 'adding');
    await page.locator('.as-of-banner button').click();
    await page.locator('.result-count', { hasText: '共 40 行' }).waitFor();
  });
}

async function others(browser, server) {
  await check('another county sees none of it', async () => {
    const other = await visitor(browser, server.base);
    await signIn(other, 'county2', server.passwords.county2);
    await other.page.goto(`${list(server.base)}/${units}`);
    await other.page.locator('.empty').waitFor();
    matches(await total(other.page).innerText(), /共 0 行/, 'count');
    const path = (id) => `/api/plans/${plan}/registers/${units}/rows/${encodeURIComponent(id)}`;
    const theirs = await ask(other.page, 'GET', path('1号机组'));
    const nothing = await ask(other.page, 'GET', path('9999号机组'));
    equal([theirs.status, theirs.text === nothing.text], [404, true], 'answers');
    equal(other.faults, [], 'faults');
    await other.context.close();
  });
  await check('on a phone the register, the form and the record fit the screen', async () => {
    const options = { viewport: { width: 380, height: 760 }, isMobile: true, hasTouch: true };
    const phone = await visitor(browser, server.base, options);
    await signIn(phone, 'county1', server.passwords.county1);
    await phone.page.goto(`${list(server.base)}/${units}`);
    await rows(phone.page).first().waitFor();
    await noSidewaysScroll(phone.page, 'grid');
    const seen = await phone.page
      .locator('.grid-row[data-row]')
      .first()
      .evaluate((row) => {
        const frame = row.closest('.grid-frame');
        frame.scrollLeft = 200;
        const right = frame.getBoundingClientRect().right;
        const key = row.querySelector('.grid-cell.frozen:not(.check)').getBoundingClientRect();
        const free = [...row.querySelectorAll('.grid-cell:not(.frozen)')].filter((cell) => {
          const { left, right: end } = cell.getBoundingClientRect();
          return left >= key.right && end <= right;
        });
        const atEdge = Math.abs(key.left - frame.getBoundingClientRect().left) < 2;
        return { atEdge, free: free.length };
      });
    equal([seen.atEdge, seen.free > 0], [true, true], 'the key stays, others scroll');
    await rows(phone.page).first().getByRole('link', { name: '档案' }).click();
    await phone.page.locator('.record-head').waitFor();
    await noSidewaysScroll(phone.page, 'record');
    await phone.page.locator('.record-head .primary').click();
    await phone.page.locator('.row-form').waitFor();
    await noSidewaysScroll(phone.page, 'form');
    equal(phone.faults, [], 'faults');
    await phone.context.close();
  });
}

export async function registers(browser) {
  const server = await startServer([folder], '2017-11-01');
  try {
    const { base, passwords } = server;
    const clerk = await visitor(browser, base);
    await signIn(clerk, 'county1', passwords.county1);
    const office = await visitor(browser, base);
    await signIn(office, 'office', passwords.office);
    await findAndDownload(clerk.page, base);
    await importSheet(clerk.page);
    await attachPhoto(clerk.page);
    await formOfARow(clerk.page, base);
    await leaving(clerk.page);
    await asking(clerk.page);
    await voided(clerk.page, base);
    await conflict(clerk.page, office, base);
    await past(clerk.page, base);
    await others(browser, server);
    equal(clerk.faults, [], 'faults');
  } finally {
    await server.stop();
  }
}
