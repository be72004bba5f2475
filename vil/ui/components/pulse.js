// One answer from a phone: its random token stays here, so that a reload or a second press is the same answer.
const key = (id) => `vil.pulse.${id}`, RETRY = 2500;
const isConnected = () => document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";

function load(id) {
  try { return JSON.parse(localStorage.getItem(key(id))); } catch { return null; }
}

function keep(id, answer) {
  try { localStorage.setItem(key(id), JSON.stringify(answer)); } catch { /* a page that may keep nothing still answers once */ }
}

function makeToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".pulse"), scale = root.querySelector(".scale"), told = root.querySelector(".told");
  let answer = load(data.id);
  if (answer && data.kept === answer.token && !answer.isKept) { answer = { token: answer.token, isKept: true }; keep(data.id, answer); }
  const send = () => { if (answer && !answer.isKept) setTriggerValue("answer", { token: answer.token, score: answer.score }); };
  const draw = () => {
    scale.hidden = root.querySelector(".ends").hidden = !!answer;
    told.textContent = !answer ? "" : answer.isKept ? data.words.thanks : isConnected() ? data.words.sending : data.words.away;
  };
  if (!scale.childElementCount) {
    for (let score = 1; score <= 10; score++) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = String(score);
      if (score === 1) button.setAttribute("aria-label", `1, ${data.lowest}`);
      if (score === 10) button.setAttribute("aria-label", `10, ${data.highest}`);
      button.onclick = () => { answer = { token: makeToken(), score, isKept: false }; keep(data.id, answer); draw(); told.focus(); send(); };
      scale.append(button);
    }
  }
  const [low, high] = root.querySelectorAll(".ends span");
  low.textContent = `1 = ${data.lowest}`;
  high.textContent = `10 = ${data.highest}`;
  draw();
  clearInterval(root.vilRetry);
  root.vilRetry = setInterval(() => { if (isConnected()) send(); draw(); }, RETRY);
  return () => clearInterval(root.vilRetry);
}
