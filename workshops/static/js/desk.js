// Check-in that outlives a lost line. What is pressed is written down on this phone, sent in its turn, and forgotten
// once the house has answered, or after a day. Written down is only which session, which registration, and what was
// pressed when.
import { ask, replace } from "../js/page.js";
import { count } from "../js/words.js";

const SIGNED_OUT = new Error("signed out");
const desk = document.getElementById("desk");
const line = document.getElementById("line");
const words = line.dataset;
const person = desk.dataset.person;
const place = `marks of ${person}`;
const names = new Map();
const isOld = (mark) => parseInt(mark.key) < Date.now() - 864e5;
let token = document.querySelector("[name=csrf_token]").value;
let said = words.ready;
let trouble;
let isSending = false;
let letters = document.getElementById("q").value;

function marks() {
  return JSON.parse(localStorage.getItem(place) || "[]");
}

// Change what is written down, starting from what other windows have written meanwhile.
function write(change) {
  const all = change(marks());
  if (all.length) localStorage.setItem(place, JSON.stringify(all));
  else localStorage.removeItem(place);
  // Signing out empties the phone: by this the house knows to ask first.
  document.cookie = `kept=${all.length};path=/;samesite=lax;max-age=${all.length && 86400}`;
}

// Take a page of this desk in: its figures and lists, and a form token that is good.
function take(page) {
  if (page.getElementById("desk")?.dataset.person !== person) throw SIGNED_OUT;
  token = page.querySelector("[name=csrf_token]").value;
  replace("turnout", page);
  replace("roll", page);
}

async function post(at, press, id = "") {
  const again = () => ask("POST", at, new URLSearchParams({ csrf_token: token, q: letters, [press]: id }));
  const answer = await again();
  if (answer.status !== 400) return answer;
  take((await ask("GET", location.href)).response);
  return again();
}

async function find() {
  take((await post(location.pathname, "find")).response);
}

async function deliver(mark) {
  const { status, response: page } = await post(mark.at, mark.press, mark.id);
  if (status === 429) throw new Error("too many");
  const isDesk = page.getElementById("desk");
  if (status < 400 && !isDesk) throw SIGNED_OUT;
  if (status < 400) {
    write((all) => all.filter((each) => each.key !== mark.key));
    said = page.querySelector(".notices")?.textContent.trim();
  } else {
    const refusal = page.querySelector("#desk [role=alert], .lede")?.textContent.trim() || String(status);
    write((all) => all.map((each) => (each.key === mark.key ? { ...each, refusal } : each)));
  }
  if (mark.at === location.pathname) await (isDesk ? take(page) : find());
}

// Send what is written down, in order, until it is done or the line is lost.
async function send() {
  if (isSending) return;
  isSending = true;
  try {
    if (trouble) await find();
    trouble = undefined;
    for (let next; (next = marks().find((each) => !each.refusal)); ) await deliver(next);
  } catch (error) {
    trouble = error;
  }
  isSending = false;
  show();
}

function element(tag, kind, text) {
  const made = document.createElement(tag);
  made.className = kind;
  made.textContent = text;
  return made;
}

// Say how it stands: at the foot of the screen, and beside each person whose mark is kept.
function show() {
  const all = marks();
  const kept = all.filter((each) => !each.refusal);
  const parts = [];
  if (kept.length) parts.push(element("p", "chip chip-warn", count(words.kept, kept.length)));
  if (said) parts.push(element("p", "small", said));
  if (trouble === SIGNED_OUT) {
    const door = element("a", "", words.signIn);
    door.href = location.href;
    const told = element("p", "small", `${words.signedOut} `);
    told.append(door);
    parts.push(told);
  }
  for (const mark of all.filter((each) => each.refusal)) {
    const told = element("p", "small", "");
    const seen = element("button", "link", words.remove);
    seen.type = "button";
    seen.onclick = () => {
      write((now) => now.filter((each) => each.key !== mark.key));
      show();
    };
    const about = element("bdi", "", names.get(mark.key) || "");
    told.append(element("span", "chip chip-bad", words.refused), " ", about, ` ${mark.refusal} `, seen);
    parts.push(told);
  }
  line.replaceChildren(...parts);
  for (const mark of kept.filter((each) => each.at === location.pathname)) {
    const button = desk.querySelector(`#roll button[value="${mark.id}"]`);
    if (button) showKept(button, mark.press === "present" ? "undo" : "present");
  }
}

function showKept(button, next) {
  button.name = next;
  button.firstChild.data = words[next];
  button.classList.toggle("btn-2", next === "undo");
  const about = button.previousElementSibling;
  if (!about.querySelector(".chip")) about.append(element("span", "chip chip-warn", words.keptHere));
}

desk.addEventListener("click", (event) => {
  const button = event.target.closest("#roll button");
  if (!button) return;
  // The second half of a double click would fall on whoever has moved into this place.
  if (event.detail < 2) press(button);
  event.preventDefault();
});

function press(button) {
  const mark = { key: `${Date.now()} ${Math.random()}`, at: location.pathname, press: button.name, id: button.value };
  // Where nothing can be written down this fails, and the form is sent as ever.
  write((all) => [...all, mark]);
  names.set(mark.key, button.parentNode.querySelector(".name").textContent);
  said = "";
  setTimeout(show, 1000);
  send();
}

desk.querySelector("form[role=search]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const before = letters;
  letters = event.target.q.value;
  try {
    await find();
  } catch (error) {
    letters = before;
    trouble = error;
    said = error === SIGNED_OUT ? "" : words.lost;
  }
  show();
});

addEventListener("online", send);
setInterval(() => marks().some((each) => !each.refusal) && send(), 15000);
line.hidden = false;
const old = marks().filter(isOld).length;
if (old) {
  write((all) => all.filter((each) => !isOld(each)));
  said = count(words.old, old);
}
show();
if (marks().length) send();
