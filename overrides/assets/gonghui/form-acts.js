// What the buttons at the text do: last year's headings put in, marks mended, lines parted, the title taken out.

import { titleOf, usualTitle } from "./form-doubts.js"
import { fold } from "./figure-text.js"
import { fromPlain } from "./form-plain.js"
import { mended, withHeadings } from "./form-text.js"
import { insert, sayMade } from "./form-textarea.js"

// `now()` is what the form knows: {draft, unit, period, base}; `form` its fields, `told` where is said what was done,
// `changed` what is to be called then.
export function textActs(now, form, told, changed) {
  const rewrite = (words, said) => {
    form.elements.text.select()
    insert(form.elements.text, words)
    told.textContent = said
    changed()
  }
  const text = () => form.elements.text.value
  return {
    headings() {
      const { headings, name } = now().base
      rewrite(withHeadings(text(), headings), `已放入${name}的${headings.length}个小标题，请改成今年的，再在下面写。`)
    },
    mend: () => rewrite(mended(text()), "已经改成全角，看上去一样。"),
    tidy: () => rewrite(fromPlain(text()), sayMade(fromPlain(text()))),
    untitle() {
      const { draft, unit, period } = now(), { title, rest } = titleOf(now())
      const usual = unit && period && fold(title) === fold(usualTitle(unit, period))
      draft.title = form.elements.title.value = usual ? "" : title
      rewrite(rest, usual ? "已从正文里拿出标题，网页会自己写。" : `标题“${title}”已移到“类别、范围、日期和标题”里。`)
    },
  }
}
