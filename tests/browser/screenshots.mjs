// Makes the pictures of docs/, and with a folder as an argument, one of every page at every width.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { indexed, launch, serve, run } from './server.mjs';
import { pages, widths } from './addresses.mjs';

const index = indexed();
run(['saved', 'add', 'front', '"united front"', '--index', index]);
const home = await serve(index);
const browser = await launch();

async function picture(address, file, options, whole) {
  const page = await browser.newPage(options);
  await page.goto(home + address);
  await page.screenshot({ path: file, fullPage: whole });
  await page.close();
}

const folder = process.argv[2];
if (folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, address] of Object.entries(pages)) {
    for (const width of widths) {
      const file = path.join(folder, `${name}-${width}.png`);
      await picture(address, file, { viewport: { width, height: 900 } }, false);
    }
    const dark = { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' };
    await picture(address, path.join(folder, `${name}-dark.png`), dark, false);
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
