// Each page in light and dark, on a phone and without scripts: nothing that axe finds, no error, no
// request to anywhere else, nothing wider than the window, and not too many bytes.
import { readFileSync } from 'node:fs';
import { indexed, launch, serve, end, run } from './server.mjs';
import { modes, pages, widths } from './addresses.mjs';

const MAX_PAGE = 60_000;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const index = indexed();
run(['saved', 'add', 'front', '"united front"', '--index', index]);
const home = await serve(index);
const browser = await launch();
const failures = [];
let checked = 0;
const fail = (place, text) => failures.push(`${place}: ${text}`);

for (const [mode, options] of Object.entries(modes)) {
  // Axe is not part of the page, whose policy would not let it in.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  for (const [name, address] of Object.entries(pages)) {
    const place = `${name}, ${mode}`;
    const page = await context.newPage();
    page.on('request', request => {
      if (!request.url().startsWith(`${home}/`)) fail(place, `request to ${request.url()}`);
    });
    page.on('console', message => {
      const isExpected = name === 'missing' && message.text().includes('404');
      if (message.type() === 'error' && !isExpected) fail(place, `console: ${message.text()}`);
    });
    page.on('pageerror', error => fail(place, `error: ${error}`));
    const response = await page.goto(home + address, { waitUntil: 'load' });
    if (response.status() !== (name === 'missing' ? 404 : 200)) fail(place, `status ${response.status()}`);
    const bytes = (await response.body()).length;
    if (bytes > MAX_PAGE) fail(place, `${bytes} bytes`);
    checked += 1;
    if (options.javaScriptEnabled !== false) {
      await page.addScriptTag({ content: axe });
      const { violations } = await page.evaluate(only => axe.run(document, { runOnly: only }), rules);
      for (const { id, nodes } of violations) fail(place, `axe ${id}: ${nodes[0].html.slice(0, 150)}`);
      if (mode === 'light') {
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const wide = await page.evaluate(() => {
            const room = document.documentElement.clientWidth;
            const isScrolled = element => element.closest('.scroll, .skip') !== null;
            return [...document.querySelectorAll('body *')]
              .filter(e => !isScrolled(e) && e.getBoundingClientRect().right > room + 1)
              .map(e => e.outerHTML.slice(0, 100));
          });
          if (wide.length > 0) fail(`${place}, ${width} pixels`, `too wide: ${wide[0]}`);
          checked += 1;
        }
      }
    }
    await page.close();
  }
  await context.close();
}

// The policy as it is: nothing on any page is against it.
const strict = await browser.newContext();
for (const [name, address] of Object.entries(pages)) {
  const page = await strict.newPage();
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) fail(name, message.text());
  });
  await page.goto(home + address);
  const broken = await page.evaluate(() =>
    [...document.images].filter(image => image.naturalWidth === 0).map(image => image.src));
  if (broken.length > 0) fail(name, `no picture: ${broken[0]}`);
  checked += 1;
  await page.close();
}
await end('pages', browser, failures, checked);
