"""How a summary comes in: a page started from last year's, or made of what an office wrote: a Word file,
a text, a workbook.

Nothing is certain that a person has not looked at: what is made of a file is a draft, with the
grounds of what was proposed and the questions that only a person can answer.
"""
