// People: each has a browser of its own, signs in, and may ask the interface as the page would.
import { equal } from './checks.mjs';

export async function visitor(browser, base, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  page.on('pageerror', (failure) => faults.push(failure.message));
  return { context, page, base, faults };
}

export async function signIn(person, name, password) {
  const { page, base } = person;
  await page.goto(`${base}/sign-in`);
  await page.locator('input[autocomplete=username]').fill(name);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('.user-menu').waitFor({ state: 'attached' });
}

/// Waits until `holds` is true in the page. Not page.waitForFunction: it evaluates text in the page
/// again and again, which the page's own Content-Security-Policy forbids after the first time.
export async function until(page, holds, argument) {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await page.evaluate(holds, argument)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`this did not come true within 15 s: ${holds}`);
}

/// Asks the interface with the session of the page. Answers { status, body }.
export function ask(page, method, path, body) {
  return page.evaluate(
    async ([how, where, what]) => {
      const session = await (await fetch('/api/session')).json();
      const response = await fetch(where, {
        method: how,
        headers: {
          'X-Fangan-Token': session.token ?? '',
          ...(what === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: what === undefined ? undefined : JSON.stringify(what),
      });
      const text = await response.text();
      return { status: response.status, text, body: text === '' ? null : JSON.parse(text) };
    },
    [method, path, body],
  );
}

/// What the card of a node shows, in the words of the page.
export async function nodeText(page, block, node) {
  const card = page.locator(`.node-figure[data-block="${block}"][data-node="${node}"]`);
  await card.waitFor();
  const facts = await card.locator('.figure-facts dd').allInnerTexts();
  return {
    value: (await card.locator('.figure-main').innerText()).replace(/\s+/g, ' '),
    reported: facts[0],
    accepted: facts[1],
    light: await card.locator('.node-head .light').getAttribute('class'),
  };
}

export async function noSidewaysScroll(page, what) {
  const extra = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  equal(extra, 0, `${what}: pixels too wide`);
}
