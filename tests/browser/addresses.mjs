// A page of each kind, of the sample briefs.
const q = encodeURIComponent;
export const pages = {
  start: '/',
  search: `/?q=${q('统战 OR "united front"')}`,
  narrowed: `/?q=${q('"united front"')}&section=${q('United front')}&lang=en&sort=newest`,
  grouped: `/?q=${q('front')}&group=issue`,
  empty: `/?q=${q('"untied front"')}&kind=quote`,
  brief: `/brief/${q('brief-011#19')}?q=${q('统战 OR "united front"')}`,
  long: '/brief/2024/brief-014',
  kwic: `/kwic?q=${q('统战')}&sort=right`,
  trends: `/trends?q=${q('"united front" | 统战')}&by=year`,
  plot: `/plot?q=${q('"united front"')}`,
  collocates: `/collocates?q=${q('统战')}&min=2`,
  keyness: '/keyness?issue=3',
  similar: `/similar/${q('brief-004#17')}`,
  cite: `/cite/${q('brief-011#19')}`,
  citations: `/cite?q=${q('"united front"')}`,
  pairs: '/pairs',
  'pairs of a brief': '/pairs/brief-011',
  translations: `/translations?q=${q('统战')}`,
  glossary: '/glossary',
  saved: '/saved',
  status: '/status',
  help: '/help',
  api: '/api',
  missing: '/brief/breif-001',
};
export const modes = {
  light: { viewport: { width: 1280, height: 860 } },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  'without scripts': { viewport: { width: 1280, height: 860 }, javaScriptEnabled: false },
};
export const widths = [320, 390, 768, 1280, 1920];
