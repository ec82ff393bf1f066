// Briefs whose titles, names and texts are attacks: no script of theirs runs on any page.
import { indexed, launch, serve, end } from './server.mjs';

const attack = '<img src=x onerror="alert(1)"><script>alert(2)</script>\'"><svg onload=alert(3)>';
const text = `Brief #1: ${attack}\n\n1. ${attack}\n\nThe front ${attack} again.\n\n` +
  `Another front with \u202e and \u0007.\n`;
const index = indexed({ [`${attack.replaceAll('/', '∕')}.txt`]: text, 'a # b&c.txt': text });
const home = await serve(index);
const browser = await launch();
const context = await browser.newContext({ bypassCSP: true });
const failures = [];
let checked = 0;
const q = encodeURIComponent(attack);
const addresses = new Set(['/', '/?q=front', `/?q=${q}`, `/kwic?q=front`, `/kwic?q=${q}`,
  `/trends?q=front|${q}`, `/plot?q=front`, `/collocates?q=front&min=1`, `/keyness?q=front&min=1`,
  `/?q=front&section=${q}`, `/brief/${q}`, '/status', `/${q}`]);
const page = await context.newPage();
page.on('dialog', dialog => {
  failures.push(`a script ran: ${dialog.message()} on ${page.url()}`);
  dialog.dismiss();
});
for (const address of addresses) {
  await page.goto(home + address);
  checked += 1;
  if (addresses.size < 60) {
    const links = await page.locator('main a, aside a').evaluateAll(all => all.map(a => a.href));
    for (const link of links) {
      if (link.startsWith(home)) addresses.add(link.slice(home.length));
      else failures.push(`a link of the page leads elsewhere: ${link}`);
    }
  }
}
await end('hostile', browser, failures, checked);
