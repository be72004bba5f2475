// Taps are numbered on the phone and kept there until the server says that it has them: none is lost and none counts twice.
const isConnected = () => document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";
const RETRY = 2500;

function load(series) {
  try {
    const kept = JSON.parse(localStorage.getItem(`vil.counter.${series}`));
    if (kept && kept.device) return kept;
  } catch { /* a page that may keep nothing still counts */ }
  return { device: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.slice(0, 40), next: 1, waiting: [] };
}

function keep(series, state) {
  try { localStorage.setItem(`vil.counter.${series}`, JSON.stringify(state)); } catch { /* see above */ }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".counter"), [less, more] = root.querySelectorAll("button.round");
  const none = root.querySelector("button.none"), figure = root.querySelector(".figure"), told = root.querySelector(".told");
  const state = load(data.series);
  if (data.device === state.device) state.waiting = state.waiting.filter((tap) => tap.ordinal > data.kept);
  keep(data.series, state);
  const send = () => { if (state.waiting.length) setTriggerValue("taps", { device: state.device, taps: state.waiting }); };
  const draw = () => {
    const added = state.waiting.filter((tap) => tap.week === data.week).reduce((sum, tap) => sum + tap.change, 0);
    const isCounted = data.figure !== null || state.waiting.some((tap) => tap.week === data.week);
    const count = Math.max(0, (data.figure ?? 0) + added);
    figure.textContent = isCounted ? String(count) : "–";
    figure.setAttribute("aria-label", isCounted ? `${data.words.figure}: ${count}` : data.words.uncounted);
    less.disabled = count === 0;
    none.hidden = isCounted;
    told.textContent = !state.waiting.length ? (isCounted ? data.words.kept : "") : isConnected() ? data.words.sending : data.words.away;
  };
  const tap = (change) => {
    state.waiting.push({ ordinal: state.next++, week: data.week, change });
    keep(data.series, state);
    draw();
    send();
  };
  more.textContent = "+";
  more.setAttribute("aria-label", data.words.more);
  less.textContent = "−";
  less.setAttribute("aria-label", data.words.less);
  none.textContent = data.words.none;
  more.onclick = () => tap(1);
  less.onclick = () => tap(-1);
  none.onclick = () => tap(0);
  draw();
  clearInterval(root.vilRetry);
  root.vilRetry = setInterval(() => { if (state.waiting.length && isConnected()) send(); draw(); }, RETRY);
  return () => clearInterval(root.vilRetry);
}
