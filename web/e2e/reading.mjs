// Reading: keyboard, search, English, the phone, and a lost connection.
import { noSidewaysScroll, signIn, until, visitor } from './people.mjs';
import { check, equal, matches } from './checks.mjs';

const title = (page) => page.locator('.panel-head h2').innerText();

async function keyboard(page) {
  await check('j and k step through the clauses', async () => {
    const first = await title(page);
    await page.keyboard.press('j');
    await until(
      page,
      (before) => document.querySelector('.panel-head h2')?.textContent !== before,
      first,
    );
    await page.keyboard.press('k');
    await until(
      page,
      (before) => document.querySelector('.panel-head h2')?.textContent === before,
      first,
    );
  });
  await check('? tells the keys and Esc closes', async () => {
    await page.keyboard.press('?');
    await page.locator('dialog .keys').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });
  await check('/ searches; hits are marked in the text', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('僵尸企业');
    await page.locator('.search-hits li').first().waitFor();
    equal(await page.locator('.search-hits mark').first().innerText(), '僵尸企业', 'mark');
    await page.locator('.search-hits li button').first().click();
    await page.locator('.paper .hit').first().waitFor();
    await page.locator('.search').focus();
    await page.keyboard.press('Escape');
    await page.locator('.outline').waitFor();
  });
  await check('the skip link comes first', async () => {
    await page.goto(`${page.url().split('#')[0]}/deadlines`);
    await page.locator('.deadline-group').first().waitFor();
    await page.keyboard.press('Tab');
    equal(await page.evaluate(() => document.activeElement?.className), 'skip', 'first stop');
  });
}

async function lights(page) {
  await check('a light explains itself by the rule that fired', async () => {
    await page.locator('.panel button.light').first().click();
    await page.locator('dialog .light-table .fired').waitFor();
    equal(await page.locator('dialog .light-table .fired').count(), 1, 'rules that fired');
    await page.keyboard.press('Escape');
  });
  await check('every light on the paper has a shape and words', async () => {
    const without = await page
      .locator('.paper .gutter svg')
      .evaluateAll((shapes) => shapes.filter((shape) => !shape.getAttribute('aria-label')).length);
    equal(without, 0, 'lights without words');
  });
  await check('coverage shades what nothing stands for', async () => {
    await page.keyboard.press('c');
    await page.locator('.paper.with-coverage .state-unassigned').first().waitFor();
    await page.keyboard.press('c');
  });
}

async function deepLink(context, base, plan, anchor) {
  await check('a deep link opens at its clause', async () => {
    const page = await context.newPage();
    await page.goto(`${base}/plans/${plan}#${anchor}`);
    await page.locator('.clause.current').waitFor();
    const inside = await page
      .locator('.clause.current')
      .evaluate((clause, id) => clause.querySelector(`[id="${id}"]`) !== null, anchor);
    equal(inside, true, 'the clause in view holds the line');
    await page.close();
  });
}

const english_pages = [
  '',
  '/registers',
  '/jobs',
  '/board',
  '/decisions',
  '/policies',
  '/parameters',
  '/what-if',
  '/blocks',
  '/deadlines',
  '/agencies',
  '/accept',
  '/shares',
  '/journal',
];

async function english(person, plan) {
  const { page, base } = person;
  await check('English is complete: no Chinese in the frame of any page', async () => {
    await page.locator('.language').click();
    await until(page, () => document.documentElement.lang === 'en');
    for (const path of english_pages) {
      await page.goto(`${base}/plans/${plan}${path}`);
      await page.locator('main :is(h1, h2, h3)').first().waitFor();
      const rest = await page.evaluate(() => {
        const copy = document.querySelector('.shell').cloneNode(true);
        copy
          .querySelectorAll(
            '[lang=zh-CN], .top-title, .user-menu, .evidence, option, code, .owners',
          )
          .forEach((element) => element.remove());
        const words = copy.querySelectorAll('h1, h2, label, button, thead th, dt, .top nav a');
        return [...words]
          .map((element) => element.textContent)
          .filter((text) => /[\u4e00-\u9fff]{2}/.test(text) && !/万|亿|吨|家|台|个|项/.test(text));
      });
      equal(rest, [], `Chinese on ${path || '/'}`);
    }
    await page.locator('.language').click();
    await until(page, () => document.documentElement.lang === 'zh-CN');
  });
}

async function phone(browser, base, plan, password) {
  await check('on a phone nothing scrolls sideways, and both sheets open', async () => {
    const person = await visitor(browser, base, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await signIn(person, 'chief', password);
    const { page } = person;
    for (const path of ['/', ...english_pages.map((each) => `/plans/${plan}${each}`), '/import']) {
      await page.goto(base + path);
      await page.locator('main :is(h1, h2)').first().waitFor();
      await noSidewaysScroll(page, path);
    }
    await page.goto(`${base}/plans/${plan}`);
    await page.locator('.sheet-buttons button').first().click();
    await page.locator('.side.left .outline').waitFor();
    await page.locator('.sheet-buttons button').last().click();
    await page.locator('.side.right .panel').waitFor();
    await person.context.close();
  });
}

async function ofOneRole(person, plan) {
  const { page, base } = person;
  await check('a county reads its own changes, in words', async () => {
    await page.goto(`${base}/plans/${plan}/journal`);
    await page.locator('.journal-table tbody tr').first().waitFor();
    const text = await page.locator('.journal-table tbody').innerText();
    matches(text, /状态\s*待验收\s*→\s*已验收/, 'what accepting changed');
    equal(/recorded|\d{16}|reported/.test(text), false, 'names and numbers of the program');
  });
  await check('a page of another role says so and shows no form', async () => {
    for (const path of [`/plans/${plan}/accept`, `/plans/${plan}/shares`, '/import']) {
      await page.goto(base + path);
      matches(await page.locator('.empty').innerText(), /不是给您的角色用的/, path);
    }
    await page.goto(`${base}/plans/nowhere`);
    await page.locator('.faults').waitFor();
    equal(await page.locator('.faults button').count(), 0, 'a retry that cannot help');
  });
}

async function lostConnection(person, plan, target) {
  const { page, base, context } = person;
  await check('a lost connection is told, and what was typed is kept', async () => {
    await page.goto(`${base}/plans/${plan}/report?target=${encodeURIComponent(target)}&node=2018`);
    await page.locator('textarea[name=note]').fill('尚未发出的说明');
    await page.locator('input[name=value]').fill('1');
    await context.setOffline(true);
    await page.locator('.report-form button[type=submit]').click();
    await page.locator('.banner.lost').waitFor();
    await context.setOffline(false);
    await page.reload();
    await page.locator('textarea[name=note]').waitFor();
    equal(await page.locator('textarea[name=note]').inputValue(), '尚未发出的说明', 'note');
    equal(await page.locator('input[name=value]').inputValue(), '1', 'value');
  });
  await check('more than four places are refused before they are sent', async () => {
    await page.locator('input[name=value]').fill('1.23456');
    matches(await page.locator('.report-form .wrong').innerText(), /4/, 'advice');
    equal(await page.locator('.report-form button[type=submit]').isDisabled(), true, 'button');
  });
}

export async function reading(browser, server, { team, plan }) {
  const { page, context } = team.office;
  await page.goto(`${server.base}/plans/${plan}#${team.target.anchor}`);
  await page.locator('.node-figure').first().waitFor();
  await keyboard(page);
  await page.goto(`${server.base}/plans/${plan}#${team.target.anchor}`);
  await page.locator('.node-figure').first().waitFor();
  await lights(page);
  await deepLink(context, server.base, plan, team.target.anchor);
  await english(team.office, plan);
  await phone(browser, server.base, plan, team.passwords.office);
  await ofOneRole(team.a, plan);
  await lostConnection(team.a, plan, team.target.name);
}
