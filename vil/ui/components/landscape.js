const memory = new WeakMap(), post = openPost("landscape"), NARROW = 640, STARTS_AT = 6;

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".map");
  const state = memory.get(root) || { focus: null, lit: null, linking: null, opened: "" };
  memory.set(root, state);
  state.send = post.through((event) => component.setTriggerValue("event", event));
  if (data.asksWidth && window.innerWidth <= NARROW) { state.send({ kind: "narrow" }); return () => {}; }
  if (state.opened && !data.opened) state.focus = state.opened;
  state.opened = data.opened;
  state.data = data;
  const seen = JSON.stringify(data);
  if (state.seen !== seen || state.focus) { state.seen = seen; draw(root, state); }
  const watcher = new ResizeObserver(() => redraw(root, state));
  watcher.observe(root);
  document.fonts?.ready.then(() => redraw(root, state));
  return () => watcher.disconnect();
}

const redraw = (root, state) => drawLines(root, state.data.lines, state.lit, (line, event) => offerEnd(root, state, line, event));
const nodesOf = (state) => state.data.columns.flatMap((column, place) => column.nodes.map((node) => ({ ...node, place, column: column.id })));
const find = (state, key) => nodesOf(state).find((node) => node.key === key);

function draw(root, state) {
  const { data } = state, focused = root.getRootNode().activeElement;
  const writing = focused?.matches?.("textarea") ? focused.dataset.column : null;
  const again = state.focus || focused?.closest?.(".node")?.dataset.key;
  const drafts = Object.fromEntries([...root.querySelectorAll("textarea")].map((area) => [area.dataset.column, area.value]));
  const columns = data.columns.map((column) => drawColumn(root, state, column, drafts[column.id] || data.drafts[column.id]));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const spoken = make("p", "spoken", state.spoken || "");
  spoken.setAttribute("aria-live", "polite");
  root.querySelectorAll("textarea").forEach((area) => { area.onblur = null; });  // one that is replaced while it is written in is not left
  root.replaceChildren(svg, ...columns, make("p", "hint", data.words.keys), spoken);
  state.lit = null;
  if (again) root.querySelector(`[data-key="${again}"] .face`)?.focus({ preventScroll: !state.focus });
  else if (writing) root.querySelector(`textarea[data-column="${writing}"]`)?.focus({ preventScroll: true });
  state.focus = null;
  redraw(root, state);
}

function drawColumn(root, state, column, draft) {
  const part = make("section", "column"), head = make("h3", "", column.name), list = make("ul");
  part.dataset.column = column.id;
  part.setAttribute("aria-label", column.name);
  list.append(...column.nodes.map((node) => drawNode(root, state, column, node)));
  part.append(head, make("small", "", column.essence));
  part.append(list, column.isWritten ? drawField(state, column, draft) : drawButton(state, column));
  return part;
}

function drawNode(root, state, column, node) {
  const item = make("li", `node ${node.mark ? "gap" : ""}`), face = make("div", "face"), handle = make("span", "handle");
  item.dataset.key = node.key;
  face.tabIndex = 0;
  face.setAttribute("role", "button");
  face.setAttribute("aria-label", node.spoken);
  face.append(make("span", "name", node.name), ...node.notes.map((note) => make("span", "note", note)));
  if (node.mark) face.append(make("span", "mark", node.mark));
  face.onkeydown = (event) => onKey(root, state, column, node, event);
  face.onpointerdown = (event) => startDrag(root, state, item, node, event);
  face.onfocus = face.onmouseenter = () => light(root, state, node.key);
  face.onblur = face.onmouseleave = () => { if (root.getRootNode().activeElement !== face && !state.linking) light(root, state, null); };
  item.append(face);
  if (column.isWritten) {
    handle.setAttribute("aria-hidden", "true");
    handle.title = state.data.words.handle;
    handle.onpointerdown = (event) => startLine(root, state, item, node, event);
    item.append(handle);
  }
  return item;
}

function light(root, state, key) {
  state.lit = key ? new Set([key, ...(state.data.chains[key] || [])]) : null;
  root.querySelectorAll(".node").forEach((other) => {
    other.classList.toggle("lit", Boolean(state.lit?.has(other.dataset.key)));
    other.classList.toggle("dim", Boolean(state.lit) && !state.lit.has(other.dataset.key));
  });
  redraw(root, state);
}

function say(root, state, text) {
  state.spoken = text;
  root.querySelector(".spoken").textContent = text;
}

function onKey(root, state, column, node, event) {
  if (state.linking) { onLinkKey(root, state, event); return; }
  const columns = state.data.columns, at = columns.indexOf(column), place = column.nodes.indexOf(node);
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key], updown = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") open(state, node);
  else if (sideways && column.isWritten && columns[at + sideways]?.isWritten) move(state, node, columns[at + sideways], 0);
  else if (sideways) say(root, state, state.data.words.stays);
  else if (updown && column.nodes[place + updown]) move(state, node, column, place + updown);
  else if (event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey) startLinking(root, state, node);
  else if (event.key === "Delete" && node.isWritten) state.send({ kind: "remove", key: node.key });
  else return;
  event.preventDefault();
}

function open(state, node) {
  state.send({ kind: "open", key: node.key });
}

function move(state, node, column, place) {
  const order = column.nodes.map((other) => other.key).filter((key) => key !== node.key);
  order.splice(place, 0, node.key);
  state.focus = node.key;
  state.spoken = `${state.data.words.moved} ${column.name}, ${place + 1}`;
  state.send({ kind: "move", key: node.key, column: column.id, order });
}

// A line is drawn by keyboard from the thing that has focus: the arrows go through the others, Enter draws or takes away.
function startLinking(root, state, node) {
  const from = find(state, node.key), others = nodesOf(state).filter((other) => other.place !== from.place);
  if (!others.length) return;
  const first = others.findIndex((other) => other.place > from.place);
  state.linking = { from, others, at: Math.max(first, 0) };
  showTarget(root, state);
}

function showTarget(root, state) {
  const { from, others, at } = state.linking, { words } = state.data, to = others[at];
  root.querySelectorAll(".node").forEach((item) => item.classList.toggle("target", item.dataset.key === to.key));
  const isDrawn = findLine(state, from.key, to.key);
  say(root, state, `${from.name} → ${to.name}. ${isDrawn ? words.erase : words.draw}`);
  showHint(root, `${from.name} → ${to.name}. ${isDrawn ? words.erase : words.draw}`);
}

const findLine = (state, one, other) => state.data.all.find((line) => [line.start, line.end].includes(one) && [line.start, line.end].includes(other));

function onLinkKey(root, state, event) {
  const { from, others, at } = state.linking, step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
  if (step) { state.linking.at = (at + step + others.length) % others.length; showTarget(root, state); }
  else if (event.key === "Enter" || event.key === " ") { endLinking(root, state); toggle(state, from, others[at]); }
  else if (event.key === "Escape" || event.key === "Tab") endLinking(root, state);
  else return;
  if (event.key !== "Tab") event.preventDefault();
}

function endLinking(root, state) {
  state.linking = null;
  root.querySelectorAll(".target").forEach((item) => item.classList.remove("target"));
  showHint(root, state.data.words.keys);
}

function showHint(root, text) {
  root.querySelector(".hint").textContent = text;
}

function toggle(state, from, to) {
  state.focus = from.key;
  const line = findLine(state, from.key, to.key);
  if (line) state.send({ kind: "disconnect", start: line.start, end: line.end });
  else connect(state, from, to);
}

function connect(state, from, to) {
  const [start, end] = from.place < to.place ? [from, to] : [to, from];
  state.send({ kind: "connect", start: start.key, end: end.key });
}

function offerEnd(root, state, line, event) {
  root.querySelector(".end")?.remove();
  const frame = root.getBoundingClientRect(), offer = make("div", "end"), { words } = state.data;
  offer.style.left = `${event.clientX - frame.left}px`;
  offer.style.top = `${event.clientY - frame.top}px`;
  const close = make("button", "", words.keep);
  close.onclick = () => offer.remove();
  if (line.kind === "cards") offer.append(make("span", "", words.of_card), close);
  else {
    const remove = make("button", "", words.remove_line);
    remove.onclick = () => { offer.remove(); state.send({ kind: "disconnect", start: line.start, end: line.end }); };
    offer.append(remove, close);
  }
  offer.onkeydown = (press) => { if (press.key === "Escape") offer.remove(); };
  root.append(offer);
  offer.querySelector("button").focus();
}

function startDrag(root, state, item, node, event) {
  if (event.button !== 0 || event.pointerType === "touch") {
    if (event.pointerType === "touch") item.querySelector(".face").onclick = () => open(state, node);
    return;
  }
  const face = item.querySelector(".face"), from = { x: event.clientX, y: event.clientY };
  let isDragged = false, place = null;
  face.onpointermove = (moved) => {
    const [dx, dy] = [moved.clientX - from.x, moved.clientY - from.y];
    if (!isDragged && Math.hypot(dx, dy) < STARTS_AT) return;
    if (!isDragged) face.setPointerCapture(event.pointerId);
    isDragged = true;
    item.classList.add("dragged");
    item.style.transform = `translate(${dx}px, ${dy}px)`;
    place = findPlace(root, state, node, moved);
    root.querySelectorAll(".column").forEach((column) => column.classList.toggle("over", column.dataset.column === place?.column.id));
    redraw(root, state);
  };
  face.onpointerup = face.onpointercancel = (ended) => {
    face.onpointermove = face.onpointerup = face.onpointercancel = null;
    item.classList.remove("dragged");
    item.style.transform = "";
    root.querySelectorAll(".over").forEach((column) => column.classList.remove("over"));
    if (!isDragged) { if (ended.type === "pointerup") open(state, node); }
    else if (place && ended.type === "pointerup") move(state, node, place.column, place.at);
    redraw(root, state);
  };
}

function findPlace(root, state, node, event) {
  const own = find(state, node.key);
  const part = [...root.querySelectorAll(".column")].find((column) => {
    const box = column.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX <= box.right;
  });
  const column = part && state.data.columns.find((one) => one.id === part.dataset.column);
  if (!column || column.isWritten !== state.data.columns[own.place].isWritten) return null;
  const others = [...part.querySelectorAll(".node")].filter((other) => other.dataset.key !== node.key);
  const before = others.findIndex((other) => { const box = other.getBoundingClientRect(); return event.clientY < box.top + box.height / 2; });
  return { column, at: before < 0 ? others.length : before };
}

function startLine(root, state, item, node, event) {
  event.preventDefault();
  light(root, state, null);
  const handle = event.target, frame = root.getBoundingClientRect(), start = boxOf(item, frame), svg = root.querySelector("svg");
  handle.setPointerCapture(event.pointerId);
  const line = makePath("line drawn", "");
  svg.append(line);
  const at = (moved) => [...root.querySelectorAll(".node")].find((other) => {
    const box = other.getBoundingClientRect();
    return other !== item && moved.clientX >= box.left && moved.clientX <= box.right && moved.clientY >= box.top && moved.clientY <= box.bottom;
  });
  handle.onpointermove = (moved) => {
    line.setAttribute("d", `M ${start.right} ${start.y} L ${moved.clientX - frame.left} ${moved.clientY - frame.top}`);
    const over = at(moved);
    root.querySelectorAll(".node").forEach((other) => other.classList.toggle("target", other === over));
  };
  handle.onpointerup = handle.onpointercancel = (ended) => {
    handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
    root.querySelectorAll(".target").forEach((other) => other.classList.remove("target"));
    line.remove();
    const [from, to] = [find(state, node.key), find(state, at(ended)?.dataset.key)];
    if (ended.type === "pointerup" && to && to.place !== from.place && !findLine(state, from.key, to.key)) connect(state, from, to);
  };
}

function drawField(state, column, draft) {
  const area = make("textarea"), kept = `vil.draft.landscape.${column.id}`;
  area.rows = 1;
  area.dataset.column = column.id;
  area.placeholder = column.add;
  area.setAttribute("aria-label", column.add);
  area.value = draft || sessionStorage.getItem(kept) || "";
  area.oninput = () => sessionStorage.setItem(kept, area.value);
  const add = () => {
    const name = area.value.trim();
    if (!name) return;
    area.value = "";
    sessionStorage.removeItem(kept);
    state.send({ kind: "add", column: column.id, name, sent: String(Date.now()) });
  };
  area.onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); add(); } };
  area.onblur = add;
  return area;
}

function drawButton(state, column) {
  const button = make("button", "add", column.add);
  button.type = "button";
  button.onclick = () => state.send({ kind: "goal" });
  return button;
}
