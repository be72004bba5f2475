let shown = null;
const X = [10, 30, 50, 70, 90], Y = [40, 29, 21.5, 29, 40];
function line(className, d) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("class", className);
  path.setAttribute("d", d);
  return path;
}
function arc(i) {
  const mid = (X[i] + X[i + 1]) / 2, top = Math.min(Y[i], Y[i + 1]);
  return `M ${X[i]} ${Y[i]} Q ${mid} ${top + 0.5} ${X[i + 1]} ${Y[i + 1]}`;
}
export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector("nav"), page = document.querySelector(".stMain");
  nav.setAttribute("aria-label", data.name);
  const here = data.steps.find((step) => step.here)?.id ?? "";
  if (page && shown !== here) page.scrollTo(0, 0);  // a new page begins at its top
  shown = here;
  const shrink = () => nav.classList.toggle("small", page.scrollTop > 70);
  if (page) page.onscroll = shrink;
  const svg = parentElement.querySelector("svg");
  const before = (svg.dataset.walked || "").split(",");
  svg.replaceChildren(line("back", "M 87 47 Q 50 152 13 47"));
  for (let i = 0; i < 4; i++) svg.append(line("rope", arc(i)));
  data.steps.slice(0, 4).forEach((step, i) => {
    if (step.done) svg.append(line(svg.dataset.walked !== undefined && !before.includes(step.id) ? "thread grows" : "thread", arc(i)));
  });
  svg.dataset.walked = data.steps.filter((step) => step.done).map((step) => step.id).join(",");
  const list = parentElement.querySelector("ol");
  const focused = [...list.querySelectorAll("button")].indexOf(parentElement.activeElement);
  list.replaceChildren(...data.steps.map((step, i) => {
    const item = document.createElement("li"), button = document.createElement("button");
    const stone = document.createElement("span"), label = document.createElement("span");
    button.type = "button";
    button.className = `${step.done ? "done" : ""} ${step.here ? "here" : ""}`;
    if (step.here) button.setAttribute("aria-current", "step");
    button.setAttribute("aria-label", step.spoken);
    stone.className = "stone";
    stone.textContent = step.done && !step.here ? "✓" : String(i + 1);
    label.className = "label";
    label.textContent = step.name;
    button.append(stone, label);
    button.onclick = () => { if (!step.here) setTriggerValue("chosen", step.id); };
    item.append(button);
    return item;
  }));
  list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  if (page) shrink();
  return () => { if (page && page.onscroll === shrink) page.onscroll = null; };
}
