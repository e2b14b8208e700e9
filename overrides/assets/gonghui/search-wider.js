// What is looked for beside a word as it is typed, each said to be what it is: words of the same meaning, other names
// of a unit, the same number set otherwise, the words within quotation marks.

import { folded, unquoted } from "./search-text.js"

export const QUOTES = "不带引号"
const NAMES = "曾用名", NUMBERS = "数字写法"
// what people leave out of a unit's name
const ENDING = /(女职工委员会|工会委员会|委员会|总工会|工会联合会|联合工会|工会)$/
const FEW = 3 // characters that tell a unit

// The others of a word in normal form: [{form: its normal form, kind, said: as it is told}…].
export function alternatives({ words }, word) {
  const found = new Map()
  const add = (kind, form, said) => {
    if (form !== word && !form.includes(word) && !found.has(form)) found.set(form, { form, kind, said })
  }
  if (unquoted(word) !== word) add(QUOTES, unquoted(word), unquoted(word))
  for (const [kind, ...same] of words) {
    const forms = same.map(folded)
    forms.forEach((form, at) => {
      for (const [n, other] of forms.entries()) {
        if (n === at) continue
        // a word that holds one finds what holds the other in its place
        if (word.includes(form)) add(kind, word.split(form).join(other), same[n])
        else if (kind === NAMES) named(word, form, other).forEach(turned => add(kind, turned, same[n]))
      }
    })
  }
  // a table sets 7402 as 7,402
  const grouped = word.replace(/(?<![\d.,])\d{4,}/g, digits => digits.replace(/\B(?=(\d{3})+$)/g, ","))
  if (grouped !== word) add(NUMBERS, grouped, grouped)
  const plain = word.replace(/(?<![\d.,])\d{1,3}(,\d{3})+(?![\d,])/g, digits => digits.replace(/,/g, ""))
  if (plain !== word) add(NUMBERS, plain, plain)
  return [...found.values()]
}

// A unit's name without its ending, or its beginning, finds the other name likewise.
function named(word, form, other) {
  const stem = form.replace(ENDING, ""), turned = other.replace(ENDING, "")
  if (stem.length >= FEW && word.includes(stem)) return [word.split(stem).join(turned)]
  return word.length >= FEW && form.startsWith(word) ? [other] : []
}
