// Drafts: what was filled in stays in this browser, one entry for each summary, and is there again after a
// reload. Where the browser refuses to keep anything, that is told.

const PREFIX = "gonghui-form:", OPEN = "gonghui-form-open"

export function blank() {
  return {
    id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`, saved: "", name: "",
    unit: "", kind: "year", year: "", slot: "1", first: "", last: "", until: "",
    class: "summary", campaign: "", scope: "", status: "起草", dataStatus: "核定", asOf: "", issued: "", title: "",
    figures: {}, added: [], local: [], text: "",
  }
}

// Whether anything was written that somebody would miss.
export const isBlank = draft => !draft.text && !draft.title && !draft.local.some(one => one.name || one.text)
  && !Object.values(draft.figures).some(one => one.text || one.state || one.note || one.target)

const two = number => `${number}`.padStart(2, "0")

// Now, by this machine's clock: 2025-07-08T09:05:00
export function now() {
  const day = new Date()
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${[day.getHours(), day.getMinutes(), day.getSeconds()].map(two).join(":")}`
}

// Keeps a draft and notes when; whether the browser did.
export function keep(draft) {
  draft.saved = now()
  try {
    localStorage.setItem(PREFIX + draft.id, JSON.stringify(draft))
    sessionStorage.setItem(OPEN, draft.id)
    return true
  } catch (error) {
    return false
  }
}

export function drop(id) {
  try {
    localStorage.removeItem(PREFIX + id)
  } catch (error) {
    // nothing was kept
  }
}

// Every draft, the last one first; what cannot be read is passed over.
export function drafts() {
  const found = []
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue
      const draft = parsed(localStorage.getItem(key))
      if (draft) found.push(draft)
    }
  } catch (error) {
    return []
  }
  return found.sort((a, b) => (a.saved < b.saved ? 1 : -1))
}

const isLike = (one, other) => one !== null && typeof one === typeof other && Array.isArray(one) === Array.isArray(other)

function parsed(text) {
  try {
    const read = JSON.parse(text), known = blank()
    const whole = isLike(read, known) && Object.keys(known).every(key => read[key] === undefined || isLike(read[key], known[key]))
      && [...Object.values(read.figures || {}), ...(read.local || [])].every(one => isLike(one, {}))
    return whole ? { ...known, ...read } : null
  } catch (error) {
    return null
  }
}

// The draft on which this window was working, else the last one, else none.
export function last() {
  const every = drafts()
  let open = ""
  try {
    open = sessionStorage.getItem(OPEN) || ""
  } catch (error) {
    open = ""
  }
  return every.find(draft => draft.id === open) || every[0] || null
}

// Tells when another window has changed the draft that is open here.
export function watch(current, told) {
  addEventListener("storage", event => { if (event.key === PREFIX + current() && event.newValue !== null) told() })
}
