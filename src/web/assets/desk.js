// Keys, copying, and search as you type. Every page works without this file.
'use strict';
const box = document.querySelector('#q');
const say = text => { document.querySelector('[role=status]').textContent = text; };

// Moves the focus to the next or the previous of the elements that `selector` finds.
function step(selector, by) {
  const all = [...document.querySelectorAll(selector)];
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
}

const keys = {
  '/': () => { box?.focus(); box?.select(); },
  'j': () => step('[data-hit]', 1),
  'k': () => step('[data-hit]', -1),
  'n': () => step('[data-match]', 1),
  'p': () => step('[data-match]', -1),
  'c': cite,
};

// Cites the passage that has the focus, or copies the citation of the page.
function cite() {
  const item = document.activeElement?.closest('li, [data-passage]');
  const link = item?.querySelector('[data-cite]') ?? document.querySelector('[data-copy]');
  link?.click();
}

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.('input, textarea, select')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
    say(button.dataset.done);
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
  }
});

// Search as you type. An input method composes a word from several keys: its last input event comes
// while it still composes in some browsers and after it in others, so both ends are heard.
let timer, wanted = 0, changed = false;

function later() {
  clearTimeout(timer);
  timer = setTimeout(search, 150);
}

async function search() {
  const form = box.form;
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  const number = ++wanted;
  let page;
  try {
    page = await (await fetch(address)).text();
  } catch {
    return;
  }
  if (number !== wanted) return;
  const next = new DOMParser().parseFromString(page, 'text/html');
  const answer = next.querySelector('#answer');
  if (!answer) return;
  document.querySelector('#answer').replaceWith(answer);
  document.title = next.title;
  for (const part of ['nav.views', 'footer']) {
    document.querySelector(part)?.replaceWith(next.querySelector(part));
  }
  history[changed ? 'replaceState' : 'pushState'](null, '', address);
  changed = true;
  say(answer.querySelector('h1')?.textContent ?? '');
}

if (box && document.querySelector('[data-live]')) {
  box.addEventListener('input', event => { if (!event.isComposing) later(); });
  box.addEventListener('compositionend', later);
  addEventListener('popstate', () => location.reload());
}
