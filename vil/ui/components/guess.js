// The line up to where it is known, and a square for each period after it, moved by finger, mouse or arrow keys.
const memory = new WeakMap(), PAUSE = 600, HIGH = 215, TARGET = 48;
const isConnected = () => document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";

function make(tag, className, attributes = {}, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  if (className) element.setAttribute("class", className);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  if (text !== undefined) element.textContent = text;
  return element;
}

export default function (component) {
  const { data, parentElement } = component, root = parentElement.querySelector(".pad");
  const state = memory.get(root) || { values: {}, unsent: {}, timer: null, drawing: false };
  memory.set(root, state);
  state.data = data;
  state.post = (event) => component.setTriggerValue("drawn", event);
  data.asked.forEach((one) => { state.values[one.code] = one.code in state.unsent ? state.unsent[one.code] : one.value; });
  if (!state.drawing) draw(root, state);
  if (!state.watch) { state.watch = new ResizeObserver(() => { if (!state.drawing) draw(root, state); }); state.watch.observe(root); }
  return () => setTimeout(() => { if (!root.isConnected) document.querySelector(".stMain")?.scrollTo(0, 0); });  // the line is seen from the top
}

function say(state, value) {
  const { decimals, suffix } = state.data;
  return value.toLocaleString("da-DK", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) + suffix;
}

function lay(root, state) {
  const { line, asked, low, high, ticks } = state.data, em = parseFloat(getComputedStyle(root).fontSize) || 16;
  const widest = Math.max(...ticks.map((tick) => tick.text.length)), left = widest * em * 0.5 + 8, top = em * 1.5;
  const wide = Math.max(root.clientWidth, 240) - left - 8, tall = Math.max(HIGH, Math.min(12 * em, window.innerHeight * 0.22)) - top - em * 1.6;
  const zone = Math.min(Math.max(wide * asked.length / (asked.length + line.length), asked.length * Math.max(TARGET, 3 * em)), wide * 0.62);
  return {
    em, left, top, tall, wide, zone, border: left + wide - zone,
    known: (at) => left + (at + 0.5) * (wide - zone) / line.length,
    asked: (at) => left + wide - zone + (at + 0.5) * zone / asked.length,
    y: (value) => top + (high - Math.min(Math.max(value, low), high)) / (high - low) * tall,
    value: (y) => high - (y - top) / tall * (high - low),
  };
}

function draw(root, state) {
  const { data } = state, place = lay(root, state), svg = make("svg", "", { height: place.top + place.tall + place.em * 1.6 });
  const focused = root.getRootNode().activeElement?.dataset?.code;
  data.ticks.forEach((tick) => {
    svg.append(make("line", "rung", { x1: place.left, x2: place.left + place.wide, y1: place.y(tick.y), y2: place.y(tick.y) }));
    svg.append(make("text", "", { x: place.left - 6, y: place.y(tick.y) + 4, "text-anchor": "end" }, tick.text));
  });
  let last = -1;
  data.names.forEach((name) => {
    const x = place.known(name.at), half = name.text.length * place.em * 0.25;
    if (x - half < last || x + half > place.border - 6) return;
    svg.append(make("text", "", { x, y: place.top + place.tall + place.em * 1.2, "text-anchor": "middle" }, name.text));
    last = x + half + 8;
  });
  svg.append(make("rect", "zone", { x: place.border, y: place.top, width: place.zone, height: place.tall, rx: 6 }));
  svg.append(make("line", "edge", { x1: place.border, x2: place.border, y1: place.top, y2: place.top + place.tall }));
  svg.append(make("text", "", { x: place.left - 6, y: place.em * 0.7, "text-anchor": "end" }, data.suffix.trim()));
  svg.append(make("text", "named", { x: place.border + place.zone / 2, y: place.top - 5, "text-anchor": "middle" }, data.words.zone));
  drawKnown(svg, state, place);
  const path = svg.appendChild(make("path", "guess")), handles = data.asked.map((one, at) => addHandle(svg, root, state, place, one, at));
  state.refresh = () => refresh(state, place, path, handles);
  state.refresh();
  listen(svg, state, place);
  root.replaceChildren(svg);
  if (focused) root.querySelector(`[data-code="${focused}"]`)?.focus({ preventScroll: true });
}

function drawKnown(svg, state, place) {
  const { line } = state.data;
  let path = "", isOn = false;
  line.forEach((value, at) => {
    if (value !== null) path += `${isOn ? "L" : "M"}${place.known(at)} ${place.y(value)}`;
    isOn = value !== null;
  });
  svg.append(make("path", "line", { d: path || "M0 0" }));
  line.forEach((value, at) => { if (value !== null) svg.append(make("circle", "dot", { cx: place.known(at), cy: place.y(value), r: line.length > 40 ? 2 : 3.2 })); });
}

function addHandle(svg, root, state, place, one, at) {
  const group = make("g", "handle", { tabindex: 0, role: "slider", "aria-label": one.name, "data-code": one.code,
    "aria-orientation": "vertical", "aria-valuemin": state.data.low, "aria-valuemax": state.data.high });
  group.append(make("rect", "reach", { x: -22, y: -22, width: 44, height: 44 }), make("rect", "ring", { x: -11, y: -11, width: 22, height: 22, rx: 4 }),
    make("rect", "box", { x: -6.5, y: -6.5, width: 13, height: 13 }), make("text", "", { y: -14, "text-anchor": "middle" }));
  group.onkeydown = (event) => onKey(state, one, event);
  group.onblur = () => hand(state);
  const last = state.data.asked.length - 1, slot = last ? place.asked(1) - place.asked(0) : Infinity;
  const every = Math.ceil(((one.short.length + 1) * place.em * 0.58) / slot);
  if ((last - at) % every === 0) svg.append(make("text", "named", { x: place.asked(at), y: place.top + place.tall + place.em * 1.2, "text-anchor": "middle" }, one.short));
  svg.append(group);
  return group;
}

function refresh(state, place, path, handles) {
  const { asked, start, line, words } = state.data, last = line.findLastIndex((value) => value !== null);
  let route = last >= 0 ? `M${place.known(last)} ${place.y(line[last])}` : "";
  asked.forEach((one, at) => {
    const value = state.values[one.code], isSet = value !== null && value !== undefined, shown = isSet ? value : start;
    if (isSet) route += `${route ? "L" : "M"}${place.asked(at)} ${place.y(value)}`;
    const handle = handles[at];
    handle.setAttribute("transform", `translate(${place.asked(at)} ${place.y(shown)})`);
    handle.classList.toggle("unset", !isSet);
    handle.setAttribute("aria-valuenow", shown);
    handle.setAttribute("aria-valuetext", isSet ? say(state, value) : words.unset);
    handle.querySelector("text").textContent = isSet ? say(state, value).replace(state.data.suffix, "") : "?";
  });
  path.setAttribute("d", route || "M0 0");
}

function set(state, code, value) {
  const { low, high, step, decimals } = state.data;
  const snapped = value === null ? null : Number((Math.round(Math.min(Math.max(value, low), high) / step) * step).toFixed(decimals));
  if (state.values[code] === snapped) return;
  state.values[code] = state.unsent[code] = snapped;
  state.refresh();
}

function hand(state) {
  clearTimeout(state.timer);
  if (!Object.keys(state.unsent).length) return;
  if (!isConnected()) { state.timer = setTimeout(() => hand(state), PAUSE); return; }
  state.post(state.unsent);
  state.unsent = {};
}

function onKey(state, one, event) {
  const { step, start, low, high } = state.data, now = state.values[one.code] ?? start;
  const moves = { ArrowUp: step, ArrowRight: step, ArrowDown: -step, ArrowLeft: -step, PageUp: 10 * step, PageDown: -10 * step };
  if (event.key in moves) set(state, one.code, now + moves[event.key]);
  else if (event.key === "Home" || event.key === "End") set(state, one.code, event.key === "Home" ? low : high);
  else if (event.key === "Enter" || event.key === " ") set(state, one.code, now);
  else if (event.key === "Delete" || event.key === "Backspace") set(state, one.code, null);
  else return;
  event.preventDefault();
  clearTimeout(state.timer);
  state.timer = setTimeout(() => hand(state), PAUSE);
}

// One stroke across the field sets every period it passes.
function listen(svg, state, place) {
  const { asked } = state.data;
  const touch = (event) => {
    const box = svg.getBoundingClientRect(), x = event.clientX - box.left;
    const at = Math.min(Math.max(Math.floor((x - place.border) / place.zone * asked.length), 0), asked.length - 1);
    set(state, asked[at].code, place.value(event.clientY - box.top));
  };
  svg.onpointerdown = (event) => {
    if (!event.target.closest(".zone, .handle")) return;
    event.preventDefault();
    event.target.closest(".handle")?.focus({ preventScroll: true });
    state.drawing = true;
    svg.setPointerCapture(event.pointerId);
    touch(event);
  };
  svg.onpointermove = (event) => { if (state.drawing) touch(event); };
  svg.onpointerup = svg.onpointercancel = () => { if (state.drawing) { state.drawing = false; hand(state); } };
}
