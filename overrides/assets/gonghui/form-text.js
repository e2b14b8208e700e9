// The text: what in it the check-up will not let pass, and how that is mended.

const HTML = /<(?:\/?[A-Za-z][^<>\n]{0,200}>|\/?[A-Za-z]+\s|!--|!\[|[!?][A-Za-z])/g
const ADDRESS = /^<(?:https?:\/\/|mailto:)[^<>\s]+>|^<[\w.+-]+@[\w.-]+>/i
const MACRO = /^\{\{\s*\w+\([^{}\n]*\)\s*\}\}/
const LONGEST = 300 // characters of an address or a macro
export const LARGEST = 900000 // bytes of a text; the check-up takes a file of 1 MB

// A text with one kind of line end and without what no text file holds.
export function cleaned(text) {
  return text.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n").replace(/[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]/g, "")
    .replace(/[ \t\u3000]+$/gm, "").replace(/\n{3,}/g, "\n\n")
}

// What the check-up will not let pass: [{line, what} …], the first few.
export function troubles(text) {
  const clean = `${cleaned(text)}\n`, found = []
  const tell = (at, what) => found.push({ at, what })
  for (const match of clean.matchAll(HTML)) { // over line ends too: a mark may end with one
    if (!ADDRESS.test(clean.slice(match.index, match.index + LONGEST))) tell(match.index, `网页标记“${match[0].trim().slice(0, 20)}”`)
  }
  for (const match of clean.matchAll(/\{[{%#]/g)) {
    if (!MACRO.test(clean.slice(match.index, match.index + LONGEST))) tell(match.index, `模板符号“${match[0]}”`)
  }
  return found.sort((a, b) => a.at - b.at).slice(0, 5).map(({ at, what }) => ({ line: clean.slice(0, at).split("\n").length, what }))
}

// The same text with those marks as full-width ones, which a reader sees as the same; macros stay.
export function mended(text) {
  const clean = `${cleaned(text)}\n`, marks = clean.replace(HTML, (mark, at) => (ADDRESS.test(clean.slice(at, at + LONGEST)) ? mark : mark.replace("<", "＜").replace(/>$/, "＞")))
  let end = 0 // of the last macro
  return marks.replace(/\{[{%#]|[}%#]\}/g, (braces, at) => {
    const macro = MACRO.exec(marks.slice(at, at + LONGEST))
    if (macro) end = at + macro[0].length
    return at < end ? braces : braces.replace(/\{/g, "｛").replace(/\}/g, "｝")
  }).slice(0, -1)
}

// A text with headings, [[level, title] …], below it.
export function withHeadings(text, headings) {
  const written = headings.map(([level, title]) => `${"#".repeat(Math.max(level, 2))} ${title}`)
  return `${[...(text.trim() ? [text.trim()] : []), ...written].join("\n\n")}\n`
}
