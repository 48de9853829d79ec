// What the other scripts share: asking for a page, and putting a part of it in the place of the one in sight.

// Ask for a page; the answer's `response` is its document. Fails when the line is lost or the house too busy.
export function ask(method, address, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    // The browser reads the page as it reads any other, so no text ever becomes markup here.
    request.responseType = "document";
    request.timeout = 15000;
    request.onload = () => (request.status < 500 && request.response ? resolve(request) : request.onerror());
    request.onerror = request.ontimeout = () => reject(new Error("no answer"));
    request.send(body);
  });
}

// Put the part of `page` with this id in the place of ours; the focus stays on what it was on, or on the part.
export function replace(id, page) {
  const old = document.getElementById(id);
  const part = page.getElementById(id);
  if (!part) throw new Error(`no ${id}`);
  if (!old || old.isEqualNode(part)) return;
  const focused = old.contains(document.activeElement) && document.activeElement;
  const isTwin = (one) => one.isEqualNode(focused) || (one.value && one.value === focused.value);
  old.replaceWith(part);
  if (focused) ([...part.querySelectorAll("a, button, input")].find(isTwin) || part).focus({ preventScroll: true });
}
