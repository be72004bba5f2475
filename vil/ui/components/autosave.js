// A text field hands its text over on Ctrl+Enter; after a pause that key is pressed on the writer's behalf.
const waiting = new WeakMap();
function onInput(event) {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text"))) return;
  if (field.getRootNode() !== document || !field.closest('[data-testid="stTextArea"], [data-testid="stTextInput"]')) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
  }, 1200));
}
export default function () {
  document.removeEventListener("input", window.vilOnInput || onInput);
  window.vilOnInput = onInput;
  document.addEventListener("input", onInput);
  return () => document.removeEventListener("input", onInput);
}
