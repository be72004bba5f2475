const memory = new WeakMap();
const post = openPost("grid");

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".grid");
  const state = memory.get(root) || { focus: null, editing: null, drafts: {} };
  memory.set(root, state);
  state.send = post.through((event) => component.setTriggerValue("event", event));
  state.data = data;
  const seen = JSON.stringify(data);
  if (state.editing || (state.seen === seen && !state.focus)) return;
  state.seen = seen;
  draw(root, state);
}

function draw(root, state) {
  const { data } = state;
  const writing = root.querySelector("textarea.new:focus");
  const writingIn = writing && writing.dataset.field;
  root.querySelectorAll("textarea.new").forEach((area) => { state.drafts[area.dataset.field] = area.value; });
  const parts = [make("span", "axis")];
  data.columns.forEach((axis) => parts.push(axisName(axis, "axis top")));
  data.rows.forEach((row) => {
    parts.push(axisName(row, "axis side"));
    data.columns.forEach((column) => parts.push(drawField(root, state, column, row)));
  });
  const spoken = make("p", "spoken", state.spoken || "");
  spoken.setAttribute("aria-live", "polite");
  parts.push(make("p", "hint keys", data.words.keys), spoken);
  root.querySelectorAll("textarea.new").forEach((area) => { area.onblur = null; });  // one that is replaced while it is written in is not left
  root.replaceChildren(...parts);
  const again = state.focus && root.querySelector(`[data-card="${state.focus}"]`);
  if (again) again.focus();
  else if (writingIn) root.querySelector(`textarea[data-field="${writingIn}"]`)?.focus();
  state.focus = null;
}

function axisName(axis, className) {
  const name = make("div", className, axis.name);
  name.append(make("small", "", axis.explanation));
  return name;
}

function drawField(root, state, column, row) {
  const { data } = state, id = `${column.id}.${row.id}`;
  const field = make("section", "field");
  field.setAttribute("aria-label", `${column.name}, ${row.name.toLowerCase()}`);
  field.append(make("h3", "", `${column.name} · ${row.name.toLowerCase()}`));
  field.append(make("p", "means", `${column.explanation} · ${row.explanation}`));
  const cards = data.cards.filter((card) => card.influence === column.id && card.reach === row.id);
  const list = make("ul");
  cards.forEach((card, index) => list.append(drawCard(root, state, card, index, cards)));
  if (cards.length) field.append(list);
  field.append(newCard(state, column.id, row.id, id, cards.length));
  field.ondragover = (event) => { event.preventDefault(); field.classList.add("over"); };
  field.ondragleave = () => field.classList.remove("over");
  field.ondrop = (event) => {
    event.preventDefault();
    field.classList.remove("over");
    if (!state.dragged) return;
    const before = [...list.children].findIndex((other) => event.clientY < other.getBoundingClientRect().top + other.offsetHeight / 2);
    move(state, state.dragged, column.id, row.id, before < 0 ? cards.length : before);
  };
  return field;
}

function drawCard(root, state, card, index, cards) {
  const { words } = state.data;
  const item = make("li", "card");
  item.tabIndex = 0;
  item.draggable = true;
  item.dataset.card = card.id;
  item.append(make("div", "text", card.text || words.empty));
  if (card.about) item.append(make("div", "about", card.about));
  const tools = make("div", "tools"), edit = make("button", "", words.edit), remove = make("button", "", words.remove);
  edit.type = remove.type = "button";
  edit.onclick = () => startEditing(root, state, item, card);
  remove.onclick = () => state.send({ kind: "remove", id: card.id, version: card.version });
  tools.append(edit, fieldMenu(state, card), remove);
  item.append(tools);
  item.ondragstart = (event) => { state.dragged = card; event.dataTransfer.effectAllowed = "move"; item.classList.add("dragged"); };
  item.ondragend = () => { state.dragged = null; item.classList.remove("dragged"); };
  item.ondblclick = () => startEditing(root, state, item, card);
  item.onkeydown = (event) => {
    if (event.target !== item) return;
    onKey(root, state, item, card, index, cards, event);
  };
  return item;
}

function fieldMenu(state, card) {
  const { words, columns, rows } = state.data;
  const menu = make("select");
  menu.setAttribute("aria-label", words.move);
  menu.append(new Option(words.move, "", true, true));
  rows.forEach((row) => columns.forEach((column) => {
    if (card.influence !== column.id || card.reach !== row.id) {
      menu.append(new Option(`${column.name} · ${row.name.toLowerCase()}`, `${column.id}.${row.id}`));
    }
  }));
  menu.onchange = () => { const [influence, reach] = menu.value.split("."); move(state, card, influence, reach, 0); };
  return menu;
}

function onKey(root, state, item, card, index, cards, event) {
  const { columns, rows } = state.data;
  const at = columns.findIndex((column) => column.id === card.influence), down = rows.findIndex((row) => row.id === card.reach);
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key], updown = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (sideways && columns[at + sideways]) move(state, card, columns[at + sideways].id, card.reach, 0);
  else if (updown && cards[index + updown]) move(state, card, card.influence, card.reach, index + updown);
  else if (updown && rows[down + updown]) move(state, card, card.influence, rows[down + updown].id, 0);
  else if (event.key === "Enter" || event.key === "F2") startEditing(root, state, item, card);
  else if (event.key === "Delete") state.send({ kind: "remove", id: card.id, version: card.version });
  else return;
  event.preventDefault();
}

function move(state, card, influence, reach, position) {
  const { columns, rows, words } = state.data;
  const names = [columns.find((column) => column.id === influence).name, rows.find((row) => row.id === reach).name.toLowerCase()];
  state.focus = card.id;
  state.spoken = `${words.moved} ${names.join(", ")}`;
  state.send({ kind: "move", id: card.id, version: card.version, influence, reach, position });
}

function startEditing(root, state, item, card) {
  const area = make("textarea");
  area.value = card.text;
  area.setAttribute("aria-label", state.data.words.edit);
  item.draggable = false;
  item.replaceChildren(area);
  state.editing = card.id;
  let sent = card.text, timer = null;
  const save = () => {
    clearTimeout(timer);
    if (area.value === sent) return;
    sent = area.value;
    const now = state.data.cards.find((other) => other.id === card.id) || card;
    state.send({ kind: "edit", id: card.id, version: now.version, text: sent });
  };
  const end = (keep) => {
    if (state.editing !== card.id) return;
    if (!keep) area.value = card.text;
    state.editing = null;
    state.focus = card.id;
    state.seen = "";
    save();
    draw(root, state);
  };
  area.oninput = () => { clearTimeout(timer); timer = setTimeout(save, 900); };
  area.onblur = () => end(true);
  area.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") end(false);
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); end(true); }
  };
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

function newCard(state, influence, reach, id, count) {
  const { words } = state.data;
  const area = make("textarea", "new");
  area.rows = 1;
  area.dataset.field = id;
  area.placeholder = count ? words.another : words.first;
  area.setAttribute("aria-label", words.first);
  const draft = `vil.draft.${state.data.scope}.${id}`;
  area.value = state.drafts[id] || sessionStorage.getItem(draft) || "";
  area.oninput = () => sessionStorage.setItem(draft, area.value);
  const add = () => {
    const text = area.value.trim();
    if (!text) return;
    area.value = "";
    state.drafts[id] = "";
    sessionStorage.removeItem(draft);
    state.send({ kind: "add", influence, reach, text });
  };
  area.onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); add(); } };
  area.onblur = add;
  return area;
}
