// The way of a researcher: search, narrow, read, cite; by mouse, by keys, by an input method.
import { indexed, launch, serve, end } from './server.mjs';

const home = await serve(indexed());
const browser = await launch();
const failures = [];
let checked = 0;
function check(is, text) {
  checked += 1;
  if (!is) failures.push(text);
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const context = await browser.newContext({ javaScriptEnabled });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const count = () => page.locator('ol.hits > li').count();
  await page.goto(home);
  await page.fill('#q', '"united front"');
  await page.press('#q', 'Enter');
  await page.waitForSelector('ol.hits > li');
  check((await page.title()).startsWith('"united front"'), `${how}: the title has the query`);
  const all = await page.locator('main h1').textContent();
  await page.locator('aside a', { hasText: 'quote' }).click();
  await page.waitForSelector('.chips a[aria-label^="Remove filter"]');
  check(await page.locator('main h1').textContent() !== all, `${how}: narrowed`);
  check(await count() > 0, `${how}: hits after narrowing`);
  await page.locator('.chips a[aria-label^="Remove filter"]').click();
  await page.waitForURL(address => !address.search.includes('kind'));
  await page.locator('ol.hits h2 a').first().click();
  await page.waitForSelector('.p.here mark');
  check(page.url().endsWith('#here'), `${how}: the address names the passage`);
  const isSeen = await page.locator('.p.here').evaluate(e => {
    const { top } = e.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });
  check(isSeen, `${how}: the passage is on the screen`);
  await page.locator('section.box a', { hasText: 'other styles' }).click();
  await page.waitForSelector('#bibtex');
  const entry = await page.locator('#bibtex').textContent();
  check(entry.startsWith('@'), `${how}: BibTeX`);
  if (javaScriptEnabled) {
    await page.locator('[data-copy=bibtex]').click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    check(copied === entry, 'the copy is the citation');
  } else {
    check(await page.locator('[data-copy]:visible').count() === 0, 'no button without scripts');
  }
  await context.close();
}

// Keys.
const page = await browser.newPage();
await page.goto(`${home}/?q=front`);
await page.keyboard.press('j');
await page.keyboard.press('j');
await page.keyboard.press('k');
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
const first = await page.locator('[data-hit]').first().getAttribute('href');
check(await focused() === first, 'j and k move from hit to hit');
await page.keyboard.press('/');
check(await page.evaluate(() => document.activeElement.id) === 'q', '/ leads to the box');
await page.keyboard.press('Escape');
await page.keyboard.press('j');
await page.keyboard.press('Enter');
await page.waitForSelector('.p.here');
await page.keyboard.press('n');
check((await focused()).length > 1, 'n leads to a match');
await page.goto(`${home}/?q=front`);
await page.keyboard.press('j');
await page.keyboard.press('c');
await page.waitForSelector('#chicago');
check(page.url().includes('/cite/'), 'c cites');

// Search as you type, by an input method: not while it composes, once after.
await page.goto(`${home}/?q=front`);
const asked = [];
page.on('request', request => {
  const query = new URL(request.url()).searchParams.get('q');
  if (request.resourceType() === 'fetch') asked.push(query);
});
await page.fill('#q', '');
await page.waitForTimeout(400);
asked.length = 0;
await page.focus('#q');
const session = await page.context().newCDPSession(page);
for (const text of ['t', 'to', 'ton', 'tongz', 'tongzhan']) {
  await session.send('Input.imeSetComposition', {
    text, selectionStart: text.length, selectionEnd: text.length,
  });
  await page.waitForTimeout(200);
}
check(asked.length === 0, `asked while composing: ${asked}`);
await session.send('Input.insertText', { text: '统战' });
await page.waitForFunction(() => document.title.startsWith('统战'), null, { timeout: 10_000 });
check(asked.length === 1 && asked[0] === '统战', `asked after composing: ${asked}`);
check(await page.locator('ol.hits > li').count() > 0, 'hits of what was composed');
check(new URL(page.url()).searchParams.get('q') === '统战', 'the address follows');
await page.keyboard.press('Escape');
await page.keyboard.press('j');
check((await focused()).startsWith('/brief/'), 'keys work after a search as you type');
await page.goBack();
await page.waitForFunction(() => document.title.startsWith('front'), null, { timeout: 10_000 });
check(true, 'back leads to the search before');

// On paper there are the passages, and nothing to click.
await page.goto(`${home}/?q=front`);
await page.emulateMedia({ media: 'print' });
check(!await page.locator('aside').isVisible(), 'no facets on paper');
check(await page.locator('p.text').first().isVisible(), 'passages on paper');
await end('path', browser, failures, checked);
