// Counted words as the page's language has them.
const rules = new Intl.PluralRules(document.documentElement.lang);

// The form of `forms` (JSON that the page holds) for this number, with the number in it.
export function count(forms, number) {
  return JSON.parse(forms)[rules.select(number)].replace("{num}", number);
}
