// The rows of the form in which figures are filled in: a metric beside its figure of the year before, with
// what is read in the text under it; and the rows of an author's own figures.

import { empty, fill, make } from "./form-element.js"
import { STATE_NAMES, line } from "./form-file.js"
import { beyond, difference, doubt, reading } from "./figure-metric.js"

const CHOICES = [["", "有数"], ...STATE_NAMES.map(name => [name, name])]

const said = (id, more = {}) => make("p", { class: "gh-read", id, ...more })

function show(paragraph, text, error, input) {
  paragraph.textContent = error ? `请改：${error}` : text
  paragraph.classList.toggle("gh-wrong", !!error)
  if (error) input.setAttribute("aria-invalid", "true")
  else input.removeAttribute("aria-invalid")
}

// The row of one metric. `record` is the draft's {text, state, note, target, parts, levels} of it.
class MetricRow {
  constructor(metric, record, removed) {
    this.metric = metric
    this.record = record
    const id = `gh-m-${metric.id}`
    this.input = make("input", { id, type: "text", spellcheck: "false", autocomplete: "off", enterkeyhint: "next", "aria-describedby": `${id}-before ${id}-read` })
    this.input.value = record.text || ""
    this.choice = make("select", { "aria-label": `${metric.name}：有没有数` })
    fill(this.choice, CHOICES, record.state || "")
    this.before = make("p", { class: "gh-hint", id: `${id}-before` })
    this.read = said(`${id}-read`)
    const name = make("label", { for: id }, metric.parent ? `其中：${metric.name}` : metric.name)
    const unit = make("span", { class: "gh-row-unit" }, metric.unit)
    const bare = removed ? [make("button", { type: "button", class: "gh-bare", "aria-label": `去掉${metric.name}` }, "去掉")] : []
    if (bare.length) bare[0].addEventListener("click", removed)
    this.element = make("div", { class: "gh-row", role: "group", "aria-label": metric.name },
      make("div", { class: "gh-row-head" }, name, this.before),
      make("div", { class: "gh-row-fill" }, make("div", { class: "gh-row-line" }, this.input, unit, this.choice, ...bare), this.read, this.more(id)))
    this.input.ghTake = () => { record.text = this.input.value }
    this.choice.ghTake = () => { record.state = this.choice.value }
  }

  more(id) {
    const { metric, record } = this, fields = []
    const field = (key, name, holder, hint) => {
      const input = make("input", { id: `${id}-${key}-${name}`, type: "text", spellcheck: "false", autocomplete: "off" })
      input.value = holder[name] || ""
      input.ghTake = () => { holder[name] = input.value }
      this.inner.push([hint, input, key !== "note"])
      fields.push(make("label", {}, `${hint} `, input))
    }
    this.inner = []
    for (const [key, names, title] of [["parts", metric.parts, "分项"], ["levels", metric.levels, "级别"]]) {
      record[key] = record[key] || {}
      for (const name of names) field(key, name, record[key], `${title}“${name}”`)
    }
    if (metric.target) field("target", "target", record, "任务数")
    field("note", "note", record, "说明")
    const what = [metric.parts.length && "分项", metric.levels.length && "级别", metric.target && "任务数", "说明"].filter(Boolean)
    const about = metric.definition ? [make("p", { class: "gh-hint" }, `口径：${metric.definition}`)] : []
    const open = this.inner.some(([, input]) => input.value)
    return make("details", { class: "gh-fold gh-row-more", open }, make("summary", {}, `${metric.definition ? "看口径，" : ""}加${what.join("、")}`), ...about, make("div", {}, ...fields))
  }

  // What was said a year before, [figure, exact value, remark] or nothing, in words of which scope where that is not the usual
  // one, and what is read now.
  refresh(base, phrase, scope) {
    const [text, value, remark] = base || []
    this.then = text || ""
    const kept = scope ? `按“${scope}”填，与${phrase}一样` : ""
    this.before.textContent = base ? `${phrase}：${[text, remark, kept].filter(Boolean).join("；")}` : kept
    const { state } = this.record, { metric } = this, written = line(this.record.text)
    this.input.disabled = !!state
    this.element.classList.toggle("gh-row-none", !!state)
    const main = state ? { said: `记作“${state}”：没有数，不是零`, error: "" } : written ? reading(written, metric) : { said: "", error: "" }
    const beside = main.error || state ? "" : difference(main.figure, metric, { value }, phrase)
    this.error = main.error || (main.figure && beyond(main.figure, metric)) || this.innerError()
    this.doubt = this.error || !main.figure ? "" : doubt(main.figure, metric)
    show(this.read, [main.said, beside, this.doubt].filter(Boolean).join("；"), this.error, this.input)
    return this
  }

  innerError() {
    for (const [name, input, isFigure] of this.inner) {
      if (!isFigure || !line(input.value)) continue
      const { error, figure } = reading(line(input.value), this.metric), wrong = error || beyond(figure, this.metric)
      if (wrong) return `${name}：${wrong}`
    }
    const bare = !line(this.record.text) && !this.record.state && this.inner.some(([, input]) => line(input.value))
    return bare ? "填了分项、任务数或说明，还要填这个数本身。没有数请选“未报”。" : ""
  }

  get written() {
    return this.record.state || line(this.record.text)
  }
}

// Keeps the rows in step with a list of metrics; what is there already is not made anew.
export class MetricRows {
  constructor(box) {
    this.box = box
    this.rows = new Map()
  }

  show(metrics, figures, isUsual, removed) {
    const wanted = metrics.map(metric => metric.id)
    if ([...this.rows.keys()].join() === wanted.join()) return
    const kept = this.rows
    this.rows = new Map(metrics.map(metric => {
      figures[metric.id] = figures[metric.id] || {}
      const old = kept.get(metric.id), usual = isUsual(metric)
      const same = old && old.record === figures[metric.id] && old.usual === usual
      const row = same ? old : new MetricRow(metric, figures[metric.id], usual ? null : () => removed(metric))
      row.usual = usual
      return [metric.id, row]
    }))
    empty(this.box).append(...[...this.rows.values()].map(row => row.element))
  }

  clear() {
    this.rows = new Map()
    empty(this.box)
  }
}

// The rows of an author's own figures, in place of those that are there.
export function localRows(box, records, removed) {
  empty(box)
  return records.map((record, at) => {
    const id = `gh-local-${at}`
    const field = (key, name, hint) => {
      const input = make("input", { id: `${id}-${key}`, type: "text", spellcheck: "false", autocomplete: "off", placeholder: hint, "aria-describedby": `${id}-read` })
      input.value = record[key] || ""
      input.ghTake = () => { record[key] = input.value }
      return [make("label", { for: input.id }, name), input]
    }
    const button = make("button", { type: "button", class: "gh-bare", "aria-label": `去掉其他数字第${at + 1}项` }, "去掉"), read = said(`${id}-read`)
    const [nameLabel, name] = field("name", "名称", "例：黑板报"), [textLabel, text] = field("text", "数", "例：40余期")
    button.addEventListener("click", () => removed(at))
    box.append(make("div", { class: "gh-row gh-row-local", role: "group", "aria-label": `其他数字第${at + 1}项` },
      make("div", { class: "gh-row-line" }, make("div", {}, nameLabel, name), make("div", {}, textLabel, text), button), read))
    return {
      name, text,
      refresh() {
        const [title, written] = [line(record.name), line(record.text)]
        const main = written ? reading(written, null) : { said: "", error: "" }
        this.error = main.error || (written && !title ? "还没有写名称。" : title && !written ? "还没有写数。没有数请写“未报”。" : "")
        this.at = written && !title ? name : text
        this.doubt = main.figure ? doubt(main.figure, null) : ""
        show(read, [main.said, this.doubt].filter(Boolean).join("；"), this.error, this.at)
        return this
      },
    }
  })
}
