// The framework names its own buttons, lists and messages in English and has no setting for it. Known words are exchanged where they
// stand: names anywhere, and texts only in the framework's own parts, so that nothing a person wrote is touched.
const NAMES = ["aria-label", "placeholder", "title"];
const PARTS = '[data-testid="stSelectboxVirtualDropdown"], [role="listbox"], [data-live-announcer], [data-testid^="stDataFrameColumn"], '
  + '[data-testid="stTooltipContent"], [data-testid="stStatusWidget"], .gdg-search-bar, a[href="#stMain"]';
let words = {}, patterns = [], isAsked = false;

function say(text) {
  if (words[text]) return words[text];
  const [head, ...rest] = text.split(": ");
  if (rest.length && words[head]) return [words[head], ...rest].join(": ");
  const found = patterns.find(([from]) => from.test(text));
  return found ? text.replace(...found) : null;
}

function exchangeTexts(part) {
  const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const said = say(walk.currentNode.nodeValue.trim());
    if (said) walk.currentNode.nodeValue = said;
  }
}

function exchange() {
  isAsked = false;
  for (const name of NAMES)
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const said = say(element.getAttribute(name));
      if (said) element.setAttribute(name, said);
    }
  document.querySelectorAll(PARTS).forEach(exchangeTexts);
}

function ask() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(exchange);
}

export default function ({ data }) {
  words = data.words;
  patterns = data.patterns.map(([from, to]) => [new RegExp(from), to]);
  window.vilDanish?.disconnect();
  window.vilDanish = new MutationObserver(ask);
  window.vilDanish.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: NAMES });
  ask();
}
