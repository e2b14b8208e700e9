// A field in which something is chosen by its name (the combobox pattern of ARIA 1.2): letters narrow the
// list, arrow keys walk it, Enter takes, Escape closes. What an input method is still composing is
// left alone.

const MOST = 40

// Full-width and half-width, capitals and white space make no difference.
function folded(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "")
}

const NONE = typed => `没有名称里带“${typed}”的，请换几个字。`

// `offers()` promises [{id, name, others, kind}]; `take(offer)` is called with the one that was chosen; `none(typed)` says
// that nothing is called so.
export function makeChooser(box, offers, take, none = NONE) {
  const input = box.querySelector("[role=combobox]"), list = box.querySelector("[role=listbox]")
  const told = box.querySelector("[aria-live]")
  let shown = [], active = -1, asked = 0

  async function open() {
    const mine = ++asked
    let all
    try {
      all = await offers()
    } catch (error) {
      told.textContent = "名单没有读到，请检查网络，过一会儿再试。"
      return
    }
    if (mine !== asked || document.activeElement !== input) return
    const wanted = folded(input.value)
    const hits = all.filter(offer => !wanted || [offer.name, ...offer.others].some(name => folded(name).includes(wanted)))
    shown = hits.slice(0, MOST)
    active = wanted && shown.length ? 0 : -1
    list.textContent = ""
    let kind = null
    shown.forEach((offer, number) => {
      if (offer.kind !== kind) {
        kind = offer.kind
        const head = list.appendChild(document.createElement("li"))
        head.className = "gh-option-head"
        head.setAttribute("role", "presentation")
        head.textContent = kind
      }
      const item = list.appendChild(document.createElement("li"))
      item.id = `${list.id}-${number}`
      item.setAttribute("role", "option")
      item.append(offer.name)
      const other = wanted && !folded(offer.name).includes(wanted) && offer.others.find(name => folded(name).includes(wanted))
      if (other) {
        const former = item.appendChild(document.createElement("span"))
        former.className = "gh-also"
        former.textContent = `又名${other}`
      }
      item.addEventListener("mousedown", event => event.preventDefault())
      item.addEventListener("click", () => choose(number))
    })
    list.hidden = !shown.length
    input.setAttribute("aria-expanded", String(!list.hidden))
    told.textContent = !hits.length ? none(input.value.trim())
      : hits.length > MOST ? `有${hits.length}个，列出前${MOST}个，请再写几个字。` : wanted ? `有${hits.length}个。` : ""
    mark()
  }

  function close() {
    asked += 1
    list.hidden = true
    active = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  function mark() {
    list.querySelectorAll("[role=option]").forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === active))
      if (number === active) item.scrollIntoView({block: "nearest"})
    })
    if (active < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", `${list.id}-${active}`)
  }

  function choose(number) {
    const offer = shown[number]
    input.value = ""
    told.textContent = ""
    close()
    take(offer)
  }

  input.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (list.hidden) return open()
      const step = event.key === "ArrowDown" ? 1 : -1
      active = (active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length
      mark()
    } else if (event.key === "Enter") {
      event.preventDefault() // the form is nowhere to be sent to
      if (!list.hidden && active >= 0) choose(active)
    } else if (event.key === "Escape") {
      if (!list.hidden) close()
      else input.value = ""
      told.textContent = ""
    }
  })
  input.addEventListener("input", event => { if (!event.isComposing) open() })
  input.addEventListener("compositionend", open)
  input.addEventListener("click", () => { if (list.hidden) open() })
  input.addEventListener("blur", () => { close(); told.textContent = "" })
}
