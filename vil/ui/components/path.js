// A path of stones as buttons; what people wrote goes in as text only.
export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector("nav"), list = parentElement.querySelector("ol");
  nav.setAttribute("aria-label", data.name);
  const focused = [...list.querySelectorAll("button")].indexOf(parentElement.activeElement);
  list.replaceChildren(...data.stops.map((stop) => {
    const item = document.createElement("li"), button = document.createElement("button");
    const stone = document.createElement("span"), name = document.createElement("span"), day = document.createElement("span");
    item.className = stop.is_held ? "held" : "";
    button.type = "button";
    button.className = `${stop.is_held ? "held" : ""} ${stop.is_next ? "next" : ""} ${stop.is_here ? "here" : ""}`;
    if (stop.is_here) button.setAttribute("aria-current", "step");
    button.setAttribute("aria-label", stop.spoken);
    stone.className = "stone";
    stone.textContent = stop.is_held && !stop.is_here ? "✓" : String(stop.number);
    name.className = "name";
    name.textContent = stop.name;
    day.className = "day";
    day.textContent = stop.day;
    button.append(stone, name, day);
    button.onclick = () => { if (!stop.is_here) setTriggerValue("chosen", stop.number); };
    item.append(button);
    return item;
  }));
  list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
}
