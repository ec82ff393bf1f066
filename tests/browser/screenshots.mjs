// Makes the pictures of docs/, and with a folder as an argument, pictures of every page at every
// width, in light and dark, of which sheets.py makes those of docs/pages.md.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { indexed, launch, serve, run } from './server.mjs';
import { pages, widths } from './addresses.mjs';

const index = indexed();
run(['saved', 'add', 'front', '"united front"', '--index', index]);
const home = await serve(index);
const browser = await launch();

async function picture(address, file, options) {
  const page = await browser.newPage(options);
  await page.goto(home + address);
  await page.screenshot({ path: file });
  await page.close();
}

const folder = process.argv[2];
if (folder) {
  mkdirSync(folder, { recursive: true });
  const tall = { 320: 1840, 390: 1840 };
  const shots = [...widths.map(width => [width, 'light']), [390, 'dark'], [1280, 'dark']];
  for (const [name, address] of Object.entries(pages)) {
    for (const [width, colorScheme] of shots) {
      const viewport = { width, height: tall[width] ?? 900 };
      const file = path.join(folder, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`);
      await picture(address, file, { viewport, colorScheme });
    }
  }
} else {
  const size = { viewport: { width: 1100, height: 680 } };
  const docs = name => path.resolve('../../docs', name);
  await picture(pages.search, docs('page-search.png'), size);
  await picture(pages.brief.replace('#', '%23') + '#here', docs('page-read.png'), size);
  await picture(pages.trends, docs('page-trends.png'), size);
}
await browser.close();
process.exit(0);
