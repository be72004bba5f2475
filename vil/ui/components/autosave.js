// A text field hands its text over on Ctrl+Enter; after a pause that key is pressed on the writer's behalf. While the server is away
// the text stays in the field and is handed over when the server answers again.
const PAUSE = 1200, LONGEST = 5000, waiting = new WeakMap(), since = new WeakMap(), away = new WeakSet();
const isIdle = () => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";
const isConnected = () => document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";

function handOver(field) {
  if (!field.isConnected) return;
  if (field.disabled || !isConnected()) away.add(field);
  if (field.disabled || !isConnected() || (away.has(field) && !isIdle())) { waitWith(field); return; }
  since.delete(field);
  if (away.delete(field)) { touch(field); setTimeout(() => press(field), 100); } else press(field);
}

// What was left while the server was away counts as handed over already; a space at the end makes it new again.
function touch(field) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  document.execCommand("insertText", false, " ");
  clearTimeout(waiting.get(field));
}

function press(field) {
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
}

function waitWith(field) {
  if (!since.has(field)) since.set(field, Date.now());
  clearTimeout(waiting.get(field));
  const left = Math.max(0, since.get(field) + LONGEST - Date.now());
  waiting.set(field, setTimeout(() => handOver(field), isConnected() && !away.has(field) ? Math.min(PAUSE, left) : PAUSE));
}

function onInput(event) {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text"))) return;
  if (field.getRootNode() === document && field.closest('[data-testid="stTextArea"], [data-testid="stTextInput"]')) waitWith(field);
}

// What the framework says of a lost connection is meant for those who started it.
function speakDanish(words) {
  const box = document.querySelector('[role="dialog"]');
  if (!box || box.dataset.spoken || isConnected()) return;
  const heading = [...box.querySelectorAll("h1, h2, h3, [slot=title], span, div")].find((part) => part.textContent.trim() === "Connection error");
  if (!heading) return;
  box.dataset.spoken = "yes";
  box.setAttribute("aria-label", words.title);
  const text = document.createElement("div"), title = document.createElement("h2"), body = document.createElement("p");
  title.textContent = words.title;
  body.textContent = words.body;
  text.style.padding = "1.5rem";
  text.append(title, body);
  for (const part of box.children) part.style.display = "none";
  box.append(text);
}

// The field a stroke across a chart is drawn on is named by nobody, and says nothing to those who hear the page.
const hideStrokes = () => document.querySelectorAll('.span_brush:not([aria-hidden]), .span_brush_bg:not([aria-hidden])')
  .forEach((field) => field.setAttribute("aria-hidden", "true"));

export default function ({ data }) {
  document.removeEventListener("input", window.vilOnInput || onInput);
  window.vilOnInput = onInput;
  document.addEventListener("input", onInput);
  window.vilWatch?.disconnect();
  window.vilWatch = new MutationObserver(() => { speakDanish(data); hideStrokes(); });
  window.vilWatch.observe(document.body, { childList: true, subtree: true });
  hideStrokes();
}
