// The seats of a workshop are looked up again when its page comes back into sight, at most once a minute.
import { ask, replace } from "../js/page.js";

let looked = Date.now();

document.addEventListener("visibilitychange", async () => {
  if (document.hidden || Date.now() - looked < 60000) return;
  looked = Date.now();
  try {
    replace("seats", (await ask("GET", location.href)).response);
  } catch {
    // What is in sight was true a moment ago; the next look says more.
  }
});
