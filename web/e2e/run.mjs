// The browser tests: the real program, a real browser, the whole way from text to accepted figure.
// FANGAN names the program (default build/fangan), CHROMIUM the browser.
import { launch } from './browser.mjs';
import { board } from './board.mjs';
import { blocks } from './blocks.mjs';
import { campaign } from './campaign.mjs';
import { check, counts } from './checks.mjs';
import { reading } from './reading.mjs';
import { registers } from './registers.mjs';
import { rules } from './rules.mjs';
import { missing, startServer } from './server.mjs';

const absent = missing();
if (absent.length > 0) {
  console.log(`not there: ${absent.join(', ')}; build first with ./run --build`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const server = await startServer([], '2017-10-12');
const browser = await launch();
try {
  const outcome = await campaign(browser, server);
  await check('the pages can be read by all', () => reading(browser, server, outcome));
  await check('blocks are read and changed in the page', () => blocks(browser));
  await check('the board shows how far each county is', () => board(browser));
  await check('registers are kept by clerks', () => registers(browser));
  await check('rules say what they come to', () => rules(browser));
} catch (failure) {
  counts.failed += 1;
  console.log(failure);
} finally {
  await browser.close();
  await server.stop();
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
