const PETAL = "M 0 -14 C 30 -34 26 -74 0 -92 C -26 -74 -30 -34 0 -14 Z";
function shape(name, attributes) {
  const part = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
  return part;
}
export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector("nav"), svg = parentElement.querySelector("svg"), list = parentElement.querySelector("ol");
  nav.setAttribute("aria-label", data.name);
  const here = data.petals.findIndex((petal) => petal.here);
  svg.replaceChildren(shape("circle", { class: "ring", r: 96 }));
  data.petals.forEach((petal, i) => {
    const part = shape("g", { transform: `rotate(${i * 60})`, class: `petal ${petal.begun ? "begun" : ""} ${petal.here ? "here" : ""}` });
    const number = shape("text", { x: 0, y: -50, transform: `rotate(${-i * 60} 0 -55)` });
    number.textContent = petal.begun && !petal.here ? "✓" : String(i + 1);
    part.append(shape("path", { d: PETAL }), number);
    part.onclick = () => { if (!petal.here) setTriggerValue("chosen", petal.id); };
    svg.append(part);
  });
  if (here >= 0) svg.append(shape("path", { class: "needle", d: "M 0 -13 L 6 7 L 0 3 L -6 7 Z", transform: `rotate(${here * 60})` }));
  const focused = [...list.querySelectorAll("button")].indexOf(parentElement.activeElement);
  list.replaceChildren(...data.petals.map((petal, i) => {
    const item = document.createElement("li"), button = document.createElement("button");
    const number = document.createElement("span"), label = document.createElement("span"), state = document.createElement("span");
    button.type = "button";
    button.className = `${petal.begun ? "begun" : ""} ${petal.here ? "here" : ""}`;
    if (petal.here) button.setAttribute("aria-current", "step");
    number.className = "number";
    number.textContent = petal.begun && !petal.here ? "✓" : String(i + 1);
    number.setAttribute("aria-hidden", "true");
    label.textContent = petal.name;
    state.className = "spoken";
    state.textContent = [petal.begun ? data.words.begun : "", petal.here ? data.words.here : ""].filter(Boolean).map((word) => `, ${word}`).join("");
    button.append(number, label, state);
    button.onclick = () => { if (!petal.here) setTriggerValue("chosen", petal.id); };
    item.append(button);
    return item;
  }));
  list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
}
