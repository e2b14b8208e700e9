// A field to search in: what an input method composes is left alone until it stands, and the arrow keys
// go from the field through the results and back.

const WAIT = 180 // milliseconds without another key

// `typed` is called when the typing has stopped, `entered` at Enter or the button.
export function listen(input, { typed, entered }) {
  let timer = 0, composing = false
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(typed, WAIT)
  }
  input.addEventListener("compositionstart", () => {
    composing = true
    clearTimeout(timer)
  })
  input.addEventListener("compositionend", () => {
    composing = false
    later()
  })
  input.addEventListener("input", event => { if (!composing && !event.isComposing) later() })
  input.addEventListener("keydown", event => {
    // 229: in Safari the composition has ended by now, but the key still belongs to it
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault()
  })
  input.form.addEventListener("submit", event => {
    event.preventDefault()
    if (composing) return
    clearTimeout(timer)
    entered()
  })
}

// `stops`: gives what can be gone to below the field, in order; `head`: what stands above them beside the field. Who
// types on there types into the field.
export function walk(input, box, stops, head = input) {
  for (const start of new Set([input, head])) {
    start.addEventListener("keydown", event => {
      if (event.key !== "ArrowDown" || event.isComposing || !stops().length) return
      event.preventDefault()
      stops()[0].focus()
    })
  }
  box.addEventListener("keydown", event => {
    const every = stops(), at = every.indexOf(event.target)
    if ((at < 0 && event.target !== head) || event.target === input || event.ctrlKey || event.altKey || event.metaKey) return
    // 229: the first key that an input method composes of
    if ((event.key.length === 1 && event.key !== " " && event.key !== "/") || event.keyCode === 229) {
      input.focus()
      input.setSelectionRange(input.value.length, input.value.length)
    }
    if (at < 0) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: every.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    if (next < 0) input.focus()
    else if (every[next]) every[next].focus()
  })
}
