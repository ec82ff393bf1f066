// Starts yinde over a folder of briefs, and a browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const program = path.resolve(process.env.YINDE ?? '../../target/debug/yinde');
const samples = path.resolve(process.env.BRIEFS ?? '../../corpus');

// A folder with the index of the sample briefs, or of these `files`.
export function indexed(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinde-browser-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  let corpus = samples;
  if (files) {
    corpus = path.join(folder, 'corpus');
    mkdirSync(corpus);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(corpus, name), text);
  }
  const index = path.join(folder, 'index');
  run(['index', corpus, '--index', index]);
  return index;
}

export function run(args) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`yinde ${args.join(' ')}: ${stderr}`);
}

// Serves an index. Returns the address, without its last slash.
export async function serve(index) {
  const child = spawn(program, ['serve', '--port', '0', '--index', index]);
  process.on('exit', () => child.kill());
  for await (const chunk of child.stdout) {
    const address = String(chunk).match(/http:\/\/[\d.:]+/);
    if (address) return address[0];
  }
  throw new Error('yinde serve ended');
}

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

// Ends the program, with what failed.
export async function end(name, browser, failures, checked) {
  await browser?.close();
  for (const failure of failures) console.error(`${name}: ${failure}`);
  console.log(`${name}: ${checked} checks, ${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);
}
