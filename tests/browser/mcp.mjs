// The tools for assistants, by the official client for TypeScript: over standard input and output,
// and over HTTP.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { indexed, program, serve, end } from './server.mjs';

const MAX_TOKENS = 25_000;
const index = indexed();
const home = await serve(index);
const failures = [];
let checked = 0;
function check(is, text) {
  checked += 1;
  if (!is) failures.push(text);
}

const transports = {
  stdio: new StdioClientTransport({ command: program, args: ['mcp', '--index', index] }),
  http: new StreamableHTTPClientTransport(new URL(`${home}/mcp`)),
};
const answers = {};
for (const [name, transport] of Object.entries(transports)) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  check(client.getServerVersion().name === 'yinde', `${name}: the server is called yinde`);
  const { tools } = await client.listTools();
  const names = tools.map(tool => tool.name).sort();
  check(names.join() === 'cite,kwic,read,search,trends', `${name}: tools: ${names}`);
  check(tools.every(tool => tool.annotations.readOnlyHint), `${name}: all tools only read`);
  const call = async (tool, args) => {
    const result = await client.callTool({ name: tool, arguments: args });
    // As a client counts them: three characters of English, or less than one of Chinese.
    const text = JSON.stringify(result);
    const tokens = [...text].reduce((sum, c) => sum + (c < '\u0080' ? 1 / 3.5 : 1.2), 0);
    check(tokens < MAX_TOKENS, `${name}: ${tool}: ${Math.round(tokens)} tokens`);
    return result;
  };
  const found = await call('search', { query: '"united front"', limit: 50 });
  const { total, passages, next } = found.structuredContent;
  check(total > 10 && passages.length > 0, `${name}: search: ${total}`);
  check(found.content[0].text.includes(passages[0].id), `${name}: the text has the ids`);
  let rest = next, all = passages.map(passage => passage.id);
  while (rest) {
    const part = await call('search', { query: '"united front"', limit: 50, cursor: rest });
    all = all.concat(part.structuredContent.passages.map(passage => passage.id));
    rest = part.structuredContent.next;
  }
  check(new Set(all).size === total, `${name}: cursors lead to all: ${all.length} of ${total}`);
  const id = passages[0].id;
  const read = await call('read', { id, context: 2 });
  check(read.structuredContent.passages.some(p => p.id === id && p.asked), `${name}: read`);
  const brief = await call('read', { id: id.split('#')[0] });
  check(brief.structuredContent.total > 5, `${name}: read a brief`);
  const lines = await call('kwic', { query: '统战', sort: 'right', limit: 50 });
  check(lines.structuredContent.lines.every(line => /[统統][战戰]/.test(line.hit)), `${name}: kwic`);
  const trends = await call('trends', { queries: ['"united front"', '统战'], by: 'year' });
  const sum = trends.structuredContent.rows.reduce((n, row) => n + row.shares[1].matches, 0);
  check(sum === lines.structuredContent.total, `${name}: trends and kwic agree: ${sum}`);
  const cited = await call('cite', { ids: [id], style: 'bibtex' });
  check(cited.structuredContent.citations[0].citation.startsWith('@'), `${name}: cite`);
  const wrong = await call('read', { id: 'breif-001' });
  check(wrong.isError && wrong.content[0].text.includes('breif-001'), `${name}: an error in words`);
  const odd = await call('search', { query: 'front', colour: 'red' });
  check(odd.isError && odd.content[0].text.includes('colour'), `${name}: an unknown argument`);
  answers[name] = JSON.stringify([passages, lines.structuredContent, cited.content]);
  await client.close();
}
check(answers.stdio === answers.http, 'both transports answer alike');
await end('mcp', null, failures, checked);
