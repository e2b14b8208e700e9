// Which section of one text is which of another, and which sentences say the same. Pure functions: no
// page, no network; tests/cases/matching.yml shows what they do. `now` is always the later text.
//
// A section is {level, title, text, figures}: `level` 0 is what stands before the first heading, `text`
// the section's own words up to the next heading, `figures` the keys of the figures it says.

const NUMBER = "一二三四五六七八九十百零〇0-9"
const NUMBERING = new RegExp(
  `^(第[${NUMBER}]+[章节条]|第?[${NUMBER}]+部分|[（(][${NUMBER}]+[)）]|[${NUMBER}]+[、.．)）]|[①-⑳])+`,
)
const FIGURES = /[0-9〇零一二两三四五六七八九十百千万亿几%‰.,/]*[0-9〇零一二两三四五六七八九十百千万亿几]+[多余%‰]*/g
// how summaries end, whatever they call it: what fell short, what comes next
const ENDINGS = [/不足|问题|短板|差距|改进|薄弱/, /打算|安排|思路|设想|计划|展望|方向|下步|下一步|明年|来年|下年/]
const ALIKE = 0.26 // of two sections without a heading in common; below that they only use the same words
const SHORT = 6 // characters: anybody writes a sentence as short as that

// Full-width and half-width are one, white space is none.
export function folded(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "")
}

// A heading without its number: 一、（一）1.
function bare(title) {
  const words = title.replace(/\s+/g, "")
  return folded(words.replace(NUMBERING, "") || words)
}

// How often each pair of neighbouring characters stands in a text; punctuation parts them.
function pairs(text) {
  const found = new Map()
  for (const piece of folded(text).split(/[^\p{L}\p{N}]+/u)) {
    for (let at = 0; at + 1 < piece.length; at++) {
      const pair = piece.slice(at, at + 2)
      found.set(pair, (found.get(pair) || 0) + 1)
    }
  }
  return found
}

// Dice's coefficient over two counts of anything: 0 nothing in common, 1 all.
function dice(one, two) {
  let common = 0, all = 0
  one.forEach((count, key) => { common += Math.min(count, two.get(key) || 0); all += count })
  two.forEach(count => { all += count })
  return all ? 2 * common / all : 0
}

// The indexes of the section that a section stands in; -1 at the top.
function parents(sections) {
  return sections.map((section, index) => {
    for (let at = index - 1; at >= 0; at--) {
      if (sections[at].level > 0 && sections[at].level < section.level) return at
    }
    return -1
  })
}

// A section's own words; of one that only holds others, theirs.
function words(sections, index) {
  if (sections[index].text) return sections[index]
  const found = { text: "", figures: [] }
  for (let at = index + 1; at < sections.length && sections[at].level > sections[index].level; at++) {
    found.text += sections[at].text
    found.figures = found.figures.concat(sections[at].figures)
  }
  return found
}

function counted(sections, index) {
  const own = words(sections, index)
  return {
    text: pairs(own.text),
    title: pairs(bare(sections[index].title)),
    figures: new Map(own.figures.map(key => [key, 1])),
    ending: ENDINGS.findIndex(words => words.test(sections[index].title)),
  }
}

// How much two sections are about the same: their words count most, then the figures that both say,
// then their headings, and that both are the same kind of ending.
function closeness(one, two) {
  const figures = one.figures.size && two.figures.size ? dice(one.figures, two.figures) : 0
  const ending = one.ending !== -1 && one.ending === two.ending ? ALIKE : 0
  return dice(one.text, two.text) + 0.4 * figures + 0.3 * dice(one.title, two.title) + ending
}

// Pairs [now, then] of indexes, each index once: first by heading, then by what stands below it.
function matched(now, then) {
  const left = now.map((_, index) => counted(now, index)), right = then.map((_, index) => counted(then, index))
  const above = parents(now), aboveThen = parents(then)
  const found = new Map(), taken = new Set()

  // the best first; of equal ones those that stand as far down in both
  function settle(candidates) {
    candidates.sort((a, b) => b.score - a.score || a.apart - b.apart || a.i - b.i || a.j - b.j)
    for (const { i, j } of candidates) {
      if (found.has(i) || taken.has(j)) continue
      found.set(i, j)
      taken.add(j)
    }
  }

  function candidates(score) {
    const list = []
    now.forEach((one, i) => then.forEach((two, j) => {
      if (found.has(i) || taken.has(j) || (one.level === 0) !== (two.level === 0)) return
      const value = score(i, j)
      if (value > 0) list.push({ i, j, score: value, apart: Math.abs(i / now.length - j / then.length) })
    }))
    return list
  }

  const top = Math.max(0, ...now.map(s => s.level), ...then.map(s => s.level))
  for (let level = 0; level <= top; level++) { // sections above are settled before those within
    settle(candidates((i, j) => {
      if (now[i].level !== level || bare(now[i].title) !== bare(then[j].title)) return 0
      const within = above[i] === -1 ? aboveThen[j] === -1 : found.get(above[i]) === aboveThen[j]
      return 1 + (within ? 2 : 0) + (then[j].level === level ? 1 : 0) + closeness(left[i], right[j]) / 2
    }))
  }
  settle(candidates((i, j) => {
    const value = closeness(left[i], right[j])
    return value < ALIKE ? 0 : value
  }))
  return [...found].sort((a, b) => a[0] - b[0])
}

// What is shown beside what: [now, then] in the order of the later text, null where one of the two has
// nothing; what is no longer there stands after what it followed.
export function arranged(now, then) {
  const partner = new Map(matched(now, then)), rows = now.map((_, i) => [i, partner.has(i) ? partner.get(i) : null])
  const kept = new Set(partner.values())
  then.forEach((_, j) => {
    if (kept.has(j)) return
    const before = rows.findIndex(row => row[1] === j - 1)
    rows.splice(before + 1, 0, [null, j])
  })
  return rows
}

// The sentences of a text with the places where they begin and end.
export function sentences(text) {
  const found = []
  for (const match of text.matchAll(/[^。；！？\n]+[。；！？]*/g)) {
    if (match[0].trim()) found.push({ start: match.index, end: match.index + match[0].length, words: match[0] })
  }
  return found
}

function without(words) {
  return folded(words).replace(FIGURES, "#")
}

// What another text is asked for: "same" of a sentence that stands there word for word, "figures" of one
// that stands there with other numbers, "" of any other.
export function memory(text) {
  const said = new Set(), patterns = new Set()
  for (const { words } of sentences(text)) {
    said.add(folded(words))
    patterns.add(without(words))
  }
  return words => {
    if (folded(words).length < SHORT) return ""
    if (said.has(folded(words))) return "same"
    return without(words).replace(/#/g, "").length >= SHORT && patterns.has(without(words)) ? "figures" : ""
  }
}
